"""Comic: inked lines, few tones, and printer's dots in the shadows."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import bilateral, flatten, unit
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import dots, printed
from models.stylise.craft.tone import recolour, shade, soft_steps, vivid, with_tones
from models.stylise.styliser import Array, Picture


class Comic:
    """A printed comic book."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        px = unit(width, height)
        before = Steady(noise=7)
        ink = Ink(width, height, pen=1.1)
        smooth = bilateral(rounds=4, tones=32)
        inks = with_tones(vivid(1.7), soft_steps(6, firm=0.8))
        cell = 5.0 * px
        screen = dots(width, height, cell, 45.0)

        def picture(image: Array, time: float) -> Array:
            flat = flatten(before(image), smooth)
            grey = cv2.cvtColor(flat, cv2.COLOR_RGB2GRAY)
            lines = ink(grey)
            # Dots live in the shadows only, and vanish where black is black already.
            depth = np.clip(0.62 - grey.astype(np.float32) / 200.0, 0.0, 0.42)
            print_ = 1.0 - 0.45 * printed(depth, screen, cell)
            return shade(recolour(flat, inks), print_ * (lines.astype(np.float32) / 255.0))

        return picture
