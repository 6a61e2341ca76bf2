"""Holding still what stands still: filters over time against flicker.

A style with thresholds turns noise of two grey levels into strokes that come and go. These
filters work before the style (on the camera's noise) and after it (on its lines).
"""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.styliser import Array


class Steady:
    """A recursive filter that keeps a pixel while it changes no more than noise does.

    Differences up to ``noise`` grey levels keep the share ``hold`` of the old value; the share
    eases to nothing at three times ``noise``, so that motion and cuts pass at once and leave no
    trail. Integer rounding makes the smallest differences stick: a dead zone that holds a still
    picture perfectly still.
    """

    def __init__(self, noise: float = 6.0, hold: float = 0.85) -> None:
        difference = np.arange(256, dtype=np.float32)
        kept = hold * np.clip((3.0 * noise - difference) / (2.0 * noise), 0.0, 1.0)
        self._kept = np.rint(difference * kept).astype(np.uint8)
        self._held: Array | None = None

    def __call__(self, image: Array) -> Array:
        """Filter the next frame (uint8, any number of channels); the input is not changed."""
        if self._held is None:
            self._held = image.copy()
            return self._held
        above = cv2.LUT(cv2.subtract(self._held, image), self._kept)
        below = cv2.LUT(cv2.subtract(image, self._held), self._kept)
        self._held = cv2.subtract(cv2.add(image, above), below)
        return self._held


class Cuts:
    """Tells where a new shot begins: the mean change of a 32 x 18 thumbnail leaps."""

    def __init__(self, leap: float = 32.0) -> None:
        self._leap = leap
        self._last: Array | None = None

    def __call__(self, image: Array) -> bool:
        """Whether ``image`` opens a shot; the first frame does."""
        small = cv2.resize(image, (32, 18), interpolation=cv2.INTER_AREA)
        last, self._last = self._last, small
        return last is None or float(cv2.absdiff(small, last).mean()) > self._leap


class Levels:
    """Black and white point of a clip's luminance, in grey levels.

    Percentiles 2 and 98 of each frame, followed with a time constant of 1.5 s so that the
    exposure never pumps; a new shot starts afresh.
    """

    SECONDS = 1.5

    def __init__(self) -> None:
        self._cuts = Cuts()
        self._points = np.array([0.0, 255.0])
        self._time = 0.0

    def __call__(self, grey: Array, time: float) -> tuple[float, float]:
        """Take in a luminance plane (uint8, (h, w)); at least 48 levels lie between the points."""
        histogram = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
        share = np.cumsum(histogram) / max(float(histogram.sum()), 1.0)
        now = np.searchsorted(share, (0.02, 0.98)).astype(np.float64)
        if self._cuts(grey):
            self._points = now
        else:
            step = 1.0 - np.exp(-max(time - self._time, 0.0) / self.SECONDS)
            self._points = self._points + step * (now - self._points)
        self._time = time
        low, high = (float(point) for point in self._points)
        spare = max(48.0 - (high - low), 0.0) / 2.0
        return low - spare, high + spare
