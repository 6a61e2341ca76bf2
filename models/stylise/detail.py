"""A little less grain and a little crisper edges: what was not filmed does not come back."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.steady import Steady
from models.stylise.styliser import Array

MOST = 1.3
"""Share of the difference to a blur that is added at full strength; more draws halos."""


class Detail:
    """Grain taken out over time and within flat parts, then a mild unsharp mask.

    ``sharpen`` and ``denoise`` run from 0, nothing, to 1.
    """

    def __init__(self, sharpen: float, denoise: float, height: int) -> None:
        self._sharpen, self._denoise = sharpen, denoise
        self._held = Steady(noise=3.0 + 6.0 * denoise, hold=0.75)
        self._sigma = max(1.0, height / 600)

    def __call__(self, image: Array, time: float) -> Array:
        """Treat one frame, uint8 (h, w, 3), as high as was said; frames come in order."""
        if self._denoise:
            image = cv2.bilateralFilter(self._held(image), 5, 30.0 * self._denoise, 2.0)
        if self._sharpen:
            soft = cv2.GaussianBlur(image, (0, 0), self._sigma)
            more = MOST * self._sharpen
            image = cv2.addWeighted(image, 1.0 + more, soft, -more, 0.0)
        return np.asarray(image)
