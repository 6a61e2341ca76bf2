"""Autumn: leaves and grass turn from green to gold and red."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.plants import leaves
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import ramp, table
from models.stylise.styliser import Array, Picture
from models.stylise.weather.mixing import mixed


class Autumn:
    """What is yellowish green turns gold, what is deep green turns red; the light is warm."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=5)
        levels = np.arange(256)
        turned = np.stack(
            [
                np.interp(levels, (24, 40, 60, 90), (22, 15, 10, 6)),
                np.clip(levels * 1.2 + 34, 0, 255),
                np.clip(levels * 1.12 + 6, 0, 255),
            ],
            axis=-1,
        ).astype(np.uint8)[:, None, :]
        x = ramp()
        warm = np.stack([table(1.05 * x), table(0.97 * x), table(0.03 + 0.84 * x)], axis=-1)

        def picture(image: Array, time: float) -> Array:
            seen = before(image)
            hsv = cv2.cvtColor(seen, cv2.COLOR_RGB2HSV)
            gold = cv2.cvtColor(cv2.LUT(hsv, turned), cv2.COLOR_HSV2RGB)
            return cv2.LUT(mixed(seen, gold, leaves(hsv), 0.95), warm[:, None, :])

        return picture
