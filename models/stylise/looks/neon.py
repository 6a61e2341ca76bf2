"""Neon: glowing tubes along the edges of a city at night."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from models.stylise.craft.lines import Flow, tangents
from models.stylise.craft.smooth import unit, working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import above, darken, screen, table, to_bytes
from models.stylise.styliser import Array, Picture

MAGENTA = np.array([255, 40, 170], np.float32)
CYAN = np.array([30, 190, 255], np.float32)


AREA = cv2.INTER_AREA


def purest(image: Array, own: Array) -> Array:
    """The colours of ``image`` (uint8, (h, w, 3)) at full strength; greys take those of ``own``."""
    red, green, blue = cv2.split(image)
    low = cv2.min(cv2.min(red, green), blue)
    spread = cv2.subtract(cv2.max(cv2.max(red, green), blue), low).astype(np.float32)
    share = np.minimum(spread / 90.0, 0.85)[..., None]
    pure = (image - low[..., None]) * (255.0 / (spread + 1.0))[..., None]
    return to_bytes(pure * share + own * (1.0 - share))


class Neon:
    """Edges as light, each in the strongest colour near it."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        before = Steady(noise=8)
        tubes = self._tubes(width, height)
        size = (width, height)
        small, tiny = working_size(width, height, 180), working_size(width, height, 90)
        night = np.array([[0.10, 0.03, 0.09], [0.03, 0.09, 0.06], [0.09, 0.13, 0.20]])
        # Where the picture is grey the hue runs from magenta over violet to cyan with height.
        fall = np.linspace(0.0, 1.0, tiny[1], dtype=np.float32)[:, None, None]
        own = (1.0 - fall) * MAGENTA + fall * CYAN
        cores = above(150)
        # Where tubes crowd, each glows less: a fence must not become a floodlight.
        dimmer = table(1.0 / (1.0 + np.maximum(np.arange(256) - 50.0, 0.0) / 130.0))

        def picture(image: Array, time: float) -> Array:
            calm = before(image)
            tube = tubes(calm)
            crowd = cv2.GaussianBlur(cv2.resize(tube, tiny, interpolation=AREA), (0, 0), 5.0)
            tube = cv2.multiply(tube, cv2.resize(cv2.LUT(crowd, dimmer), size), scale=1.0 / 255.0)
            near = cv2.GaussianBlur(cv2.resize(calm, tiny, interpolation=AREA), (0, 0), 2.0)
            light = darken(cv2.resize(purest(near, own), size), tube)
            half = cv2.resize(light, small, interpolation=AREA)
            wide = cv2.GaussianBlur(cv2.resize(light, tiny, interpolation=AREA), (0, 0), 4.5)
            halo = cv2.add(cv2.GaussianBlur(half, (0, 0), 2.5), cv2.resize(wide, small))
            scene = screen(screen(cv2.transform(calm, night), cv2.resize(halo, size)), light)
            core = cv2.LUT(tube, cores)
            return cv2.add(scene, cv2.merge([core, core, core]))

        return picture

    @staticmethod
    def _tubes(width: int, height: int) -> Callable[[Array], Array]:
        """Brightness of the tubes in a frame, uint8 (h, w): smoothed slopes of luminance."""
        search = working_size(width, height, 540)
        px = unit(*search)
        flow = Flow(*search)
        after = Steady(noise=16)

        def tubes(calm: Array) -> Array:
            grey = cv2.resize(cv2.cvtColor(calm, cv2.COLOR_RGB2GRAY), search, interpolation=AREA)
            grey = cv2.GaussianBlur(grey, (0, 0), 0.9 * px)
            dx, dy = cv2.Sobel(grey, cv2.CV_32F, 1, 0), cv2.Sobel(grey, cv2.CV_32F, 0, 1)
            edge = flow(cv2.magnitude(dx, dy) * px, tangents(grey, 3.0 * px), (px, 2.0 * px))
            edge = cv2.resize(edge, (width, height), interpolation=cv2.INTER_CUBIC)
            return after(to_bytes(edge - 34.0, 255.0 / 150.0))

        return tubes
