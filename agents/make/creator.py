"""The creator: plans a new video from footage for this visitor, and renders it.

Shots are found for the words or for the taste, and cut by equation 2 of Wang et al. 2023. What the
paper lets the creator make from nothing, :mod:`agents.make.studio` makes.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from agents.guard.marks import told
from agents.make.casting import Stretch, amount, best_stretches, cast, ordered
from agents.make.editor import Editor
from agents.make.framing import framed
from agents.make.jobs import Watch, unwatched
from agents.make.storyboard import FADE, Brief, Shot, Storyboard, stating, to_data
from agents.read.words import content_words, mentions
from agents.retrieve.catalogue import NOBODY, Catalogue
from agents.retrieve.retriever import Found, Retriever
from agents.retrieve.taste import Taste
from models.domain import Artifact, Guidance, Item, Pixels, Pulse, Recipe, Shape, Tick
from models.errors import BadMedia, NoSuchItem
from models.media.compose import ENLARGED, Film, Piece, canvas, compose
from models.media.music import Mood
from models.media.transform import unchanged
from models.stylise.beneath import picture_of
from models.stylise.label import Corner
from models.stylise.styles import styliser
from models.stylise.styliser import Array, Picture

SPARE = 6
"""Shots kept aside to swap in."""

MORE = 4
"""Items looked at beyond the number of shots."""

_FRAMED = 0.1
"""Share of the work that finding the subjects is."""


class Creator:
    """Plans storyboards and renders them."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever, editor: Editor) -> None:
        self.catalogue, self.retriever, self.editor = catalogue, retriever, editor

    def plan(
        self,
        brief: Brief,
        taste: Taste,
        viewer: str,
        *,
        seed: int = 0,
        exclude: Collection[str] = NOBODY,
        watch: Watch = unwatched,
    ) -> Storyboard:
        """Return a storyboard for what was said, or for the taste where nothing was.

        ``exclude`` leaves items out while there are others: for another plan than the last.
        Raises :class:`NoSuchItem` when nothing here can be used.
        """
        if brief.shots:
            return _told(brief, seed)
        count, seconds = amount(brief.seconds)
        if not brief.want:  # left to the taste, what was turned down is no footage
            exclude = {*exclude, *(item for item, weight in taste.weights.items() if weight < 0)}
        found = self._footage(brief, taste, viewer, count, exclude)
        if not found and exclude:
            found = self._footage(brief, taste, viewer, count, NOBODY)
        query = self.query(brief.want, taste)

        looked = 0

        def parts(item: Item) -> list[Stretch]:
            nonlocal looked
            looked += 1
            share = looked / (len(found) + 1)
            watch(share)
            return self.parts(item, query, seconds, viewer, lambda: watch(share))

        shots, spare = cast(found, count, seconds, parts, SPARE)
        if not shots:
            about = f" about “{brief.want}”" if brief.want else ""
            raise NoSuchItem(
                f"There is no clip here that I can cut a video{about} from. Say it in other words, "
                "or add clips."
            )
        items = {one.item.id: one.item for one in found}
        vectors = self.catalogue.vectors(items, "visual", viewer)
        return Storyboard(
            want=brief.want,
            seconds=brief.seconds,
            shape=brief.shape or usual([items[shot.item] for shot in shots]),
            shots=stating(ordered(shots, vectors), brief.facts),
            avoid=brief.avoid,
            style=brief.style,
            captions=brief.captions,
            title=brief.title,
            music=brief.music,
            spare=tuple(spare),
            seed=seed,
            facts=brief.facts,
        )

    def another(
        self, board: Storyboard, taste: Taste, viewer: str, *, watch: Watch = unwatched
    ) -> Storyboard:
        """Plan the same once more, from other footage as far as there is any.

        Of scenes that were told one by one other clips are still to be found.
        """
        if board.told:
            scenes = [Shot(item="", scene=one.scene) if one.scene else one for one in board.shots]
            return replace(board, shots=tuple(scenes), spare=board.shots, seed=board.seed + 1)
        wish = Brief(
            want=board.want,
            avoid=board.avoid,
            seconds=board.seconds,
            shape=board.shape,
            style=board.style,
            captions=board.captions,
            title=board.title,
            music=board.music,
            facts=board.facts,
        )
        seed = board.seed + 1
        again = self.plan(wish, taste, viewer, seed=seed, exclude=board.items, watch=watch)
        if _worse(again, board):
            again = self.plan(wish, taste, viewer, seed=seed, watch=watch)
            rest = list(again.shots[1:])
            random.Random(seed).shuffle(rest)
            again = replace(again, shots=(*rest, again.shots[0]))
        return again

    def render(self, board: Storyboard, viewer: str, watch: Watch = unwatched) -> Artifact:
        """Write the video into the work folder, showing what it looks like on the way.

        Raises :class:`NoSuchItem` when footage is not there any more, :class:`BadMedia` when it
        cannot be read, :class:`Unavailable` when the disk is full.
        """
        items = {item.id: item for item in self.catalogue.items(board.items, viewer)}
        gone = [place for place, shot in enumerate(board.shots, 1) if shot.item not in items]
        if gone:
            raise NoSuchItem(
                f"The clip of shot {gone[0]} is not here any more; say “swap shot {gone[0]}”."
            )
        pixels: Pixels = "changed"
        if any(told(item.media).pixels == "made" for item in items.values()):
            pixels = "made"
        recipe = Recipe(
            tool="compose",
            pixels=pixels,
            parameters={
                **{k: v for k, v in to_data(board).items() if k not in ("spare", "seed")},
                "fade": FADE,
            },
            model=self.editor.encoder.name,
            seed=board.seed,
        )

        mark = self.editor.marks.new(pixels)
        shown: list[Array] = []

        def finish(width: int, height: int) -> Picture:
            # Captions run along the bottom.
            corner: Corner | None = "top left" if board.captions else None
            draw = mark.on(unchanged, width, height, corner=corner)

            def last(image: Array, time: float) -> Array:
                shown[:] = [draw(image, time)]
                return shown[0]

            return last

        def tick(share: float) -> None:
            watch(_FRAMED + (1 - _FRAMED) * share, shown[0] if shown else None)

        pieces = tuple(self._pieces(board, items, watch))
        target = self.editor.target(".mp4")
        compose(
            _film(board, pieces),
            target,
            finish=finish,
            metadata=mark.lineage(recipe, board.items),
            tick=tick,
        )
        mark.keep(target)
        clips = "one clip" if len(items) == 1 else f"{len(items)} clips"
        return Artifact(
            media=target,
            kind="video",
            title=board.name,
            parents=board.items,
            recipe=recipe,
            note=f"Cut from {clips} that are here.",
            sources=tuple(items[one].media for one in board.items),
            mark=mark.identifier,
            looks=mark.looks,
        )

    def _pieces(self, board: Storyboard, items: dict[str, Item], tick: Tick) -> Iterator[Piece]:
        """The shots as pieces of files, each with the window that keeps its subject."""
        shown = [items[shot.item] for shot in board.shots]
        displays = [(item.width, item.height) for item in shown if item.width and item.height]
        frame = canvas(board.shape, displays)
        for number, shot in enumerate(board.shots):
            share = _FRAMED * number / len(board.shots)
            tick(share)
            item = items[shot.item]
            display = (item.width, item.height)
            framing = None
            if display in displays:
                framing = framed(
                    item.media, shot.start, shot.end, display, frame, self.editor.encoder,
                    enlarged=ENLARGED, pulse=lambda share=share: tick(share),  # type: ignore[misc]
                )  # fmt: skip
            yield Piece(
                source=item.media,
                start=shot.start,
                end=shot.end,
                caption=shot.caption if board.captions else "",
                framing=framing,
                mend=picture_of(item.media),
            )

    def _footage(
        self, brief: Brief, taste: Taste, viewer: str, count: int, exclude: Collection[str]
    ) -> list[Found]:
        guidance = Guidance(want=brief.want, avoid=brief.avoid)
        found = self.retriever.find(guidance, taste, count + MORE, viewer, exclude)
        # What was composed before is no footage: its captions and label would come along.
        footage = [one for one in found if one.item.origin != "created"]
        # A search shows variety; a film about two things wants first what has both.
        words = content_words(brief.want)
        return sorted(footage, key=lambda one: -sum(mentions(one.item, word) for word in words))

    def query(self, want: str, taste: Taste) -> NDArray[np.float32] | None:
        """The unit vector (d,) of what parts should show: the words, else the taste."""
        words = self.editor.encoder.texts([want])[0] if want else None
        return words if words is not None and words.any() else taste.history

    def parts(
        self,
        item: Item,
        query: NDArray[np.float32] | None,
        seconds: float,
        viewer: str,
        pulse: Pulse,
    ) -> list[Stretch]:
        """The parts of an item between its cuts, the nearest to ``query`` (d,) first; none of a
        file that cannot be read.
        """
        try:
            seen = self.editor.frames(item, viewer, pulse)
        except (BadMedia, OSError):
            return []  # the file is gone or damaged: there is other footage
        about = seen.embeddings.mean(axis=0) if query is None else query
        spans = self.catalogue.shots(item.id, viewer) or ((0.0, item.duration),)
        return list(best_stretches(seen, about, _within(spans, seconds), seconds))


def _told(brief: Brief, seed: int) -> Storyboard:
    """The plan of shots that were said one by one; they are still to be found."""
    return Storyboard(
        want="",
        seconds=brief.seconds,
        shape=brief.shape or "landscape",
        shots=brief.shots,
        avoid=brief.avoid,
        style=brief.style,
        captions=brief.captions,
        title=brief.title,
        music=brief.music,
        seed=seed,
        told=True,
    )


def _within(spans: tuple[tuple[float, float], ...], seconds: float) -> list[tuple[float, float]]:
    """Split long takes, so that one item of a single take can give several shots."""
    found = []
    for low, high in spans:
        pieces = max(1, int((high - low) // (2 * seconds)))
        edges = np.linspace(low, high, pieces + 1)
        found += [(float(a), float(b)) for a, b in zip(edges, edges[1:], strict=False)]
    return found


def usual(items: list[Item]) -> Shape:
    """The shape most of the footage has."""
    upright = sum(item.height > item.width for item in items)
    return "portrait" if 2 * upright > len(items) else "landscape"


def _worse(again: Storyboard, before: Storyboard) -> bool:
    """Whether another plan has less of what was asked for, or is shorter."""
    sure = sum(shot.sure for shot in again.shots) < sum(shot.sure for shot in before.shots)
    return sure or again.length < before.length - 1.0


def _film(board: Storyboard, pieces: tuple[Piece, ...]) -> Film:
    mood: Mood | None = {"fill": "calm", "calm": "calm", "lively": "lively"}.get(board.music)  # type: ignore[assignment]
    return Film(
        pieces=pieces,
        shape=board.shape,
        title=board.title,
        style=styliser(board.style) if board.style else None,
        fade=FADE,
        music=mood,
        always=board.music in ("calm", "lively"),
        mute=board.music == "mute",
        seed=board.seed,
    )
