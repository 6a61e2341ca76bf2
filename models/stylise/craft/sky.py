"""Where the open sky is, by what it looks like: no model, no depth."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import guided_upsample, working_size
from models.stylise.craft.steady import Cuts
from models.stylise.styliser import Array


class Sky:
    """How much of each pixel of a clip is sky: bright, smooth, not green, and open to the top.

    White walls and ceilings count as well: where there is no sky, they are what lights the scene.
    """

    SHORT = 96
    """Pixels of the short side at which it is looked for."""
    SECONDS = 0.5
    """Within which it follows, so that a wire or a bird does not make it flash."""
    BAR = 20
    """Grey levels up to which rows at the top are the bars of a letterbox."""

    def __init__(self, width: int, height: int) -> None:
        self._size = working_size(width, height, self.SHORT)
        self._cuts = Cuts()
        self._held: Array | None = None
        self._time = 0.0
        self.horizon = 0.6
        """Share of the height at which it ends."""

    def __call__(self, image: Array, time: float) -> Array:
        """Look at the next frame, uint8 (h, w, 3); 255 is all sky, uint8 (h, w)."""
        small = cv2.resize(image, self._size, interpolation=cv2.INTER_AREA)
        now = self._open(small)
        if self._held is None or self._cuts(image):
            self._held = now
        else:
            step = 1.0 - np.exp(-max(time - self._time, 0.0) / self.SECONDS)
            self._held = cv2.addWeighted(self._held, 1.0 - step, now, step, 0.0)
        self._time = time
        self.horizon = self._lowest(self._held)
        grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
        found = np.rint(255.0 * self._held).astype(np.uint8)
        return guided_upsample(grey, found, cv2.cvtColor(image, cv2.COLOR_RGB2GRAY))

    @staticmethod
    def _lowest(found: Array) -> float:
        rows = np.flatnonzero(found.mean(axis=1) > 0.15)
        return min(max((float(rows[-1]) + 1.0) / len(found), 0.25), 0.8) if rows.size else 0.6

    def _open(self, small: Array) -> Array:
        """Likeness of sky, from 0 to 1, float32, as far as it goes on from the top."""
        bars = int(np.logical_and.accumulate(small.max(axis=(1, 2)) <= self.BAR).sum())
        if 0 < bars < len(small) - 1:
            small = small.copy()
            small[: bars + 1] = small[bars + 1]
        grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY).astype(np.float32)
        red, green, blue = (small[..., k].astype(np.float32) for k in range(3))
        bright = np.clip((grey - 80.0) / 50.0, 0.0, 1.0)
        edges = cv2.magnitude(cv2.Sobel(grey, -1, 1, 0), cv2.Sobel(grey, -1, 0, 1))
        smooth = np.clip(1.6 - edges / 60.0, 0.0, 1.0)
        earthy = np.clip((np.maximum(red, green) - blue - 16.0) / 40.0, 0.0, 1.0)
        alike = cv2.blur(bright * smooth * (1.0 - earthy), (3, 3))
        reached = _from_top(alike)
        # An edge is like neither of its sides; the guided filter finds it again.
        reached = cv2.dilate(reached, np.ones((3, 3)))
        reached[:bars] = 0.0
        return cv2.GaussianBlur(reached, (0, 0), 1.0)


def _from_top(alike: Array) -> Array:
    """What of ``alike`` is reached from the first row through nothing less alike, float32.

    A reconstruction by dilation (Vincent 1993) that goes down and up in turn: three rounds find
    their way around what stands in the sky.
    """
    found = np.zeros_like(alike)
    found[0] = alike[0]
    for _ in range(3):
        for rows in (range(1, len(alike)), range(len(alike) - 2, -1, -1)):
            step = -1 if rows.step > 0 else 1
            for row in rows:
                near = np.maximum(found[row + step], found[row])
                near[1:] = np.maximum(near[1:], found[row + step][:-1])
                near[:-1] = np.maximum(near[:-1], found[row + step][1:])
                found[row] = np.minimum(near, alike[row])
    return found
