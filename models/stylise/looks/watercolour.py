"""Watercolour: washes that wobble, pool at their borders, and sink into rough paper."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import bilateral, flatten, unit
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import clouds, paper
from models.stylise.craft.tone import ramp, recolour, table, vivid, with_tones
from models.stylise.styliser import Array, Picture


class Watercolour:
    """Pigment on wet paper, after Bousseau et al. 2006 ("Interactive watercolor rendering")."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        px = unit(width, height)
        before = Steady(noise=8)
        smooth = bilateral(rounds=6, tones=46)
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        wobble = 0.9 * px
        where, fraction = cv2.convertMaps(
            x + wobble * clouds(width, height, 14.0 * px, 41),
            y + wobble * clouds(width, height, 14.0 * px, 42),
            cv2.CV_16SC2,
        )
        still = 0.16 * clouds(width, height, 90.0 * px, 43) + 0.07 * paper(width, height)
        # Paper shines through: no wash is darker than a quarter.
        absorbs = table(ramp() - ramp() ** 2)
        pigments = with_tones(vivid(1.35), table(0.24 + 0.76 * ramp() ** 0.75))

        def picture(image: Array, time: float) -> Array:
            wash = recolour(flatten(before(image), smooth, short=180), pigments)
            wash = cv2.remap(wash, where, fraction, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
            grey = cv2.cvtColor(wash, cv2.COLOR_RGB2GRAY).astype(np.float32)
            around = cv2.GaussianBlur(grey, (0, 0), 2.5 * px)
            pool = cv2.subtract(around, cv2.GaussianBlur(grey, (0, 0), 0.8 * px))
            # Density of pigment less one: the paper's own, and what gathers on dark borders.
            thick = np.clip(cv2.addWeighted(pool, 0.055, still, 1.0, 0.0), -0.5, 1.2)
            # eq. 1 of the paper: C - (C - C^2)(d - 1); white stays white, black stays black.
            deeper = cv2.multiply(
                cv2.LUT(wash, absorbs), cv2.merge([thick, thick, thick]), dtype=cv2.CV_16S
            )
            return cv2.subtract(wash, deeper, dtype=cv2.CV_8U)

        return picture
