"""Shots that nobody filmed: the seam where a generator gives footage to a storyboard."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np

from agents.guard.marks import Marks
from agents.make.jobs import Watch
from agents.make.studio import LONGEST_SECONDS, Studio
from agents.retrieve.taste import Taste
from models.domain import Artifact, Recipe, Shape
from models.media.compose import SHAPES
from models.media.write import VideoWriter

LONGEST = LONGEST_SECONDS
"""Seconds of a shot that is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A shot to be drawn. ``seed`` makes the same again; ``shape`` is what suits the film."""

    words: str
    seconds: float
    shape: Shape
    avoid: tuple[str, ...] = ()
    seed: int = 0


class ShotSource(Protocol):
    """Draws shots, one at a time, as a job."""

    def shoot(self, wanted: Wanted, taste: Taste, viewer: str, watch: Watch) -> Artifact:
        """Write a clip into the work folder, labelled and with its lineage.

        It may be shorter or of another shape than wanted. Raises like :meth:`Studio.create`, and
        what ``watch`` raises, leaving no file.
        """
        ...


class StudioShots:
    """A :class:`ShotSource` over the studio."""

    def __init__(self, studio: Studio) -> None:
        self.studio = studio

    def shoot(self, wanted: Wanted, taste: Taste, viewer: str, watch: Watch) -> Artifact:
        """See :class:`ShotSource`."""
        seconds = min(LONGEST, max(2.0, wanted.seconds))
        return self.studio.create(
            wanted.words, taste, viewer, seconds=seconds, seed=wanted.seed, watch=watch
        )


class PaintedShots:
    """A :class:`ShotSource` for tests and demos: a plain colour, chosen by the seed."""

    def __init__(self, work: Path, marks: Marks | None = None) -> None:
        self.work = work
        self.marks = Marks() if marks is None else marks
        self.asked: list[Wanted] = []

    def shoot(self, wanted: Wanted, taste: Taste, viewer: str, watch: Watch) -> Artifact:
        """See :class:`ShotSource`."""
        self.asked.append(wanted)
        across, down = SHAPES[wanted.shape]
        width, height = 12 * across, 12 * down
        colour = np.random.default_rng(wanted.seed).integers(0, 256, 3, dtype=np.uint8)
        image = np.full((height, width, 3), colour, np.uint8)
        recipe = Recipe(tool="create", pixels="made", parameters={"want": wanted.words})
        mark = self.marks.new("made")
        draw = mark.on(lambda image, time: image, width, height)
        self.work.mkdir(parents=True, exist_ok=True)
        target = self.work / f"painted-{len(self.asked)}.mp4"
        count = max(2, round(12 * wanted.seconds))
        told = mark.lineage(recipe, ())
        with VideoWriter(target, width=width, height=height, fps=12, metadata=told) as file:
            for number in range(count):
                watch(number / count, image)
                file.write(draw(image, number / 12), number / 12)
        return Artifact(
            media=target,
            kind="video",
            title=wanted.words,
            parents=(),
            recipe=recipe,
            mark=mark.identifier,
            looks=mark.looks,
        )
