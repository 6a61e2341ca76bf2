"""Rendered clips with known content, cached: what the generator and the probes learn from.

::

    python -m models.train.clips --out runs/clips --count 20000 --workers 2

Clip ``i`` of a split is decided by ``(seed, split, i)`` alone, so its scene and its words are
drawn anew whenever they are wanted and only pixels are stored, in shards that a killed run goes on
from. Every fifth clip is its predecessor with one thing changed
(:mod:`models.world.edits`): such pairs teach revision. Combinations of subject, place,
look and time of day that :func:`held_out` names are never rendered for training.
"""

from __future__ import annotations

import argparse
import multiprocessing
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

from models.train.shards import Shards
from models.train.world import render
from models.world import Scene, sample_scene
from models.world.edits import edit

FRAMES, SIDE, FPS = 16, 128, 8.0
SHARD = 500
EVERY = 5
"""Each clip of that many is an edit of the one before it."""

Split = Literal["train", "test"]
SPLITS: dict[Split, int] = {"train": 0, "test": 1}


def held_out(scene: Scene) -> bool:
    """Whether this combination (one in ten) is kept from training."""
    key = f"{scene.subject}/{scene.place}/{scene.look}/{scene.time_of_day}"
    return crc32(key.encode()) % 10 == 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a clip shows, where in its loop (s) it begins, and how it came of its predecessor."""

    scene: Scene
    start: float
    instruction: str = ""
    changed: str = ""


def draw(seed: int, split: Split, index: int) -> Drawn:
    """Decide clip ``index``; training never sees a combination of :func:`held_out`."""
    rng = np.random.default_rng([seed, SPLITS[split], index])
    if index % EVERY == EVERY - 1:
        before = draw(seed, split, index - 1)
        while True:
            after = edit(before.scene, rng)
            if split == "test" or not held_out(after.scene):
                return Drawn(after.scene, before.start, after.instruction, after.attribute)
    while True:
        scene = replace(sample_scene(rng), orientation="square")
        if split == "test" or not held_out(scene):
            return Drawn(scene, float(rng.uniform(0, scene.seconds)))


def pixels(drawn: Drawn) -> NDArray[np.uint8]:
    """Render to uint8 (frames, side, side, 3), RGB."""
    frames = render(drawn.scene, SIDE, SIDE, FRAMES, FPS, start=drawn.start)
    return np.stack(list(frames))


@dataclass(frozen=True)
class Clips(Shards):
    """A folder of rendered clips."""

    seed: int = 11
    split: Split = "train"
    size = SHARD

    @property
    def stem(self) -> str:
        """See the base."""
        return f"{self.split}-{self.seed}"

    def drawn(self, index: int) -> Drawn:
        """What clip ``index`` shows."""
        return draw(self.seed, self.split, index)

    def fill(self, count: int, workers: int = 1) -> None:
        """Render until there are ``count`` clips; what is there is kept."""
        wanted = self.lacking(count)
        with multiprocessing.get_context("spawn").Pool(workers) as pool:
            for number in pool.imap_unordered(self.render_shard, wanted):
                print(f"shard {number} of {len(wanted)}", flush=True)

    def render_shard(self, number: int) -> int:
        """Render one shard; the file appears when it is whole."""
        cv2.setNumThreads(1)
        first = number * SHARD
        self.write(number, [pixels(self.drawn(first + offset)) for offset in range(SHARD)])
        return number


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m models.train.clips", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/clips"))
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--split", choices=list(SPLITS), default="train")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args(arguments)
    Clips(options.out, options.seed, options.split).fill(options.count, options.workers)


if __name__ == "__main__":
    main()
