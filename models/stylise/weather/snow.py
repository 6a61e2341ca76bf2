"""Snow: a pale winter's day, and flakes."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.falling import Falling
from models.stylise.craft.plants import leaves
from models.stylise.craft.sky import Sky
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import ramp, recolour, screen, table, vivid
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import graded, mixed, toned


class Snow:
    """Plants are white with it, the sky is full of it, and three layers of flakes come down."""

    WHITE = (232, 238, 247)
    SKY = (196, 203, 214), (224, 229, 236)

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before, sky = Steady(noise=5), Sky(width, height)
        x = 0.08 + 0.86 * ramp() ** 0.88
        cold = np.stack([table(0.95 * x), table(0.985 * x), table(1.05 * x)], axis=-1)[:, None, :]
        pale = vivid(0.6)
        white = np.full((height, 1, 3), self.WHITE, np.float32)
        flakes = (
            Falling(width, height, count=170, radius=0.8, fall=0.16, drift=0.03, sway=0.02, seed=1),
            Falling(
                width, height,
                count=80, radius=1.7, fall=0.24, drift=0.05, sway=0.03, blur=0.8, seed=2,
            ),
            Falling(
                width, height,
                count=16, radius=4.2, fall=0.42, drift=0.10, sway=0.05, blur=2.2, seed=3,
            ),
        )  # fmt: skip

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            plants = leaves(cv2.cvtColor(seen, cv2.COLOR_RGB2HSV))
            lying = mixed(cv2.LUT(recolour(seen, pale), cold), toned(seen, white, 0.42, 0.7),
                          plants, 0.75)  # fmt: skip
            heaven = toned(seen, graded(height, sky.horizon, *self.SKY), 0.75, 0.3)
            shown = mixed(lying, heaven, sky(seen, time), 0.75)
            fallen = flakes[0](time)
            for layer in flakes[1:]:
                fallen = cv2.max(fallen, layer(time))
            return screen(shown, cv2.merge([fallen, fallen, fallen]))

        return picture
