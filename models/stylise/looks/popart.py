"""Pop art: four-colour printing with dots large enough to see."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import bilateral, flatten, unit
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import dots, printed
from models.stylise.craft.tone import recolour, to_bytes, vivid
from models.stylise.styliser import Array, Picture

PAPER = np.array([255.0, 250.0, 238.0], np.float32)
ANGLES = (15.0, 75.0, 0.0)


class PopArt:
    """Cyan, magenta and yellow dots at their printers' angles, black lines on top."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        px = unit(width, height)
        before = Steady(noise=8)
        cell = 6.0 * px
        screens = np.stack([dots(width, height, cell, angle) for angle in ANGLES], axis=-1)
        ink = Ink(width, height, pen=1.6, edge=0.02, firm=50.0)
        bold = vivid(2.0)
        smooth = bilateral(rounds=4, tones=40)

        def picture(image: Array, time: float) -> Array:
            flat = recolour(flatten(before(image), smooth), bold)
            grey = cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
            lines = ink(grey)
            dark = 1.0 - flat.astype(np.float32) * np.float32(1.0 / 255.0)
            inks = 1.0 - 0.62 * printed(dark * 1.1 - 0.05, screens, cell) - 0.33 * dark
            black = np.clip(lines.astype(np.float32) / 255.0, 0.06, 1.0)[..., None]
            return to_bytes(inks * black * PAPER)

        return picture
