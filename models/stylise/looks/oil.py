"""Oil: strokes along the forms, thick paint that catches the light, linen underneath."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Flow, tangents
from models.stylise.craft.smooth import working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.texture import canvas, clouds
from models.stylise.craft.tone import saturate, shade
from models.stylise.styliser import Array, Picture


def kuwahara(image: Array, radius: float, firm: float = 4.0) -> Array:
    """The generalised Kuwahara filter (Papari et al. 2007) with eight round sectors.

    Each sector is a Gaussian ``radius`` pixels off the centre; its mean counts for more the
    less the picture varies in it. All sectors share one blur, read at eight shifts.
    """
    colour = image.astype(np.float32)
    sigma = radius * 0.6
    mean = cv2.GaussianBlur(colour, (0, 0), sigma)
    spread = cv2.GaussianBlur(colour * colour, (0, 0), sigma) - mean * mean
    deviation = cv2.sqrt(cv2.max(cv2.transform(spread, np.ones((1, 3))), 0.0))
    weight = 1.0 / (1.0 + deviation**firm * np.float32(1e-2))
    plane = cv2.merge([mean * weight[..., None], weight])
    edge = int(np.ceil(radius))
    plane = cv2.copyMakeBorder(plane, edge, edge, edge, edge, cv2.BORDER_REPLICATE)
    height, width = image.shape[:2]
    total = np.zeros((height, width, 4), np.float32)
    for k in range(8):
        dx = edge + round(radius * np.cos(k * np.pi / 4.0))
        dy = edge + round(radius * np.sin(k * np.pi / 4.0))
        total += plane[dy : dy + height, dx : dx + width]
    return cv2.convertScaleAbs(total[..., :3] / total[..., 3:])


class Oil:
    """An oil painting."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        unit = max(min(width, height) / 360.0, 0.5)
        small = working_size(width, height, 270)
        before = Steady(noise=7)
        flow = Flow(width, height)
        bristles = clouds(width, height, 2.2 * unit, 51, octaves=1)
        weave = 0.025 * canvas(width, height)

        def picture(image: Array, time: float) -> Array:
            calm = before(image)
            paint = kuwahara(cv2.resize(calm, small, interpolation=cv2.INTER_AREA), 3.0)
            paint = cv2.resize(paint, (width, height), interpolation=cv2.INTER_CUBIC)
            grey = cv2.cvtColor(paint, cv2.COLOR_RGB2GRAY)
            along = tangents(grey, 6.0 * unit)
            relief = flow(bristles, along, (unit, 2.0 * unit, 4.0 * unit))
            # Light from the upper left over ridges of paint.
            lit = relief - cv2.blur(relief, (5, 5))
            return shade(saturate(paint, 1.35), 1.0 + 0.22 * lit + weave)

        return picture
