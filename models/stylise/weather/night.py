"""Night: filmed by day, lit by the moon."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.sky import Sky
from models.stylise.craft.smooth import unit, working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import vignette
from models.stylise.craft.tone import ramp, recolour, screen, shade, table, vivid
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import graded, mixed, toned


class Night:
    """Day for night, as films do it: darker, bluer, paler, the sky darkest; lamps stay lit."""

    TOP, HORIZON = (9, 14, 34), (44, 62, 104)
    """Colours of the sky."""
    LAMP = (255, 206, 128)
    SHORT = 180
    """Pixels of the short side at which lamps are looked for."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, sky = Steady(noise=4), Sky(width, height)
        x = ramp() ** 1.35
        curves = np.stack([table(x * gain + 0.015) for gain in (0.36, 0.46, 0.66)], axis=-1)
        faint = vivid(0.5)
        corners = vignette(width, height, 0.55)

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            above = sky(seen, time)
            dark = cv2.LUT(recolour(seen, faint), curves[:, None, :])
            heaven = toned(seen, graded(height, sky.horizon, self.TOP, self.HORIZON), 0.45, 0.9)
            shown = shade(mixed(dark, heaven, above, 0.92), corners)
            return screen(shown, self._lamps(seen, above))

        return picture

    def _lamps(self, image: Array, sky: Array) -> Array:
        """Light of what is small, bright and not of the sky, with its glow: uint8 (h, w, 3)."""
        height, width = image.shape[:2]
        size = working_size(width, height, self.SHORT)
        px = unit(*size)
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        level = small.max(axis=2)
        around = cv2.GaussianBlur(level, (0, 0), 14.0 * px)
        spots = cv2.subtract(level, cv2.convertScaleAbs(around, beta=95.0))
        spots[level < 225] = 0
        spots = cv2.multiply(spots, 255 - cv2.resize(sky, size), scale=3.0 / 255.0)
        glow = cv2.GaussianBlur(spots, (0, 0), 6.0 * px)
        light = cv2.resize(cv2.max(spots, cv2.add(glow, glow)), (width, height))
        return cv2.merge([cv2.convertScaleAbs(light, alpha=part / 255.0) for part in self.LAMP])
