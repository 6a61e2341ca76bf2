"""Finds the shots of a plan that were said one by one: a clip by its id, or of a scene its clip.

A scene that no clip shows whole is drawn where the generator knows all of it; one that shows some
of it comes next. What is neither here nor known is left out, and said to be.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.make.casting import USUAL, Stretch, best_stretches, fitted, resized
from agents.make.creator import Creator, usual
from agents.make.jobs import Watch
from agents.make.storyboard import EXPECTED, FADE, MOST, Shot, Storyboard
from agents.make.studio import LONGEST_WORDS
from agents.read.words import content_words, mentions
from agents.retrieve.retriever import Found
from agents.retrieve.taste import Taste
from models.domain import Guidance, Item, Shape
from models.errors import BadMedia, CannotDraw, NoSuchItem
from models.generate.generator import Generator

WHOLE = 10.0
"""Seconds up to which a clip that was named is taken whole."""
OTHERS = 3
"""Clips of a scene that are looked at, beside the one that is taken, to swap in."""
_DOES = re.compile(r"(?:s|ing)$")
"""Ends what somebody does: of "a cat sleeping" and "a man runs" the first word is looked for."""
NEAR = 3
"""How far a clip is that only looks near its scene."""
_WHERE = re.compile(r"\b(?:in|on|at|under|by|near|during|with|over|through|inside|from|to)\b")
SPARE = 12
"""Shots kept aside in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A plan without open shots, and sentences about what it lacks."""

    board: Storyboard
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """Fills plans for one visitor; without a ``generator`` no shot is to be drawn."""

    creator: Creator
    taste: Taste
    viewer: str
    generator: Generator | None
    watch: Watch

    def filled(self, board: Storyboard, shape: Shape | None) -> Filled:
        """Return the plan with its open shots found, as long as it should be.

        ``shape`` is the plan's; ``None`` takes what most of the footage has.

        Raises:
            NoSuchItem: where a clip that was named is gone.
            CannotDraw: where nothing of what was said is here or can be drawn.
        """
        places = [place for place, shot in enumerate(board.shots) if shot.open]
        if not places:
            return Filled(board=board)
        used = {shot.item for shot in board.shots if shot.item}
        used |= {shot.item for shot in board.spare if shot.scene}
        asked = False
        shots: list[Shot] = []
        spare: list[Shot] = []
        lacks: list[str] = []
        for place, shot in enumerate(board.shots):
            self.watch(place / len(board.shots))
            if not shot.open:
                shots.append(shot)
                continue
            found = [self._named(shot)] if shot.item else self._scene(shot, used, board)
            if not found:
                lacks.append(f"Of “{shot.scene}” there is no clip here, and I cannot draw it.")
                continue
            shots.append(found[0])
            spare += found[1:]
            used.add(found[0].item)
        if not shots:
            said = ", ".join(f"“{shot.scene}”" for shot in board.shots)
            raise CannotDraw(f"There is no clip here of {said}, and I cannot draw that yet.")
        if len(places) == len(board.shots):
            expected = EXPECTED * len(places) - FADE * (len(places) - 1)
            asked = abs(board.seconds - expected) > 0.1
            share = 1.0 if asked else len(shots) / len(places)
            shots = fitted(shots, board.seconds * share, MOST)
        elif replace(board, shots=tuple(shots)).length > MOST:
            shots = fitted(shots, MOST, MOST)
        # What was passed over before comes back in the end, or a scene would run dry.
        taken = {shot.item for shot in shots}
        kept = [one for one in spare if one.item not in taken]
        kept += [one for one in board.spare if not one.open and one not in shots]
        made = replace(board, shots=tuple(shots), spare=tuple(kept[:SPARE]))
        if (lacks and not asked) or len(places) < len(board.shots):
            made = replace(made, seconds=round(made.length, 2))
        items = self.creator.catalogue.items(made.items, self.viewer)
        return Filled(
            board=replace(made, shape=shape or usual(list(items))) if items else made,
            lacks=tuple(lacks),
        )

    def _named(self, shot: Shot) -> Shot:
        """The clip that was named, whole or the part of it that shows it best."""
        item = self.creator.catalogue.item(shot.item, self.viewer)
        seconds = min(item.duration, WHOLE)
        whole = Stretch(0.0, item.duration, 0.0, item.duration, 1.0)
        part = whole
        if seconds < item.duration - 0.05:
            try:
                seen = self.creator.editor.frames(item, self.viewer, lambda: self.watch(0.0))
            except (BadMedia, OSError) as exc:
                raise NoSuchItem(f"“{item.title}” cannot be read; name another clip.") from exc
            about = seen.embeddings.mean(axis=0)
            part = next(best_stretches(seen, about, [(0.0, item.duration)], seconds))
        return _shot(item, part, shot, why="You named it.", sure=True, part_of=True)

    def _scene(self, shot: Shot, used: set[str], board: Storyboard) -> list[Shot]:
        """The clip of a scene, or a shot to be drawn, and others to swap in."""
        guidance = Guidance(want=shot.scene, avoid=board.avoid)
        find = self.creator.retriever.find
        fresh = find(guidance, self.taste, OTHERS + 2, self.viewer, used)
        # Better the same clip twice than none that shows it.
        again = [] if _whole(fresh) else find(guidance, self.taste, OTHERS + 2, self.viewer)
        found = [one for one in (*fresh, *again) if one.item.origin != "created"]
        found.sort(key=lambda one: _far(one, shot.scene))
        shots = self._cut(found, shot)
        if found and _far(found[0], shot.scene) == 0:
            return shots
        drawn = self._drawing(shot)
        if drawn is not None:
            return [drawn, *shots]
        return shots if found and _far(found[0], shot.scene) < NEAR else []

    def _cut(self, found: Sequence[Found], shot: Shot) -> list[Shot]:
        """A part of each clip that shows the scene best."""
        shots: list[Shot] = []
        query = self.creator.query(shot.scene, self.taste)
        for one in found:
            parts = self.creator.parts(one.item, query, USUAL, self.viewer, lambda: self.watch(0.0))
            if parts and all(one.item.id != made.item for made in shots):
                far = _far(one, shot.scene)
                shots.append(_shot(one.item, parts[0], shot, one.why, far == 0, far == 2))
        return shots

    def _drawing(self, shot: Shot) -> Shot | None:
        """The shot to be drawn, where all of its scene can be."""
        if self.generator is None:
            return None
        known = self.generator.knows(shot.scene[:LONGEST_WORDS])
        if known.empty or known.missing or known.several or not known.shows:
            return None
        return replace(shot, draw=known.words, end=USUAL, high=USUAL, caption=_said(shot.scene))


def _far(one: Found, scene: str) -> int:
    """How far a clip is from a scene: it says that it shows all of it, 0, or looks so, 1; it shows
    what that is about, 2, or only looks near. Of "a giraffe in the snow" a penguin in the snow
    shows nothing.
    """
    about = content_words(_WHERE.split(scene)[0]) or content_words(scene)
    named = [*about[:1], *(word for word in about[1:] if not _DOES.search(word))]
    says = mentions(one.item, named[-1]) if named else one.whole
    if one.sure and one.whole and not says:
        return 1
    if one.sure and one.whole and all(mentions(one.item, word) for word in named):
        return 0
    return 2 if one.sure and says else NEAR


def _whole(found: Sequence[Found]) -> list[Found]:
    return [one for one in found if one.sure and one.whole]


def _shot(item: Item, part: Stretch, told: Shot, why: str, sure: bool, part_of: bool) -> Shot:
    made = replace(
        told,
        item=item.id,
        start=round(part.start, 3),
        end=round(part.end, 3),
        low=round(part.low, 3),
        high=round(part.high, 3),
        why=why,
        caption=_said(item.title),
        sure=sure,
        part=part_of,
    )
    return made if made.seconds <= WHOLE else resized(made, WHOLE)


def _said(words: str) -> str:
    return words[:1].upper() + words[1:60]
