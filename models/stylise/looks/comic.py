"""Comic: inked lines, few tones, and printer's dots in the shadows."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import bilateral, flatten, unit
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import Halftone
from models.stylise.craft.tone import darken, ramp, recolour, soft_steps, table, vivid, with_tones
from models.stylise.styliser import Array, Picture


class Comic:
    """A printed comic book."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=7)
        smooth = bilateral(rounds=3, tones=36)
        inks = with_tones(vivid(1.7), soft_steps(6, firm=0.8))
        ink = Ink(width, height, pen=1.1)
        dots = Halftone(width, height, 5.0 * unit(width, height), 45.0)
        # Dots belong to the shadows; the lights are the paper's own.
        shadows = table(np.clip(0.62 - 1.28 * ramp(), 0.0, 0.42))
        pale = table(1.0 - 0.45 * ramp())

        def picture(image: Array, time: float) -> Array:
            flat = flatten(before(image), smooth)
            grey = cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
            dotted = cv2.LUT(dots(cv2.LUT(grey, shadows)), pale)
            drawn = cv2.multiply(ink(grey), dotted, scale=1.0 / 255.0)
            return darken(recolour(flat, inks), drawn)

        return picture
