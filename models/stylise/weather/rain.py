"""Rain: a grey sky, wet air, and streaks."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.falling import Falling
from models.stylise.craft.sky import Sky
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import ramp, recolour, screen, table, vivid
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import graded, mixed, toned


class Rain:
    """Darker, greyer and bluer, hazier towards the horizon, with two layers of streaks."""

    SKY = (92, 99, 112), (150, 157, 168)
    HAZE = (138, 146, 158)

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, sky = Steady(noise=4), Sky(width, height)
        x = 0.04 + 0.72 * ramp() ** 1.1
        wet = np.stack([table(0.92 * x), table(0.98 * x), table(1.05 * x)], axis=-1)[:, None, :]
        grey = vivid(0.6)
        far = np.linspace(70.0, 10.0, height).astype(np.uint8)[:, None].repeat(width, axis=1)
        haze = np.full((height, width, 3), self.HAZE, np.uint8)
        streaks = (
            Falling(width, height, count=260, radius=0.5, fall=1.9, drift=-0.22, length=16, seed=4),
            Falling(
                width, height,
                count=60, radius=0.8, fall=2.8, drift=-0.33, length=34, blur=0.7, seed=5,
            ),
        )  # fmt: skip

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            heaven = toned(seen, graded(height, sky.horizon, *self.SKY), 0.5, 0.6)
            above = sky(seen, time)
            air = mixed(cv2.LUT(recolour(seen, grey), wet), haze, far)
            shown = mixed(air, heaven, above, 0.85)
            drops = cv2.convertScaleAbs(cv2.max(streaks[0](time), streaks[1](time)), alpha=0.42)
            return screen(shown, cv2.merge([drops, drops, drops]))

        return picture
