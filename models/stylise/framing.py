"""Another shape for a shot whose subject is known: which window of it is shown, and where it goes.

Pure: scores go in, a :class:`Framing` comes out; :class:`Window` then cuts pictures by it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.stylise.styliser import Array

Axis = Literal[0, 1]
"""0: the window moves up and down; 1: to left and right."""

Scores = NDArray[np.floating]

WIDER = (1.0, 1.42, 1.78)
"""Lengths of windows that are tried, as multiples of the one that fills the frame: what is longer
than that leaves bars, and may show a subject that does not fit otherwise."""

EMPTY = 0.24
"""What leaving all of the frame empty would cost, in likeness to the whole picture. Measured on
real and rendered clips: from here on only subjects that do not fit are given bars."""

SWING = 1.2
"""What a move by the window's own length costs, in units of the scores."""


@dataclass(frozen=True, slots=True)
class Framing:
    """A window over a shot.

    Attributes:
        axis: along which it lies.
        length: share of the picture along the axis, 0 to 1.
        path: ``(time, middle)``, seconds in the source, rising, and share of the picture.
    """

    axis: Axis
    length: float
    path: tuple[tuple[float, float], ...]

    def middle(self, time: float) -> float:
        """Where the middle of the window is; it eases from one place of the path to the next."""
        times = [at for at, _ in self.path]
        after = bisect_right(times, time)
        if after == 0 or after == len(times):
            return self.path[min(after, len(times) - 1)][1]
        (begin, one), (end, other) = self.path[after - 1], self.path[after]
        share = (time - begin) / (end - begin)
        return one + (other - one) * share * share * (3.0 - 2.0 * share)

    def rested(self) -> Framing:
        """The same window where it mostly is, without moving."""
        middles = sorted(middle for _, middle in self.path)
        return Framing(self.axis, self.length, ((0.0, middles[len(middles) // 2]),))


def tight(size: tuple[int, int], frame: tuple[int, int]) -> tuple[Axis, float]:
    """Axis and length of the largest window of a picture that has a frame's shape; (w, h) both."""
    across = (frame[0] / frame[1]) / (size[0] / size[1])
    return (1, across) if across < 1 else (0, 1 / across)


def lengths(least: float) -> tuple[float, ...]:
    """The lengths worth trying where ``least`` fills the frame."""
    return tuple(dict.fromkeys(min(1.0, least * wider) for wider in WIDER))


def middles(length: float, count: int) -> NDArray[np.float64]:
    """(count,) middles of windows of a length, from one edge of the picture to the other."""
    return np.linspace(length / 2, 1 - length / 2, count)


def chosen(likeness: dict[float, float]) -> float:
    """The length whose best window is most like the whole picture, bars counted against it."""
    least = min(likeness)
    return max(likeness, key=lambda length: likeness[length] - EMPTY * (1 - least / length))


def glided(scores: Scores, places: Scores, length: float) -> list[int]:
    """The path of the best windows that swings little: Viterbi over places (n,), scores (t, n)."""
    cost = SWING * np.abs(np.subtract.outer(places, places)) / length
    best = np.asarray(scores[0], dtype=np.float64)
    back = []
    for score in scores[1:]:
        reached = best[:, None] - cost
        back.append(reached.argmax(axis=0))
        best = reached.max(axis=0) + score
    path = [int(best.argmax())]
    for step in reversed(back):
        path.append(int(step[path[-1]]))
    return path[::-1]


def cut(image: Array, framing: Framing, time: float) -> Array:
    """The window of a picture, uint8 (h, w, 3), at a moment."""
    whole = image.shape[framing.axis]
    length = max(2, min(whole, round(framing.length * whole)))
    start = round(framing.middle(time) * whole - length / 2)
    start = min(max(start, 0), whole - length)
    if framing.axis == 1:
        return image[:, start : start + length]
    return image[start : start + length]
