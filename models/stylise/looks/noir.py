"""Noir: hard black and white, glowing highlights, grain, dark corners."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import unit
from models.stylise.craft.steady import Levels, Steady
from models.stylise.craft.texture import Grain, vignette
from models.stylise.craft.tone import above, contrast_curve, gradient_map, screen, to_bytes
from models.stylise.styliser import Array, Picture


class Noir:
    """A crime film of the forties."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        px = unit(width, height)
        before = Steady(noise=6)
        levels = Levels()
        corners = vignette(width, height, 0.75)
        grain = Grain(width, height, deviation=5.0)
        lights = above(175)
        silver = gradient_map(((6, 7, 10), (126, 128, 132), (252, 251, 247)))

        def picture(image: Array, time: float) -> Array:
            grey = cv2.transform(before(image), np.array([[0.45, 0.45, 0.10]]))
            low, high = levels(grey, time)
            low += 0.08 * (high - low)
            hard = cv2.LUT(grey, contrast_curve(low, high, 1.0))
            glow = cv2.GaussianBlur(cv2.LUT(hard, lights), (0, 0), 7.0 * px)
            lit = screen(hard, glow).astype(np.float32) * corners
            # Grain sits in the mid tones; clear film and full black have none.
            share = 1.0 - np.abs(lit * np.float32(1.0 / 127.5) - 1.0)
            film = to_bytes(lit + grain(time) * (0.3 + share))
            return cv2.LUT(cv2.merge([film, film, film]), silver)

        return picture
