"""Another shape for a clip: cropped around what matters, or filled up with a blur of itself."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from models.stylise.craft.steady import Cuts
from models.stylise.styliser import Array, Picture

Aspect = Literal["9:16", "4:5", "1:1", "16:9"]
ASPECTS: dict[str, tuple[int, int]] = {
    "9:16": (9, 16),
    "4:5": (4, 5),
    "1:1": (1, 1),
    "16:9": (16, 9),
}


def crop_size(width: int, height: int, aspect: Aspect) -> tuple[int, int]:
    """(w, h), even, of the largest window of the shape ``aspect`` inside ``width`` x ``height``."""
    across, down = ASPECTS[aspect]
    inside = min(width / across, height / down)
    return _even(inside * across, width), _even(inside * down, height)


def fill_size(width: int, height: int, aspect: Aspect, longest: int = 1920) -> tuple[int, int]:
    """(w, h), even, of the smallest frame of the shape ``aspect`` around ``width`` x ``height``,
    made smaller where a side would pass ``longest`` pixels.
    """
    across, down = ASPECTS[aspect]
    around = max(width / across, height / down)
    around = min(around, longest / max(across, down))
    return _even(around * across, longest), _even(around * down, longest)


def _even(length: float, most: int) -> int:
    return max(2, min(2 * round(length / 2.0), most - most % 2))


class Interest:
    """Where the eye goes, as a profile along one axis of the picture.

    Movement against the still background, and contrast in colour against the whole frame, on a
    picture of 64 x 64, averaged over about half a second; the middle gets a little more.
    """

    SIZE = 64
    SECONDS = 0.4

    def __init__(self, axis: Literal[0, 1]) -> None:
        self._other = 1 - axis
        self._last: Array | None = None
        self._map: Array | None = None

    def __call__(self, image: Array, seconds: float) -> Array:
        """Take in a frame ``seconds`` after the last; returns float32 (64,) that sums to 1."""
        small = cv2.resize(image, (self.SIZE, self.SIZE), interpolation=cv2.INTER_AREA)
        small = cv2.GaussianBlur(small, (0, 0), 1.0).astype(np.float32)
        # Achanta et al. 2009, "Frequency-tuned salient region detection", in RGB.
        seen = np.linalg.norm(small - small.mean((0, 1)), axis=2)
        seen = seen / (seen.mean() + 4.0)
        if self._last is not None:
            moved = np.abs(small - self._last).sum(axis=2)
            # A camera that pans moves everything: only what moves more than half the picture.
            moved = np.maximum(moved - np.median(moved) - 6.0, 0.0)
            seen = seen + 3.0 * moved / (moved.mean() + 2.0)
        self._last = small
        share = 1.0 if self._map is None else 1.0 - np.exp(-seconds / self.SECONDS)
        average: Array = seen if self._map is None else self._map + share * (seen - self._map)
        self._map = average
        profile = average.mean(axis=self._other) + 0.05
        bias = 1.0 - 0.35 * np.abs(np.linspace(-1.0, 1.0, self.SIZE))
        weighted: Array = profile * bias / (profile * bias).sum()
        return weighted.astype(np.float32)


class Crop:
    """A window of ``size`` that follows what matters, calmly.

    It rests until the best place is more than a twelfth of the window away, then glides there,
    never faster than its own length a second, and jumps only where the shot changes.
    """

    def __init__(self, width: int, height: int, size: tuple[int, int]) -> None:
        self._size = size
        self._axis: Literal[0, 1] = 1 if width - size[0] > height - size[1] else 0
        self._whole = (height, width)[self._axis]
        self._window = (size[1], size[0])[self._axis]
        self._interest = Interest(self._axis)
        self._cuts = Cuts()
        self._place = (self._whole - self._window) / 2.0
        self._going = False
        self._time = 0.0

    def __call__(self, image: Array, time: float) -> Array:
        """Crop one frame, uint8 (h, w, 3)."""
        seconds = max(time - self._time, 0.0)
        self._time = time
        if self._cuts(image):
            self._interest = Interest(self._axis)
            self._place = self._best(image, seconds)
            self._going = False
        else:
            self._glide(self._best(image, seconds), seconds)
        start = round(min(max(self._place, 0.0), self._whole - self._window))
        width, height = self._size
        if self._axis == 1:
            return np.ascontiguousarray(image[:height, start : start + width])
        return np.ascontiguousarray(image[start : start + height, :width])

    def _best(self, image: Array, seconds: float) -> float:
        profile = self._interest(image, seconds)
        cells = max(1, round(Interest.SIZE * self._window / self._whole))
        # What lies in the middle of the window counts for more than what it just touches.
        window = 0.25 + np.sin(np.linspace(0.0, np.pi, cells + 2)[1:-1])
        inside = np.convolve(profile, window / window.sum(), "valid")
        starts = np.linspace(0.0, self._whole - self._window, len(inside))
        # Staying is worth something: between two equal places it does not swing to and fro.
        away = np.abs(starts - self._place) / self._whole
        return float(starts[np.argmax(inside * (1.0 - 0.25 * away))])

    def _glide(self, best: float, seconds: float) -> None:
        away = best - self._place
        if abs(away) > self._window / 12.0:
            self._going = True
        elif abs(away) < self._window / 60.0:
            self._going = False
        if self._going:
            step = away * (1.0 - float(np.exp(-seconds / 0.35)))
            most = seconds * self._window
            self._place += min(max(step, -most), most)


def filled(width: int, height: int, size: tuple[int, int]) -> Picture:
    """A picture function that shows all of ``width`` x ``height`` in the middle of ``size``, the
    rest filled with a dark blur of the same frame.
    """
    scale = min(size[0] / width, size[1] / height)
    inner = (min(round(width * scale), size[0]), min(round(height * scale), size[1]))
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    way = cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC
    # The back is cut to the new shape, then blurred as a thumbnail: nobody sees its pixels.
    shape = min(width / size[0], height / size[1])
    cut = (max(1, round(size[0] * shape)), max(1, round(size[1] * shape)))
    x, y = (width - cut[0]) // 2, (height - cut[1]) // 2
    tiny = (max(8, size[0] // 16), max(8, size[1] // 16))

    def picture(image: Array, time: float) -> Array:
        back = cv2.resize(image[y : y + cut[1], x : x + cut[0]], tiny, interpolation=cv2.INTER_AREA)
        back = cv2.convertScaleAbs(cv2.GaussianBlur(back, (0, 0), 2.5), alpha=0.6)
        result: Array = cv2.resize(back, size, interpolation=cv2.INTER_CUBIC)
        inside = image if inner == (width, height) else cv2.resize(image, inner, interpolation=way)
        result[top : top + inner[1], left : left + inner[0]] = inside
        return result

    return picture
