"""Single pictures of the painted world by the thousand: what the probes learn from, beside clips.

::

    python -m models.train.stills --out runs/stills --count 30000

A still costs a sixteenth of a clip, and most attributes show in one. Of a few clips of the
training split the first with a person is taken, so that most stills show people, who have the most
attributes and the smallest ones.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.train.clips import FPS, SIDE, Drawn, draw
from models.train.shards import Shards
from models.train.world import render

SHARD = 250
DRAWN = 4
"""Clips among which a person is looked for."""


def drawn(seed: int, index: int) -> Drawn:
    """What still ``index`` shows; as for clips, never a combination that is held out."""
    for at in range(DRAWN):
        found = draw(seed, "train", DRAWN * index + at)
        if found.scene.person is not None:
            break
    return found


def pixels(one: Drawn) -> NDArray[np.uint8]:
    """Its first frame, uint8 (side, side, 3), RGB."""
    return next(iter(render(one.scene, SIDE, SIDE, 1, FPS, start=one.start)))


@dataclass(frozen=True)
class Stills(Shards):
    """A folder of rendered stills."""

    seed: int = 12
    size = SHARD

    @property
    def stem(self) -> str:
        """See the base."""
        return f"stills-{self.seed}"

    def drawn(self, index: int) -> Drawn:
        """What still ``index`` shows."""
        return drawn(self.seed, index)

    def fill(self, count: int) -> None:
        """Render until there are ``count`` stills; what is there is kept."""
        cv2.setNumThreads(1)
        for number in self.lacking(count):
            first = number * SHARD
            self.write(number, [pixels(self.drawn(first + offset)) for offset in range(SHARD)])
            print(f"{(number + 1) * SHARD} stills", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m models.train.stills", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("runs/stills"))
    parser.add_argument("--count", type=int, default=30_000)
    parser.add_argument("--seed", type=int, default=12)
    options = parser.parse_args(arguments)
    Stills(options.out, options.seed).fill(options.count)


if __name__ == "__main__":
    main()
