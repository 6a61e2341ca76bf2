"""The studio: makes clips and pictures that were not there before, for this visitor.

Several candidates are made, judged and the best one is kept (the paper's post-processing);
the visitor's taste enters the generator as *User_Hist*, *User_Emb* and single liked items. Files
go to a private work folder, labelled; the guard takes them from there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.guard.marks import Marks
from agents.make.finishing import written
from agents.make.jobs import Watch, unwatched
from agents.make.judging import Judgement, judge
from agents.make.limits import cannot, left_out
from agents.make.telling import chosen_of, headed, wished
from agents.make.telling import title as titled
from agents.read.lengths import LONGEST_BEFORE, gone_on, shortened
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.people import People
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item, Recipe
from models.encode.encoder import Encoder, Vectors
from models.errors import BadMedia, BadRequest, CannotDraw
from models.fidelity.balance import balanced
from models.generate.generator import Generated, Generator, Known, Liking, Order, Progress
from models.stylise.beneath import picture_of

CANDIDATES = 3
LIKED = 4
LONGEST_WORDS = 400
"""Characters of an instruction that are read; nobody's wish is longer, and more says no more."""
LONGEST_SECONDS = 8.0
LOVERS = 2000
"""Items from which is learnt what a recommender's vectors mean to the generator."""
SEEN_SIDE = 384
"""Pixels of the longer side of a liked item's picture that a generator looks at."""
SEEN_FRAMES = 32
"""Frames of a source at most that are drawn anew."""

Frames = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class _Judged:
    made: Generated
    judgement: Judgement


class Studio:
    """Create, revise and extend with a generator."""

    def __init__(
        self,
        generator: Generator,
        encoder: Encoder,
        catalogue: Catalogue,
        work: Path,
        marks: Marks | None = None,
        people: Callable[[], People | None] = lambda: None,
        drawn: Callable[[Item], bool] = lambda item: False,
    ) -> None:
        """``people`` returns the trained recommender in force, ``None`` while there is none;
        ``drawn`` says whether it is known of an item that programs of ours drew it.
        """
        self.drawn = drawn
        self.generator, self.encoder = generator, encoder
        self.catalogue, self.work, self.people = catalogue, work, people
        self.marks = Marks() if marks is None else marks
        self._bridged: tuple[People, Vectors | None] | None = None

    def create(
        self,
        words: str,
        taste: Taste,
        viewer: str,
        *,
        seconds: float = 2.0,
        still: bool = False,
        loop: bool = False,
        style: str | None = None,
        seed: int = 0,
        candidates: int = CANDIDATES,
        watch: Watch = unwatched,
    ) -> Artifact:
        """Make a clip, or a picture (``still``), from words, from the taste, or from both.

        A ``style`` that the generator does not know is laid over what it makes.

        ``seed`` makes the same again; other words with it keep what can be kept.

        Raises:
            BadRequest: without a word and without a taste, or for a clip that is too long.
        """
        if not 0 < seconds <= LONGEST_SECONDS:
            raise BadRequest(
                f"I make clips of up to {LONGEST_SECONDS:g} seconds, not of {seconds:g}; "
                "a longer video can be cut from the clips here."
            )
        if style and not self.generator.knows(style, still=still).missing:
            words, style = ", ".join(filter(None, (words, style))), None
        known = self.known(words, still=still)
        drawn = balanced(known.words, seed)
        order = Order(
            words=drawn.words,
            taste=self.liking(taste, viewer),
            still=still,
            loop=loop,
            blocks=1 if still else _blocks(seconds),
            candidates=candidates,
            seed=seed,
        )
        best, among, dropped = self._best(order, taste, viewer, watch)
        told: dict[str, object] = {"want": known.words, "seconds": seconds}
        told |= {"still": still, "loop": loop} | ({"style": style} if style else {})
        told |= _left_out(known)
        if drawn.given:
            told["person"] = dict(drawn.given)
        recipe = self._recipe("create", told, best)
        note = f"Made from {_about(order)}{chosen_of(among, dropped)}."
        note = " ".join(filter(None, (note, left_out(known), best.made.remark)))
        return self.written(best.made, recipe, None, headed(known.words), note, still, style)

    def revise(
        self,
        item: Item,
        words: str,
        taste: Taste,
        viewer: str,
        *,
        strength: float = 0.6,
        seed: int = 0,
        candidates: int = 2,
        watch: Watch = unwatched,
    ) -> Artifact:
        """Make a clip anew with what the words change, or, without words, nearer to the taste."""
        known = self.known(words, change=True)
        source = self._frames(item)
        order = Order(
            words=known.words,
            taste=self.liking(taste, viewer),
            source=source,
            strength=strength,
            blocks=max(1, -(-len(source) // self.generator.length)),
            candidates=candidates,
            seed=seed,
        )
        best, among, dropped = self._best(order, taste, viewer, watch, (item.id,))
        told = {"instruction": order.words, "strength": strength, **_left_out(known)}
        recipe = self._recipe("revise", told, best)
        chosen = chosen_of(among, dropped)
        note = f"Drawn anew for {_about(order)}, strength {strength:.0%}{chosen}."
        cut = shortened(item, len(source) / self.generator.fps)
        note = " ".join(filter(None, (note, cut, left_out(known), best.made.remark)))
        title = titled(item, wished(order.words) or "for you")
        return self.written(best.made, recipe, item, title, note, False)

    def extend(
        self,
        item: Item,
        words: str,
        taste: Taste,
        viewer: str,
        *,
        seconds: float = 2.0,
        loop: bool = False,
        seed: int = 0,
        watch: Watch = unwatched,
    ) -> Artifact:
        """Go on where a clip ends, or bring its end back to its beginning."""
        known = self.known(words, change=True)
        source = self._frames(item, ending=LONGEST_BEFORE)
        order = Order(
            words=known.words,
            taste=self.liking(taste, viewer),
            source=source,
            extend=True,
            loop=loop,
            blocks=max(1, round(seconds * self.generator.fps / (self.generator.length // 2))),
            seed=seed,
        )
        best, _, _ = self._best(order, taste, viewer, watch, (item.id,))
        told = {"instruction": order.words, "seconds": seconds, "loop": loop, **_left_out(known)}
        recipe = self._recipe("extend", told, best)
        note = " ".join(filter(None, (*gone_on(item, loop=loop), left_out(known))))
        return self.written(best.made, recipe, item, f"{item.title}, on", note, False)

    def known(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        """What the generator knows of a wish: see :meth:`Generator.knows`.

        Raises:
            CannotDraw: when nothing of it is left that could be drawn.
        """
        known = self.generator.knows(words[:LONGEST_WORDS], change=change, still=still)
        if known.empty:
            raise CannotDraw(cannot(known, change=change), known.instead)
        return known

    def knows_source(self, item: Item, viewer: str) -> bool:
        """Whether the generator can work on an item's pictures: by where it is from, else by looks.

        Where neither tells, it is taken for footage, which most of what people bring is.
        """
        if self.generator.footage or self.drawn(item):
            return True
        from models.generate.familiar import SURE, knows_vector

        vectors = self.catalogue.vectors([item.id], "visual", viewer)
        if item.id not in vectors:
            return False
        sure = knows_vector(vectors[item.id], self.encoder.name)
        return sure is not None and sure >= SURE

    def liking(self, taste: Taste, viewer: str) -> Liking:
        """What the generator may know of a visitor."""
        vectors = self.catalogue.vectors(list(reversed(taste.liked))[:LIKED], "visual", viewer)
        liked = np.stack(list(vectors.values())) if vectors else np.zeros((0, 0), np.float32)
        return Liking(
            hist=taste.history,
            likes=len(taste.liked),
            user=self._user(taste),
            liked=liked.astype(np.float32),
            words=taste.wants[-LIKED:],
            pictures=lambda: tuple(self._pictures(taste, viewer)),
        )

    def _pictures(self, taste: Taste, viewer: str) -> Iterator[Frames]:
        """Small pictures of the items liked last, the latest first; what cannot be read is none."""
        from models.media.picture import read_image

        latest = list(reversed(taste.liked))[:LIKED]
        items = {item.id: item for item in self.catalogue.items(latest, viewer)}
        for one in latest:
            cover = items[one].thumbnail if one in items else None
            if cover is not None and cover.is_file():
                try:
                    yield read_image(cover, long_side=SEEN_SIDE)
                except BadMedia:
                    continue

    def _user(self, taste: Taste) -> Vectors | None:
        """*User_Emb* as the generator knows it, ``None`` where nothing is known."""
        people = self.people()
        if people is None or taste.embedding is None:
            return None
        if self._bridged is None or self._bridged[0] is not people:
            self._bridged = (people, self._bridge(people))
        bridge = self._bridged[1]
        if bridge is None or len(bridge) != len(taste.embedding):
            return None
        length = float(np.linalg.norm(user := taste.embedding @ bridge))
        return np.asarray(user / length, np.float32) if length > 0 else None

    def _bridge(self, people: People) -> Vectors | None:
        """The map from the recommender's vectors to the generator's."""
        space = self.generator.users
        ids, vectors = people.lovers(LOVERS)
        looks = self.catalogue.vectors(ids, "visual", None)
        seen = [at for at, item in enumerate(ids) if item in looks]
        if space is None or not seen:
            return None
        return space.bridge(vectors[seen], np.stack([looks[ids[at]] for at in seen]))

    def _recipe(self, tool: str, parameters: dict[str, object], best: _Judged) -> Recipe:
        return Recipe(
            tool=tool,
            pixels="made",
            parameters=parameters,
            model=best.made.model or self.generator.name,
            seed=best.made.seed,
        )

    # --- work --------------------------------------------------------------------------------

    def _best(
        self,
        order: Order,
        taste: Taste,
        viewer: str,
        watch: Watch,
        not_of: tuple[str, ...] = (),
    ) -> tuple[_Judged, int, int]:
        """Make the candidates; when all are poor, make others once, and take the best of all.

        Returns the best, how many there were, and how many of them were poor.
        """
        found = list(self._judged(order, taste, viewer, watch, not_of, 0.0))
        if all(one.judgement.poor for one in found):
            again = replace(order, seed=order.seed + order.candidates)
            found += self._judged(again, taste, viewer, watch, not_of, 0.5)
        best = max(found, key=lambda one: one.judgement.score)
        if best.judgement.poor:
            raise BadMedia(
                f"I made {len(found)} and kept none: {best.judgement.poor}. Say it in other words, "
                "or let me find something that is here."
            )
        return best, len(found), sum(bool(one.judgement.poor) for one in found)

    def _judged(
        self,
        order: Order,
        taste: Taste,
        viewer: str,
        watch: Watch,
        not_of: tuple[str, ...],
        done: float,
    ) -> Iterator[_Judged]:
        for event in self.generator.generate(order):
            if isinstance(event, Progress):
                share = 0.9 * (done + (1 - done) * event.fraction)
                if event.left is None:
                    watch(share, event.preview)
                else:
                    watch(share, event.preview, event.left)
                continue
            judgement = judge(
                event.frames,
                self.encoder,
                self.catalogue,
                viewer,
                words=order.words,
                history=taste.history,
                not_of=not_of,
            )
            yield _Judged(event, judgement)

    def _frames(self, item: Item, ending: float | None = None) -> Frames:
        """Frames (t, h, w, 3) of a source at the generator's own rate.

        They are its first ones, or those of the seconds ``ending`` it.
        """
        from models.media import sample

        fps = self.generator.fps
        most = SEEN_FRAMES if ending is None else int(ending * fps)
        count = int(np.clip(item.duration * fps, 1, most))
        begin = 0.0 if ending is None else max(0.0, item.duration - count / fps)
        times = begin + (np.arange(count) + 0.5) / fps
        times = np.minimum(times, max(0.0, item.duration - 1e-3))
        mend = picture_of(item.media)  # a generator would draw its label on
        seen = sample.at(item.media, times.tolist(), size=256)
        frames = [mend(frame.image, frame.time) for frame in seen]
        if not frames:
            raise BadMedia("That clip has no pictures that I could work on; pick another one.")
        return np.stack(frames)

    def written(
        self,
        made: Generated,
        recipe: Recipe,
        source: Item | None,
        title: str,
        note: str,
        still: bool = False,
        style: str | None = None,
    ) -> Artifact:
        """Write what was made into the work folder: see :func:`agents.make.finishing.written`."""
        target = self.work / f"{uuid.uuid4().hex}{'.jpg' if still else '.mp4'}"
        parents = () if source is None else (source.id,)
        mark = self.marks.new(recipe.pixels)
        written(made, target, mark, mark.lineage(recipe, parents), still=still, style=style)
        return Artifact(
            media=target,
            kind="image" if still else "video",
            title=title,
            parents=parents,
            recipe=recipe,
            note=note,
            sources=() if source is None else (source.media,),
            mark=mark.identifier,
            looks=mark.looks,
        )


def _left_out(known: Known) -> dict[str, object]:
    return {"left_out": list(known.missing)} if known.missing else {}


def _blocks(seconds: float) -> int:
    """Blocks for so many seconds: the first is 2 s, each further one adds 1 s."""
    return 1 + max(0, round(seconds - 2.0))


def _about(order: Order) -> str:
    return f"“{order.words}”" if order.words.strip() else "your taste"
