"""Oil: strokes along the forms, thick paint that catches the light, linen underneath."""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from models.stylise.craft.lines import Flow, tangents
from models.stylise.craft.smooth import guided_upsample, unit, working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import canvas, clouds
from models.stylise.craft.tone import contrast_curve, recolour, shade, vivid, with_tones
from models.stylise.styliser import Array, Picture


def kuwahara(image: Array, radius: float) -> Array:
    """The generalised Kuwahara filter (Papari et al. 2007) with eight round sectors.

    Each sector is a Gaussian ``radius`` pixels off the centre; its mean counts for more the
    less the picture varies in it. All sectors share one blur, read at eight shifts.
    """
    colour = cv2.cvtColor(image, cv2.COLOR_RGB2RGBA).astype(np.float32)
    sigma = radius * 0.6
    mean = cv2.GaussianBlur(colour, (0, 0), sigma)
    spread = cv2.subtract(
        cv2.GaussianBlur(cv2.multiply(colour, colour), (0, 0), sigma), cv2.multiply(mean, mean)
    )
    variance = cv2.transform(spread, np.ones((1, 4)))
    weight = cv2.divide(1.0, 1.0 + variance * variance * np.float32(1e-2))
    # The fourth channel starts as 255 everywhere and ends as the sum of the weights.
    plane = cv2.multiply(mean, cv2.merge([weight] * 4))
    edge = int(np.ceil(radius))
    plane = cv2.copyMakeBorder(plane, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    height, width = image.shape[:2]
    total = np.zeros((height, width, 4), np.float32)
    for k in range(8):
        dx = edge + round(radius * np.cos(k * np.pi / 4.0))
        dy = edge + round(radius * np.sin(k * np.pi / 4.0))
        cv2.add(total, plane[dy : dy + height, dx : dx + width], dst=total)
    weights = cv2.merge([cv2.extractChannel(total, 3)] * 4)
    painted = cv2.divide(total, weights, scale=255.0, dtype=cv2.CV_8U)
    return cv2.cvtColor(painted, cv2.COLOR_RGBA2RGB)


class Oil:
    """An oil painting."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        small = working_size(width, height, 240)
        before = Steady(noise=7)
        colours = with_tones(vivid(1.5), contrast_curve(12.0, 246.0, 0.4))
        weave = 1.0 + 0.012 * canvas(width, height)
        brush = self._brush(width, height)

        def picture(image: Array, time: float) -> Array:
            calm = before(image)
            reduced = cv2.resize(calm, small, interpolation=cv2.INTER_AREA)
            paint = guided_upsample(reduced, kuwahara(reduced, 2.0), calm, radius=1)
            hairs = brush(cv2.cvtColor(paint, cv2.COLOR_RGB2GRAY))
            return shade(recolour(paint, colours), cv2.add(weave, hairs))

        return picture

    @staticmethod
    def _brush(width: int, height: int) -> Callable[[Array], Array]:
        """What the bristles leave, as a function of luminance: float32 (h, w) around 0."""
        search = working_size(width, height, 540)
        px = unit(*search)
        flow = Flow(*search)
        bristles = clouds(*search, 2.4 * px, 51, octaves=2)
        # A painter's hand: where nothing leads it, it sweeps in wide arcs.
        half = (max(1, search[0] // 2), max(1, search[1] // 2))
        rest = np.float32(0.5) + 0.7 * clouds(*half, 110.0 * px, 52, octaves=1)

        def hairs(grey: Array) -> Array:
            grey = cv2.resize(grey, search, interpolation=cv2.INTER_AREA)
            relief = flow(bristles, tangents(grey, 6.0 * px, rest), (1.5 * px, 4.0 * px))
            # Light and dark hairs in the paint, and ridges that catch light from the left.
            hairs = 0.06 * relief + 0.07 * cv2.Sobel(relief, cv2.CV_32F, 1, 1)
            return cv2.resize(hairs, (width, height), interpolation=cv2.INTER_LINEAR)

        return hairs
