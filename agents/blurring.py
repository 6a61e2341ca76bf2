"""The remedy for privacy: a clip or a picture once more, with faces and private text blurred."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from agents.marks import Marks
from models.domain import Artifact, Evidence, Item, Recipe, Tick, no_tick
from models.fidelity.private_frames import Faces, haar_faces, written
from models.fidelity.text_reader import SIDE, TextReader
from models.stylise.blur import Blurred, Box

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".webp"))
LOOKS = 12
"""Frames in which text is looked for; what is found in one is blurred in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blur:
    """Blurs into the folder ``work``. Without a ``reader`` text is blurred only where it is known
    from ``evidence``.
    """

    work: Path
    marks: Marks
    reader: TextReader | None = None
    faces: Faces = haar_faces

    def blur(self, item: Item, evidence: Sequence[Evidence] = (), tick: Tick = no_tick) -> Artifact:
        """Return ``item`` with faces, and text that leads to somebody, blurred."""
        from models.media import poster
        from models.media.picture import read_image
        from models.media.transform import transform

        still = item.media.suffix.lower() in PICTURES
        mark = self.marks.new("changed")
        recipe = Recipe(tool="blur", pixels="changed", parameters={})
        words = mark.lineage(recipe, (item.id,))
        self.work.mkdir(parents=True, exist_ok=True)
        target = self.work / f"{uuid.uuid4().hex}{'.jpg' if still else '.mp4'}"
        known = [one.box for one in evidence if one.box is not None and one.kind != "face"]
        boxes: list[Box] = [*known, *self._read(item, still, tick)]
        draw = Blurred(find=self.faces, boxes=boxes)
        if still:
            picture = mark.still(draw(read_image(item.media), 0.0))
            poster.save(picture, target, width=picture.shape[1], metadata=words)
        else:
            marked = None

            def picture_of(image: np.ndarray, time: float) -> np.ndarray:
                nonlocal marked
                if marked is None:  # metadata may lie about sizes
                    marked = mark.on(draw, image.shape[1], image.shape[0])
                return marked(image, time)

            transform(item.media, target, picture_of, metadata=words, tick=tick)
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

    def _read(self, item: Item, still: bool, tick: Tick) -> list[Box]:
        from models.media import sample
        from models.media.picture import read_image

        if self.reader is None:
            return []
        if still:
            looked = [read_image(item.media, long_side=SIDE)]
        else:
            times = ((np.arange(LOOKS) + 0.5) * item.duration / LOOKS).tolist()
            scale = min(1.0, SIDE / max(item.width, item.height, 1))
            size = (max(2, round(item.width * scale)), max(2, round(item.height * scale)))
            frames = sample.at(item.media, times, size=size if item.width else None)
            looked = [frame.image for frame in frames]
        found: list[Box] = []
        for image in looked:
            tick(0.0)
            seen = written(self.reader.read(image), 0.0)
            found += (one.box for one in seen if one.box is not None)
        return found
