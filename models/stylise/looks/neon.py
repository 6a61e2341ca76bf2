"""Neon: glowing tubes along the edges of a city at night."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Flow, tangents
from models.stylise.craft.smooth import unit, working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import above, screen, to_bytes
from models.stylise.styliser import Array, Picture

MAGENTA = np.array([255, 40, 170], np.float32)
CYAN = np.array([30, 190, 255], np.float32)


class Neon:
    """Edges as light, each in the strongest colour near it."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        search = working_size(width, height, 540)
        px = unit(*search)
        before, after = Steady(noise=8), Steady(noise=16)
        flow = Flow(*search)
        cores = above(150)
        small = working_size(width, height, 180)
        night = np.array([[0.10, 0.03, 0.09], [0.03, 0.09, 0.06], [0.09, 0.13, 0.20]])
        # Where the picture is grey the hue runs from magenta over violet to cyan with height.
        fall = np.linspace(0.0, 1.0, small[1], dtype=np.float32)[:, None, None]
        own = (1.0 - fall) * MAGENTA + fall * CYAN
        own = np.ascontiguousarray(np.broadcast_to(own, (small[1], small[0], 3)))

        def tubes(calm: Array) -> Array:
            grey = cv2.resize(calm, search, interpolation=cv2.INTER_AREA)
            grey = cv2.GaussianBlur(cv2.cvtColor(grey, cv2.COLOR_RGB2GRAY), (0, 0), 0.9 * px)
            dx, dy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
            edge = flow(cv2.magnitude(dx, dy) * px, tangents(grey, 3.0 * px), (px, 2.0 * px))
            edge = cv2.resize(edge, (width, height), interpolation=cv2.INTER_CUBIC)
            return after(to_bytes(edge - 34.0, 255.0 / 150.0))

        def picture(image: Array, time: float) -> Array:
            calm = before(image)
            near = cv2.resize(calm, small, interpolation=cv2.INTER_AREA)
            near = cv2.GaussianBlur(near, (0, 0), 4.0).astype(np.float32)
            low = near.min(axis=2, keepdims=True)
            spread = near.max(axis=2, keepdims=True) - low
            pure = (near - low) * (255.0 / (spread + 1.0))
            share = np.clip(spread / 90.0, 0.0, 0.85)
            colour = cv2.convertScaleAbs(pure * share + own * (1.0 - share))
            colour = cv2.resize(colour, (width, height), interpolation=cv2.INTER_LINEAR)

            tube = tubes(calm)
            light = cv2.multiply(colour, cv2.merge([tube, tube, tube]), scale=1.0 / 255.0)
            half = cv2.resize(light, small, interpolation=cv2.INTER_AREA)
            halo = cv2.add(cv2.GaussianBlur(half, (0, 0), 2.5), cv2.GaussianBlur(half, (0, 0), 9.0))
            halo = cv2.resize(halo, (width, height), interpolation=cv2.INTER_LINEAR)
            core = cv2.LUT(tube, cores)
            scene = screen(cv2.transform(calm, night), halo)
            return cv2.add(screen(scene, light), cv2.merge([core, core, core]))

        return picture
