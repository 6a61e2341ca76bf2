"""Cartoon: flat, bright areas with a soft outline in their own dark colour."""

from __future__ import annotations

import cv2

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import bilateral, flatten
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import darken, ramp, recolour, soft_steps, table, vivid, with_tones
from models.stylise.styliser import Array, Picture


class Cartoon:
    """A cel of an animated series."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=7)
        ink = Ink(width, height, pen=1.5, edge=0.018, firm=45.0)
        smooth = bilateral(rounds=5, tones=42)
        # A lift of the mid tones first: cels are painted brighter than life.
        bright = table(ramp() ** 0.8)
        paints = with_tones(vivid(1.8), soft_steps(4, firm=0.7)[bright])

        # The outline keeps a fifth of the paint's light: never quite black.
        pale = table(0.22 + 0.78 * ramp())

        def picture(image: Array, time: float) -> Array:
            flat = flatten(before(image), smooth)
            lines = cv2.LUT(ink(cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)), pale)
            return darken(recolour(flat, paints), lines)

        return picture
