"""Where the subject of a clip is, along one axis: what moves more than the camera, and faces.

The whole clip is looked at before a window is laid over it, so that the window sets out in time and
leaves alone what is only passing. Pure: pictures go in, a :class:`Path` comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.stylise.faces import faces
from models.stylise.framing import Axis, Scores, glided, middles
from models.stylise.styliser import Array

SIDE = 64
"""Pixels of the picture in which movement is looked for."""
FACES_EVERY = 4
"""Pictures of which one is searched for faces."""
STEP, AROUND = 0.5, 0.6
"""Seconds from one place of the path to the next, and around each that count for it."""
PLACES = 13
MOVED, FACED, CENTRED, GAIN = 1.0, 2.0, 0.35, 12.0
"""What all movement, a large face and the middle count for, and all of them beside a swing. Chosen
on eleven real clips whose subjects were marked by hand twelve times each: see
``benchmarks/README.md``."""
NOISE, STILL = 6.0, 0.5
"""Change of a pixel's colours that is nothing, and mean movement below which little happens."""
FAR = 8.0
"""Pixels that a camera pans at most from one picture to the next; more is a cut."""


EASE, TICK = 0.3, 0.1
"""Seconds over which the path is smoothed, and between its places then."""


@dataclass(frozen=True, slots=True)
class Path:
    """Where the middle of a window is at ``times``, seconds, as a share of the picture."""

    times: NDArray[np.float64]
    middles: NDArray[np.float64]

    def middle(self, time: float) -> float:
        """Where it is at a time; before and after the path it rests at its ends."""
        return float(np.interp(time, self.times, self.middles))


class Follow:
    """A window of ``size`` (w, h) over pictures of ``width`` x ``height``; it goes along the paths
    of the shots, which come in order, and jumps from one to the next.
    """

    def __init__(
        self, width: int, height: int, size: tuple[int, int], axis: Axis, paths: Sequence[Path]
    ) -> None:
        self._size, self._axis, self._paths = size, axis, paths
        self._whole, self._window = ((height, size[1]), (width, size[0]))[axis]

    def __call__(self, image: Array, time: float) -> Array:
        """Cut one frame, uint8 (h, w, 3)."""
        begun = [path for path in self._paths if path.times[0] <= time + TICK / 8]
        middle = (begun[-1] if begun else self._paths[0]).middle(time)
        start = round(middle * self._whole - self._window / 2)
        start = min(max(start, 0), self._whole - self._window)
        width, height = self._size
        if self._axis == 1:
            return np.ascontiguousarray(image[:height, start : start + width])
        return np.ascontiguousarray(image[start : start + height, :width])


class Attention:
    """Takes the pictures of one shot in order, about eight a second; then says where to look."""

    def __init__(self, axis: Axis) -> None:
        self.axis: Axis = axis
        self._last: NDArray[np.float32] | None = None
        self._times: list[float] = []
        self._moves: list[NDArray[np.float32]] = []
        self._faces: list[tuple[float, float, float]] = []

    def see(self, image: Array, time: float) -> None:
        """Take in a picture, uint8 (h, w, 3), at a time in seconds."""
        small = cv2.resize(image, (SIDE, SIDE), interpolation=cv2.INTER_AREA)
        now = np.asarray(cv2.GaussianBlur(small, (0, 0), 1.0), np.float32)
        moved = np.zeros(SIDE, np.float32)
        if self._last is not None:
            moved = _movement(self._last, now).mean(axis=1 - self.axis)
        if len(self._times) % FACES_EVERY == 0:
            for left, top, width, height in faces(image):
                middle = left + width / 2 if self.axis == 1 else top + height / 2
                self._faces.append((time, middle, min(1.0, 4 * height)))
        self._last = now
        self._times.append(time)
        self._moves.append(moved)

    @property
    def seen(self) -> int:
        """How many pictures were taken in."""
        return len(self._times)

    def path(self, length: float) -> Path:
        """The path of a window of ``length`` (share of the picture) that keeps most of it inside;
        in the middle where nothing stands out.
        """
        start, end = self._times[0], self._times[-1]
        count = max(1, round((end - start) / STEP))
        times = start + (np.arange(count) + 0.5) * (end - start) / count
        places = middles(length, PLACES)
        scores = np.stack([self._score(float(time), places, length) for time in times])
        rough = places[glided(scores, places, length)]
        ticks = np.arange(start, end + TICK, TICK)
        reach = np.arange(-3 * EASE, 3 * EASE + TICK / 2, TICK)
        share = np.exp(-0.5 * (reach / EASE) ** 2)
        # Beyond the ends it rests, so that it neither starts nor stops in the middle of a move.
        around = np.interp(ticks[:, None] + reach, times, rough)
        return Path(ticks, around @ (share / share.sum()))

    def _score(self, time: float, places: Scores, length: float) -> Scores:
        near = np.abs(np.array(self._times) - time) <= AROUND
        moves = np.stack(self._moves)[near].mean(axis=0)
        moves = moves / (moves.sum() + STILL)
        where = (np.arange(SIDE) + 0.5) / SIDE
        # What lies in the middle of the window counts for more than what it just touches.
        half = length / 2
        inside = np.clip(1.6 * (half - np.abs(where - places[:, None])) / half, 0.0, 1.0)
        looks = np.zeros(len(places))
        for at, middle, size in self._faces:
            if abs(at - time) <= AROUND:
                looks = np.maximum(looks, size * np.clip(1 - np.abs(places - middle) / half, 0, 1))
        off = np.abs(np.linspace(-1, 1, len(places)))
        return np.asarray(GAIN * (MOVED * inside @ moves + FACED * looks - CENTRED * off))


def _movement(before: NDArray[np.float32], now: NDArray[np.float32]) -> NDArray[np.float32]:
    """How much each pixel changed, (SIDE, SIDE), less what the camera's own way explains."""
    one, other = (
        cv2.cvtColor(image.astype(np.uint8), cv2.COLOR_RGB2GRAY).astype(np.float32)
        for image in (before, now)
    )
    (across, along), _ = cv2.phaseCorrelate(one, other)
    if max(abs(across), abs(along)) < FAR:
        way = np.array([[1, 0, across], [0, 1, along]], np.float32)
        before = np.asarray(
            cv2.warpAffine(before, way, (SIDE, SIDE), borderMode=cv2.BORDER_REPLICATE), np.float32
        )
    moved = np.abs(now - before).sum(axis=2)
    return np.asarray(np.maximum(moved - np.median(moved) - NOISE, 0.0))
