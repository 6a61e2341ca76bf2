"""Vintage: faded colour film of the seventies."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import Grain, vignette
from models.stylise.craft.tone import ramp, recolour, screen, table, to_bytes, vivid
from models.stylise.styliser import Array, Picture


class Vintage:
    """Warm, lifted blacks, a light leak, grain and dark corners."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=4)
        x = ramp()
        soft = 0.6 * x + 0.4 * x * x * (3.0 - 2.0 * x)
        curves = np.stack(
            [table(0.09 + 0.93 * soft**0.92), table(0.07 + 0.86 * soft), table(0.12 + 0.62 * soft)],
            axis=-1,
        )[:, None, :]
        faint = vivid(0.75)
        grain = Grain(width, height, deviation=3.5)
        corners = vignette(width, height, 0.5)[..., None]
        leak = self._leak(width, height)

        def picture(image: Array, time: float) -> Array:
            faded = screen(cv2.LUT(recolour(before(image), faint), curves), leak)
            film = faded.astype(np.float32) * corners + grain(time)[..., None]
            return to_bytes(film)

        return picture

    @staticmethod
    def _leak(width: int, height: int) -> Array:
        """Orange light from the right edge, uint8 (h, w, 3)."""
        y = np.linspace(-1.0, 1.0, height, dtype=np.float32)[:, None]
        x = np.linspace(0.0, 1.0, width, dtype=np.float32)[None, :]
        glow = np.exp(-(((1.08 - x) / 0.22) ** 2) - ((y + 0.35) / 0.8) ** 2)
        return to_bytes(glow[..., None] * np.array([120.0, 52.0, 14.0], np.float32))
