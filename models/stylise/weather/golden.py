"""Golden hour: a low sun behind the scene."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.sky import Sky
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import vignette
from models.stylise.craft.tone import darken, ramp, recolour, screen, shade, table, to_bytes, vivid
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import graded, mixed, toned


class GoldenHour:
    """Warm light, violet shadows, a sky from violet to gold, and the sun's glow at the horizon."""

    SKY = (104, 92, 148), (226, 132, 122), (255, 190, 104)
    """From the top to the horizon."""
    SUN = (150.0, 84.0, 26.0)
    ACROSS, REACH = 0.7, 0.55
    """Where the sun stands, and how far it glows, in shares of the width."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, sky = Steady(noise=4), Sky(width, height)
        x = ramp()
        curves = np.stack(
            [table(0.05 + 0.97 * x**0.95), table(0.03 + 0.82 * x**1.05), table(0.10 + 0.56 * x)],
            axis=-1,
        )[:, None, :]
        rich = vivid(1.15)
        corners = vignette(width, height, 0.4)
        glow = self._glow(width, height)

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            above = sky(seen, time)
            warm = cv2.LUT(recolour(seen, rich), curves)
            heaven = toned(seen, graded(height, sky.horizon, *self.SKY), 0.4, 0.65)
            shown = shade(mixed(warm, heaven, above, 0.85), corners)
            down = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, sky.horizon * height]])
            sun = cv2.warpAffine(glow, down, (width, height), borderMode=cv2.BORDER_REPLICATE)
            return screen(shown, darken(sun, self._lit(seen)))

        return picture

    @staticmethod
    def _lit(image: Array) -> Array:
        """How bright it is around each pixel: in the dark no sun shines. uint8 (h, w)."""
        height, width = image.shape[:2]
        grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
        small = cv2.resize(grey, (16, 16), interpolation=cv2.INTER_AREA)
        around = cv2.convertScaleAbs(cv2.blur(small, (5, 5)), alpha=1.3, beta=20)
        return cv2.resize(around, (width, height), interpolation=cv2.INTER_CUBIC)

    def _glow(self, width: int, height: int) -> Array:
        """The sun's light around a point at the top, uint8 (h, w, 3)."""
        y = (np.arange(height, dtype=np.float32) / width)[:, None]
        x = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :] - self.ACROSS
        light = np.exp(-(x * x + y * y) / (0.5 * self.REACH) ** 2)
        return to_bytes(light[..., None] * np.array(self.SUN, np.float32))
