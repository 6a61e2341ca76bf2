"""Fog: what is far goes white, what is near stays."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import guided_upsample, working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import clouds
from models.stylise.craft.tone import recolour, vivid
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import mixed


class Fog:
    """Thicker towards the top, where a scene is mostly farther, and over what is pale already.

    Pale in the sense of the dark channel (He, Sun and Tang 2009, "Single Image Haze Removal"):
    the darkest of the three colours around a pixel, which air fills with distance.
    """

    WHITE = (216, 221, 226)
    THICK, THIN = 0.86, 0.38
    """At the top and the bottom."""
    SHORT = 120
    WANDER = 0.02
    """Widths a second by which its banks wander."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, faint = Steady(noise=4), vivid(0.7)
        size = working_size(width, height, self.SHORT)
        depth = np.linspace(self.THICK, self.THIN, size[1], dtype=np.float32)[:, None]
        banks = clouds(2 * size[0], size[1], 0.5 * size[0], 21)
        white = np.full((height, width, 3), self.WHITE, np.uint8)

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            small = cv2.resize(seen, size, interpolation=cv2.INTER_AREA)
            pale = cv2.blur(cv2.erode(small.min(axis=2), np.ones((5, 5))), (5, 5)) / 255.0
            moved = np.array([[1.0, 0.0, -self.WANDER * time * size[0]], [0.0, 1.0, 0.0]])
            bank = cv2.warpAffine(banks, moved, size, borderMode=cv2.BORDER_REFLECT)
            air = np.clip(depth + 0.30 * (pale - 0.35) + 0.06 * bank, 0.0, 0.95)
            grey = cv2.cvtColor(small, cv2.COLOR_RGB2GRAY)
            share = guided_upsample(
                grey, np.rint(255.0 * air).astype(np.uint8), cv2.cvtColor(seen, cv2.COLOR_RGB2GRAY)
            )
            return mixed(recolour(seen, faint), white, share)

        return picture
