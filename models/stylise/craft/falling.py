"""What falls through a picture: a plate of drops or flakes that moves down and wraps around."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import unit
from models.stylise.styliser import Array

_SHIFT = 4
"""Fractional bits in which OpenCV takes the middles of dots and ends of lines."""


class Falling:
    """One layer. Speeds are in heights a second, so that it falls as fast at every size.

    ``radius`` and ``length`` are in pixels at a short side of 360; without a length they are dots,
    with one they are streaks along the way they fall. ``sway`` is how far they swing, in heights.
    """

    def __init__(
        self,
        width: int,
        height: int,
        *,
        count: int,
        radius: float,
        fall: float,
        drift: float = 0.0,
        sway: float = 0.0,
        length: float = 0.0,
        blur: float = 0.0,
        seed: int = 1,
    ) -> None:
        self._step = (drift * height, fall * height)
        self._sway, self._phase = sway * height, float(seed)
        px = unit(width, height)
        plate = np.zeros((height, width), np.uint8)
        random = np.random.default_rng(seed)
        along = np.array([drift, fall]) / max(float(np.hypot(drift, fall)), 1e-6)
        # As many for the area: a wide picture is as full as a narrow one.
        for _ in range(max(1, round(count * width / height))):
            middle = random.uniform((0, 0), (width, height))
            size = px * radius * random.uniform(0.6, 1.3)
            level = int(random.uniform(110, 255))
            tail = along * length * px * random.uniform(0.6, 1.2)
            for across in (-width, 0, width):
                for down in (-height, 0, height):
                    at = middle + (across, down)
                    _drawn(plate, at, at + tail, size, level, streak=length > 0)
        self._plate = cv2.GaussianBlur(plate, (0, 0), blur * px) if blur else plate

    def __call__(self, time: float) -> Array:
        """Coverage at ``time`` seconds, uint8 (h, w)."""
        height, width = self._plate.shape
        swung = self._sway * np.sin(0.9 * time + self._phase)
        right, down = (self._step[0] * time + swung) % width, (self._step[1] * time) % height
        moved = np.array([[1.0, 0.0, right], [0.0, 1.0, down]], np.float64)
        return cv2.warpAffine(self._plate, moved, (width, height), borderMode=cv2.BORDER_WRAP)


def _drawn(
    plate: Array, start: Array, end: Array, size: float, level: int, *, streak: bool
) -> None:
    scale = 1 << _SHIFT
    first, last = ((round(x * scale), round(y * scale)) for x, y in (start, end))
    if streak:
        thick = max(1, round(2.0 * size))
        cv2.line(plate, first, last, level, thick, cv2.LINE_AA, _SHIFT)
    else:
        cv2.circle(plate, first, max(1, round(size * scale)), level, -1, cv2.LINE_AA, _SHIFT)
