"""Duotone: the picture in two inks, one for the shadows and one for the lights."""

from __future__ import annotations

import cv2

from models.stylise.craft.steady import Levels, Steady
from models.stylise.craft.tone import contrast_curve, gradient_map
from models.stylise.styliser import Array, Picture


class Duotone:
    """Indigo shadows, coral lights."""

    STOPS = ((26, 14, 74), (146, 28, 118), (255, 108, 92), (255, 226, 178))

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, levels = Steady(noise=6), Levels()
        inks = gradient_map(self.STOPS)

        def picture(image: Array, time: float) -> Array:
            grey = cv2.cvtColor(before(image), cv2.COLOR_RGB2GRAY)
            tone = cv2.LUT(grey, contrast_curve(*levels(grey, time), 0.6))
            return cv2.LUT(cv2.merge([tone, tone, tone]), inks)

        return picture
