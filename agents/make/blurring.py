"""The remedy for privacy: faces, and what is written, blurred; asked for, or by a moderator."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from agents.guard.marks import Marks
from agents.make.changes import Change, lazily
from models.domain import Artifact, Evidence, Item, Recipe, Tick, no_tick
from models.errors import BadRequest, Unavailable
from models.fidelity.check import Image
from models.fidelity.private_frames import Faces, haar_faces, written
from models.fidelity.text_reader import SIDE, TextReader
from models.stylise.beneath import picture_of
from models.stylise.blur import Blurred, Box
from models.stylise.styliser import Picture

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp"))
LOOKS = 12
"""Frames in which text is looked for; what is found in one is blurred in all."""

What = Literal["all", "faces", "numbers", "writing"]
"""``numbers`` are those, and addresses and plates, that lead to somebody; ``writing`` is every line
that can be read; ``all`` is faces and numbers."""

TITLES: dict[What, str] = {
    "all": "faces and numbers blurred",
    "faces": "faces blurred",
    "numbers": "numbers blurred",
    "writing": "writing blurred",
}
NOTHING: dict[What, str] = {
    "all": "neither a face nor a number, an address or a plate",
    "faces": "no faces",
    "numbers": "no number, address or plate",
    "writing": "nothing written",
}
ANYWAY = " Only something a little like one; if there are faces, say “blur the faces anyway”."
DOUBTFUL = "I am not sure that there was one: only one of the frames I looked at seemed to show it."
MISSED = "Look it over before you share it: small, turned or covered ones can be missed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Blur:
    """Blurs into the folder ``work``. Without a ``reader`` text is blurred only where it is known
    from ``evidence``.
    """

    work: Path
    marks: Marks
    reader: TextReader | None = None
    faces: Faces = haar_faces
    sure: Callable[[Sequence[Image]], bool] | None = None
    """Says whether what ``faces`` finds in a clip are faces; without, they are."""

    def change(
        self, item: Item, what: What = "all", tick: Tick = no_tick, *, anyway: bool = False,
        pixels: bool = False,
    ) -> Change:  # fmt: skip
        """Return the edit of a clip that blurs ``what``; ``anyway``, what only may be a face, too;
        ``pixels``: in large squares.

        Raises :class:`BadRequest` when a look at a few of its frames finds nothing of that, and
        :class:`Unavailable` when only writing is meant and nothing here reads.
        """
        if self.reader is None and what in ("numbers", "writing"):
            raise Unavailable(
                "I cannot read what stands in pictures here (GENEREC_READ_PICTURES is off), so I "
                "can only blur faces."
            )
        looked = list(_looked(item))
        boxes: list[Box] = [] if what == "faces" else self._boxes(looked, what, tick)
        finds = what in ("all", "faces")
        seen = sum(bool(len(self.faces(image))) for image in looked) if finds else 0
        unsure = bool(seen and self.sure and not anyway and not self.sure(looked))
        if not boxes and (unsure or not seen):
            text = f"I see {NOTHING[what]} in it that I could blur; it stays as it is."
            raise BadRequest(text + ANYWAY if unsure else text)
        finds = finds and not unsure

        doubtful = not boxes and seen == 1 < len(looked)

        def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
            drawn = Blurred(find=self.faces if finds else None, boxes=boxes, pixels=pixels)
            return drawn, (width, height)

        parameters = {"blurred": what} | ({"pixels": True} if pixels else {})
        title = TITLES[what].replace("blurred", "pixelated") if pixels else TITLES[what]
        return Change(
            recipe=Recipe(tool="blur", pixels="changed", parameters=parameters),
            title=title,
            note=f"{title.capitalize()}. {DOUBTFUL if doubtful else MISSED}",
            begin=begin,
        )

    def blur(self, item: Item, evidence: Sequence[Evidence] = (), tick: Tick = no_tick) -> Artifact:
        """Return ``item`` with faces, and text that leads to somebody, blurred."""
        from models.media import poster
        from models.media.picture import read_image
        from models.media.transform import transform

        still = item.media.suffix.lower() in PICTURES
        mend = picture_of(item.media)
        mark = self.marks.new("changed")
        recipe = Recipe(tool="blur", pixels="changed", parameters={})
        words = mark.lineage(recipe, (item.id,))
        self.work.mkdir(parents=True, exist_ok=True)
        target = self.work / f"{uuid.uuid4().hex}{'.jpg' if still else '.mp4'}"
        boxes: list[Box] = [
            one.box for one in evidence if one.box is not None and one.kind != "face"
        ]
        looked = [read_image(item.media, long_side=SIDE)] if still else _looked(item)
        boxes += self._boxes(looked, "all", tick)
        draw = Blurred(find=self.faces, boxes=boxes)
        if still:
            picture = mark.still(draw(mend(read_image(item.media), 0.0), 0.0))
            poster.save(picture, target, width=picture.shape[1], metadata=words)
        else:

            def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
                return mark.on(draw, width, height), (width, height)

            transform(item.media, target, lazily(begin), mend=mend, metadata=words, tick=tick)
        mark.keep(target)
        return Artifact(
            media=target,
            kind="image" if still else "video",
            title=item.title,
            parents=(item.id,),
            recipe=recipe,
            note="Faces and private text are blurred.",
            sources=(item.media,),
            mark=mark.identifier,
        )

    def _boxes(
        self, looked: Sequence[Image] | Iterator[Image], what: What, tick: Tick
    ) -> list[Box]:
        """Where something of that kind is written."""
        found: list[Box] = []
        for image in looked if self.reader is not None else ():
            tick(0.0)
            lines = self.reader.read(image) if self.reader is not None else ()
            if what == "writing":
                found += (line.box for line in lines)
            else:
                found += (one.box for one in written(lines, 0.0) if one.box is not None)
        return found


def _looked(item: Item) -> Iterator[Image]:
    """A few frames of a clip, no larger than text is read at."""
    from models.media import sample

    times = ((np.arange(LOOKS) + 0.5) * item.duration / LOOKS).tolist()
    scale = min(1.0, SIDE / max(item.width, item.height, 1))
    size = (max(2, round(item.width * scale)), max(2, round(item.height * scale)))
    mend = picture_of(item.media)  # its label is no writing of the clip's
    for frame in sample.at(item.media, times, size=size if item.width else None):
        yield mend(frame.image, frame.time)
