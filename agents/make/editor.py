"""The editor: changes an item for this visitor, and says how in one sentence.

A cover is written at once; what is done to a clip is a :class:`~agents.make.changes.Change` first,
so that several edits of one sentence are one encode. Files go to a private work folder; the guard
takes them from there.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agents.guard.marks import Mark, Marks, Told, told
from agents.make.adjusting import adjusted
from agents.make.blurring import Blur, What
from agents.make.changes import Begin, Change, lazily, together
from agents.make.imitation import Imitation
from agents.make.parts import Edge, Part, at_edge, best_part, liveliest
from agents.make.replaying import Recall, nothing_recalled, replayed, written
from agents.make.selection import best_frame, best_of_all, usable
from agents.make.telling import cover_note, each_of, title
from agents.read.words import content_words, mentions
from agents.retrieve.catalogue import Catalogue, FrameVectors
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item, Pulse, Recipe, Tick, no_pulse, no_tick
from models.encode.encoder import Encoder
from models.errors import BadRequest, Unavailable
from models.fidelity.private_frames import haar_sure
from models.fidelity.text_reader import TextReader
from models.stylise.beneath import copied, picture_of, unlabelled
from models.stylise.edits import Edit
from models.stylise.styliser import Picture
from models.stylise.transfer.look import Colours

FRAMES_A_SECOND = 2.0
"""How densely a clip is looked at whose frames are not in the catalogue; at most 64 in all."""

STANDS_OUT = 0.06
"""How much better a part must fit words than the rest does, as a difference of mean dot products.
Measured on real clips put end to end: two in three right finds reach it, two in five wrong."""

HINTED = 0.02
"""The same for a clip whose own description has the words: they are in it somewhere."""
EVEN = 0.15
"""By which share more must happen in a part than in the rest for that to be dull."""
MOST_HAPPENS = "The part in which most happens; where less does is cut away."
ALIKE = (
    "About as much happens all through it, so I kept the livelier half. Name seconds, or what "
    "should stay, for another part."
)


class NoPart(BadRequest):
    """No part of a clip stands out; ``start`` and ``end`` (seconds) are the best guess."""

    def __init__(self, about: str, part: Part) -> None:
        super().__init__(f"No part of it stands out as “{about}”; I can cut my best guess.")
        self.about, self.start, self.end = about, part.start, part.end


class Editor:
    """Thumbnail, clip, style and parametric edits of one item."""

    def __init__(
        self,
        catalogue: Catalogue,
        encoder: Encoder,
        work: Path,
        marks: Marks | None = None,
        reader: TextReader | None = None,
        imitation: Imitation | None = None,
        recall: Recall = nothing_recalled,
    ) -> None:
        """``marks`` are what changed pictures get; without, the visible label alone. ``reader``
        finds what is to be blurred; without one, faces alone are. ``imitation`` reads the styles
        of pictures; without one, there are those that have a name. ``recall`` knows how a clip
        was made.
        """
        self.catalogue, self.encoder, self.work = catalogue, encoder, work
        self.marks = Marks() if marks is None else marks
        self.reader, self.imitation, self.recall = reader, imitation, recall

    def thumbnail(
        self, item: Item, taste: Taste, viewer: str, *, about: str = "", tick: Tick = no_tick
    ) -> Artifact:
        """Write the frame about ``about``, or the one this visitor would like best (eq. 1)."""
        from models.media import poster, sample

        known = self.catalogue.frames(item.id, viewer)
        if known is None:
            sampled, pictures = self._seen(item, lambda: tick(0.3))
        else:
            sampled = known
            shown = sample.at(item.media, sampled.times.tolist(), size=64, pulse=lambda: tick(0.3))
            pictures = np.stack([frame.image for frame in shown])
        tick(0.6)
        query = self._words(about)
        things = [self._words(one) for one in each_of(about)]
        each = [one for one in things if one is not None]
        if len(each) > 1:
            index = best_of_all(sampled.embeddings, np.stack(each), usable(pictures))
        else:
            wanted = taste.history if query is None else query
            index = best_frame(sampled.embeddings, wanted, usable(pictures))
        mark = self.marks.kept(told(item.media))
        recipe = Recipe(
            tool="thumbnail",
            pixels=mark.pixels,
            parameters={"time": round(float(sampled.times[index]), 3), "about": about},
            model=self.encoder.name,
        )
        target = self.target(".jpg")
        time = float(sampled.times[index])
        frame = next(iter(sample.at(item.media, [time], pulse=lambda: tick(0.6))))
        poster.save(
            mark.still(picture_of(item.media)(frame.image, time)),
            target,
            width=1280,
            metadata=mark.lineage(recipe, (item.id,)),
        )
        tick(1.0)
        return Artifact(
            media=target,
            kind="image",
            title=item.title,
            parents=(item.id,),
            recipe=recipe,
            note=cover_note(about if query is not None else "", taste),
            sources=(item.media,),
            mark=mark.identifier,
        )

    def clip(
        self,
        item: Item,
        taste: Taste,
        viewer: str,
        *,
        about: str = "",
        seconds: float | None = None,
        start: float | None = None,
        end: float | None = None,
        guess: bool = False,
        lively: bool = False,
        edge: Edge | None = None,
        tick: Tick = no_tick,
    ) -> Change:
        """Keep the part about ``about``, or the part this visitor would like best (eq. 2).

        ``lively``: without a taste, the part in which most happens instead; ``edge``: all before
        it, or all after it, stays too.

        A ``start`` or ``end`` below zero counts from the end. Raises :class:`NoPart` when no part
        stands out as ``about``, unless a ``guess`` will do.
        """
        if start is not None or end is not None:
            part, note = self._named(item, start or 0.0, end), "The part you named."
        elif seconds is not None and seconds >= item.duration - 0.05:
            return Change(
                recipe=Recipe(tool="clip", pixels="kept"),
                title="clip",
                note=f"It is only {item.duration:.1f} s long, so it stays whole.",
                copies=True,
                idle=True,
            )
        else:
            seen = self.frames(item, viewer, lambda: tick(0.0))
            if lively and taste.history is None:
                part = liveliest(seen, item.duration, seconds)
                note = MOST_HAPPENS if part.contrast > EVEN else ALIKE
            else:
                part, note = self._best_part(item, seen, taste, viewer, about, seconds, guess)
            if edge is not None:
                part = at_edge(part, edge, item.duration)
                note = f"It {edge} there: {note[0].lower()}{note[1:]}"
        recipe = Recipe(
            tool="clip",
            pixels="kept",
            parameters={"start": round(part.start, 2), "end": round(part.end, 2), "about": about},
            model=self.encoder.name,
        )
        return Change(
            recipe=recipe, title="clip", note=note, start=part.start, end=part.end, copies=True
        )

    def style(self, name: str, strength: float = 1.0, more: Sequence[str] = ()) -> Change:
        """Redraw the whole clip in a style at full resolution, with weathers laid over it."""
        from models.stylise.styles import named, styliser

        look = styliser(name, strength, more)
        known = [style for style in map(named, (name, *more)) if style is not None]

        def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
            return look.start(width, height, 25.0), (width, height)

        parameters = {"style": name, "strength": strength} | ({"more": list(more)} if more else {})
        return Change(
            recipe=Recipe(tool="style", pixels="changed", parameters=parameters),
            title=", ".join(style.title.lower() for style in known),
            note=" ".join(style.description for style in known),
            begin=begin,
        )

    def imitate(self, of: Sequence[str], viewer: str, strength: float, colours: Colours) -> Change:
        """Redraw it like a picture or a clip; see :meth:`agents.make.imitation.Imitation.change`.

        Raises :class:`Unavailable` where nothing reads styles.
        """
        if self.imitation is None:
            raise Unavailable(
                "the style of a picture cannot be read here; name a style instead, such as comic"
            )
        return self.imitation.change(of, viewer, strength, colours)

    def adjust(self, item: Item, edit: Edit, tick: Tick = no_tick, viewer: str = "") -> Change:
        """Make a parametric edit; see :func:`agents.make.adjusting.adjusted`."""
        beside = written(self.recall(item, viewer)) if edit.text else ()
        return adjusted(item, edit, self.encoder, tick, beside)

    def blur(
        self, item: Item, what: What, tick: Tick = no_tick, *, anyway: bool = False,
        pixels: bool = False,
    ) -> Change:  # fmt: skip
        """Blur faces, numbers or writing; see :meth:`agents.make.blurring.Blur.change`."""
        blur = Blur(work=self.work, marks=self.marks, reader=self.reader, sure=haar_sure)
        return blur.change(item, what, tick, anyway=anyway, pixels=pixels)

    def write(
        self, item: Item, changes: Sequence[Change], tick: Tick = no_tick, viewer: str = ""
    ) -> Artifact:
        """Carry out ``changes``, at least one, in one encode; or in none, for a plain cut.

        Of a clip that was edited before, they are carried out after those edits, of the clip that
        was there first, where they can be; see :mod:`agents.make.replaying`.

        Raises :class:`BadRequest` when there is nothing to do.
        """
        from models.media.cut import cut
        from models.media.repeat import repeat
        from models.media.transform import transform, unchanged

        before, new = told(item.media), together(changes)
        change = _inherited(new, before)
        if change.idle:
            raise BadRequest(change.note)
        source, recipe = item.media, change.recipe
        steps = () if change.copies else self.recall(item, viewer)
        again = replayed(steps, new, partial(self._redone, viewer), tick)
        if again is not None:
            source, before = again[0].media, told(again[0].media)
            change = _inherited(together([*again[1], new, *again[2]]), before)
            recipe = replace(recipe, pixels=change.recipe.pixels)
        target = self.target(".mp4")
        mark = self.marks.kept(before) if change.copies else self.marks.new(change.recipe.pixels)
        metadata = mark.lineage(recipe, (item.id,))
        if change.copies:
            cut(source, target, change.start, change.end, metadata=metadata, tick=tick)
            copied(source, target)
        else:
            bare = unlabelled(source)
            if bare is not None and change.corner is None:  # where no words of before are
                change = replace(change, corner=bare.corner)
            transform(
                source,
                target,
                lazily(_marked(change, mark, again[0] if again else item)),
                mend=bare or unchanged,
                start=change.start,
                end=change.end,
                speed=change.speed,
                within=change.within,
                direction=change.direction,
                keep_audio=not change.mute,
                hear=change.hear,
                metadata=metadata,
                tick=tick,
            )
            mark.keep(target, repeat(target, change.times, metadata, tick))
        return Artifact(
            media=target,
            kind="video",
            title=title(item, new.title),
            parents=(item.id,),
            recipe=recipe,
            note=new.note,
            sources=(item.media,),
            mark=mark.identifier,
            looks=mark.looks,
        )

    def _redone(
        self, viewer: str, tool: str, told: Mapping[str, Any], item: Item, tick: Tick
    ) -> Change:
        """One edit of ``item`` once more, by its parameters."""
        if tool == "style":
            return self.style(told["style"], told.get("strength", 1.0), told.get("more", ()))
        if tool == "adjust":
            return self.adjust(item, Edit(**told), tick, viewer)
        return self.clip(item, Taste(), "", **told)

    def _named(self, item: Item, start: float, end: float | None) -> Part:
        begin = start if start >= 0 else max(0.0, item.duration + start)
        finish = item.duration if end is None else end if end > 0 else item.duration + end
        if start <= 0 and (end is None or end <= 0) and finish - begin <= 0:
            raise BadRequest(
                f"It is {item.duration:.1f} s long: nothing of it would be left. Name less."
            )
        if not 0 <= begin < min(finish, item.duration):
            raise BadRequest(
                f"It is {item.duration:.1f} s long, and the part asked for runs from {begin:.1f} "
                f"to {finish:.1f} s; name a part inside it."
            )
        return Part(start=begin, end=min(finish, item.duration), contrast=0.0)

    def _best_part(
        self,
        item: Item,
        seen: FrameVectors,
        taste: Taste,
        viewer: str,
        about: str,
        seconds: float | None,
        guess: bool,
    ) -> tuple[Part, str]:
        words = self._words(about)
        query, note = words, f"The part closest to “{about}”."
        if query is None and taste.history is not None:
            query, note = taste.history, "The part closest to your taste."
        elif query is None:
            query, note = seen.embeddings.mean(axis=0), "The most representative part."
        part = best_part(
            seen,
            query,
            item.duration,
            seconds=seconds,
            shots=self.catalogue.shots(item.id, viewer),
            whole=words is not None,
        )
        if words is not None:
            hinted = any(mentions(item, word) for word in content_words(about))
            if part.contrast < (HINTED if hinted else STANDS_OUT):
                if not guess:
                    raise NoPart(about, part)
                note = f"No part of it stands out as “{about}”; this is my best guess."
        return part, note

    def _words(self, about: str) -> NDArray[np.float32] | None:
        """The unit vector of ``about``, or ``None`` where it says nothing."""
        vector = self.encoder.texts([about])[0] if about else np.zeros(1, np.float32)
        return vector if vector.any() else None

    def frames(self, item: Item, viewer: str, pulse: Pulse = no_pulse) -> FrameVectors:
        """Return what is known of the frames of a clip; looks at the file where nothing is."""
        known = self.catalogue.frames(item.id, viewer)
        return self._seen(item, pulse)[0] if known is None else known

    def _seen(self, item: Item, pulse: Pulse) -> tuple[FrameVectors, NDArray[np.uint8]]:
        """Look at a clip of which only the file is known: vectors, and the pictures themselves."""
        from models.encode.stream import see

        count = int(np.clip(item.duration * FRAMES_A_SECOND, 4, 64))
        times = (np.arange(count) + 0.5) * item.duration / count
        seen = see(item.media, times.tolist(), self.encoder, pulse)
        return FrameVectors(embeddings=seen.vectors, times=times), seen.pictures

    def target(self, ending: str) -> Path:
        """Return a new name in the work folder, which is there then."""
        self.work.mkdir(parents=True, exist_ok=True)
        return self.work / f"{uuid.uuid4().hex}{ending}"


def _inherited(change: Change, before: Told) -> Change:
    """The change of a clip whose pixels are no longer the source's: it stays labelled."""
    if before.pixels == "kept":
        return change
    recipe = replace(change.recipe, pixels=before.pixels)
    # A cut from the very beginning has the label already, if it was us who drew it.
    copies = change.copies and change.start == 0.0 and before.mark is not None
    return replace(change, recipe=recipe, copies=copies)


def _marked(change: Change, mark: Mark, item: Item) -> Begin:
    end = min(item.duration, change.end or item.duration)
    if change.direction == "boomerang":
        end += end - change.start

    def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        drawn, size = change.begin(width, height)
        if change.fade is not None:
            drawn = change.fade.over(drawn, change.start, end, change.pace)
        return mark.on(drawn, *size, corner=change.corner, pace=change.pace), size

    return begin
