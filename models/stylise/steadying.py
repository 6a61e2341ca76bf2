"""A shaky clip held steady: how the camera moved, a smoother way, and a slight crop to hide it.

Corners are followed from picture to picture (Lucas-Kanade), a shift and a turn are fitted to them
robustly, and what is left of their sum beside its smoothed self is taken back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.media.decode import Frame
from models.stylise.styliser import Array

SMOOTH = 0.6
"""Seconds (standard deviation) over which the way of the camera is smoothed."""
MARGIN = 0.06
"""Share of each side that may be cut off; what shakes more is held as far as that goes."""
CALM = 0.0025
"""Root mean square of the shake, as a share of the short side, below which nobody sees it."""
_CORNERS, _LEAST = 150, 12

Way = NDArray[np.float64]
"""(n, 3): shift right and down as shares of the short side, and turn in radians."""


@dataclass(frozen=True, slots=True)
class Shake:
    """How a camera moved: the times of the pictures in seconds, and its way, added up."""

    times: tuple[float, ...]
    way: Way

    @property
    def smooth(self) -> Way:
        """The way without what shakes."""
        if len(self.times) < 3:
            return self.way
        step = max(1e-3, (self.times[-1] - self.times[0]) / (len(self.times) - 1))
        reach = max(1, round(3 * SMOOTH / step))
        kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) * step / SMOOTH) ** 2)
        # Beyond its ends the way goes on as it began and ended, turned about: a pan stays a pan.
        padded = np.pad(self.way, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
        parts = [np.convolve(column, kernel / kernel.sum(), "valid") for column in padded.T]
        return np.stack(parts, axis=1)

    @property
    def strength(self) -> float:
        """Root mean square of the shake, as a share of the short side."""
        off = self.way - self.smooth
        return float(np.sqrt((off[:, :2] ** 2).sum(axis=1).mean())) if len(off) else 0.0


def shake(shown: Iterable[Frame]) -> Shake:
    """Follow the camera through pictures of one size, a few hundred pixels high."""
    times: list[float] = []
    way = [np.zeros(3)]
    before: Array | None = None
    for frame in shown:
        grey = cv2.cvtColor(frame.image, cv2.COLOR_RGB2GRAY)
        if before is not None:
            way.append(way[-1] + _step(before, grey))
        before = grey
        times.append(frame.time)
    return Shake(tuple(times), np.stack(way[: max(1, len(times))]))


def _step(before: Array, after: Array) -> Way:
    """(3,) move of the picture between two; none where too little can be followed: a cut."""
    points: Any = cv2.goodFeaturesToTrack(before, _CORNERS, 0.01, 8)
    if points is None or len(points) < _LEAST:
        return np.zeros(3)
    found, known, _ = cv2.calcOpticalFlowPyrLK(before, after, points, None)  # type: ignore[call-overload]
    good = known.ravel() == 1
    if good.sum() < _LEAST:
        return np.zeros(3)
    matrix, inside = cv2.estimateAffinePartial2D(points[good], found[good])
    if matrix is None or inside.sum() < _LEAST:
        return np.zeros(3)
    height, width = before.shape
    middle = np.array([width / 2, height / 2])
    moved = matrix[:, :2] @ middle + matrix[:, 2] - middle
    angle = float(np.arctan2(matrix[1, 0], matrix[0, 0]))
    return np.array([*(moved / min(height, width)), angle])


class Steadied:
    """Takes the shake out of pictures by their times; stateless, so in any order.

    ``start`` and ``end`` are seconds in the source where it is shown ``backwards``, or there and
    back: times go on rising then.
    """

    def __init__(
        self, found: Shake, start: float = 0.0, end: float = 0.0, backwards: bool = False
    ) -> None:
        off = found.smooth - found.way
        off[:, :2] = np.clip(off[:, :2], -MARGIN, MARGIN)
        off[:, 2] = np.clip(off[:, 2], -MARGIN, MARGIN)
        self._times, self._off = found.times, off
        self._span, self._backwards = (start, end), backwards
        # As much is cut off as the strongest push needs, and no more.
        most = float(np.abs(off[:, :2]).max(initial=0.0) + 0.9 * np.abs(off[:, 2]).max(initial=0.0))
        self.scale = 1.0 / (1.0 - 2.0 * min(most, 1.5 * MARGIN))

    def __call__(self, image: Array, time: float) -> Array:
        """Hold one picture steady, uint8 (h, w, 3)."""
        height, width = image.shape[:2]
        across, down, angle = self._off[self._at(time)]
        short = min(height, width)
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -np.degrees(angle), self.scale)
        matrix[:, 2] += np.array([across, down]) * short * self.scale
        return np.asarray(
            cv2.warpAffine(
                image, matrix, (width, height), flags=cv2.INTER_LINEAR,
                borderMode=cv2.BORDER_REPLICATE,
            )
        )  # fmt: skip

    def _at(self, time: float) -> int:
        start, end = self._span
        if self._backwards or time >= end > start:
            # The picture that is shown until the mirrored moment.
            mirrored = start + end - time + (0.0 if self._backwards else end - start)
            at = bisect_right(self._times, mirrored - 1e-3) - 1
        else:
            at = bisect_right(self._times, time + 1e-3) - 1
        return min(max(at, 0), len(self._times) - 1)
