"""Pop art: four-colour printing with dots large enough to see."""

from __future__ import annotations

import cv2

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import bilateral, flatten, unit
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import Halftone
from models.stylise.craft.tone import darken, gradient_map, ramp, recolour, table, vivid
from models.stylise.styliser import Array, Picture

PAPER = (255, 250, 238)
ANGLES = (15.0, 75.0, 0.0)


class PopArt:
    """Cyan, magenta and yellow dots at their printers' angles, black lines on top."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=8)
        smooth = bilateral(rounds=3, tones=44)
        bold = vivid(2.0)
        ink = Ink(width, height, pen=1.6, edge=0.02, firm=50.0)
        cell = 6.0 * unit(width, height)
        screens = [Halftone(width, height, cell, angle) for angle in ANGLES]
        black = table(0.06 + 0.94 * ramp())
        paper = gradient_map(((0, 0, 0), PAPER))

        def picture(image: Array, time: float) -> Array:
            flat = recolour(flatten(before(image), smooth), bold)
            lines = cv2.LUT(ink(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)), black)
            dark = cv2.bitwise_not(flat)
            dots = [screen(plane) for screen, plane in zip(screens, cv2.split(dark), strict=True)]
            # A third of the ink lies flat under the dots, so that small things stay readable.
            printed = cv2.addWeighted(cv2.merge(dots), 0.62, dark, 0.33, 0.0)
            return cv2.LUT(darken(cv2.bitwise_not(printed), lines), paper)

        return picture
