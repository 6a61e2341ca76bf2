"""An attacker who averages: ``python -m benchmarks.averaging --data DIR [--copies N]
[--held N] [--json FILE]``.

Two attacks on the invisible mark by somebody with many marked pictures and no key. *One picture,
many copies*: the same picture marked for many people, averaged, so that what differs goes. *Many
pictures*: the mean of what is left of many marked pictures when they are blurred away is taken for
the mark; it is drawn out of other marked pictures, and drawn into pictures that never had one, at
the strength of the mark itself. Counted is what a thorough reading then says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks import harness
from models.errors import GeneRecError
from models.media import sample
from models.media.probe import probe
from models.provenance.embed import ENERGY
from models.provenance.marker import Image
from models.provenance.payload import Book
from models.provenance.watermark import Watermark

KEY = b"the key of this benchmark, 32 by"
SIZE = (640, 360)


def main() -> None:
    """Measure, and print."""
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--copies", type=int, default=100, help="marked pictures he has")
    parser.add_argument("--held", type=int, default=8, help="pictures that he has not seen")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    paths = harness.videos(options.data)
    pictures = list(taken(paths, options.copies + options.held))
    rows = measured(pictures[: options.copies], pictures[options.copies :])
    harness.report(f"An attacker with {options.copies} marked pictures", rows, options.json)


def taken(paths: Sequence[Path], count: int) -> Iterator[Image]:
    """Pictures of one size out of clips: of each as many as it takes, far apart."""
    each = -(-count // max(1, len(paths)))
    left = count
    for path in paths:
        try:
            length = probe(path).duration
            times = ((np.arange(each) + 0.5) * length / each).tolist()
            for frame in list(sample.at(path, times, size=SIZE))[:left]:
                left -= 1
                yield frame.image
        except GeneRecError as exc:
            print(f"{path.name} is left out: {exc}", flush=True)


def measured(seen: Sequence[Image], held: Sequence[Image]) -> list[dict[str, Any]]:
    """A row an attack: how many readings still find the very mark, one of ours, or a trace."""
    watermark = Watermark(KEY)
    marks = [1 + number for number in range(len(seen) + len(held))]
    book = Book(marks, KEY)

    def marked(image: Image, mark: int) -> Image:
        return watermark.drawer(mark, image.shape[1], image.shape[0])(image)

    averaged = []
    for image in held[: max(1, len(held) // 2)]:
        copies = np.mean([marked(image, mark) for mark in marks[: len(seen)]], axis=0)
        averaged.append(np.rint(copies).astype(np.uint8))
    guess = guessed([marked(image, mark) for image, mark in zip(seen, marks, strict=False)])
    own = marks[len(seen) :]
    ours = [marked(image, mark) for image, mark in zip(held, own, strict=True)]
    attacks = {
        "marked, no attack": (ours, own),
        f"one picture, mean of {len(seen)} copies": (averaged, [None] * len(averaged)),
        "the guessed mark drawn out": ([moved(image, -guess) for image in ours], own),
        "the guessed mark drawn into others": ([moved(i, guess) for i in held], [None] * len(held)),
    }
    rows = []
    for name, (images, wanted) in attacks.items():
        readings = [watermark.read([image], book) for image in images]
        told = Counter(reading.found for reading in readings)
        right = sum(
            one.identifier == mark and mark is not None
            for one, mark in zip(readings, wanted, strict=True)
        )
        rows.append(
            {"attack": name, "readings": len(images), "the very mark": right,
             **{found: told[found] for found in ("ours", "maybe", "unknown")}}  # type: ignore[index]
        )  # fmt: skip
    return rows


def guessed(images: Sequence[Image]) -> np.ndarray:
    """What pictures have in common beside what they show, as strong as a mark: float32 (h, w)."""
    total = np.zeros(images[0].shape[:2], np.float64)
    for image in images:
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32)
        total += np.clip(grey - cv2.GaussianBlur(grey, (0, 0), 3.0), -8, 8)
    total -= total.mean()
    return np.asarray(total * (ENERGY / max(float(total.std()), 1e-9)), np.float32)


def moved(image: Image, by: np.ndarray) -> Image:
    """A picture with something added to its luma."""
    return np.asarray(np.clip(np.rint(image + by[..., None]), 0, 255), np.uint8)


if __name__ == "__main__":
    main()
