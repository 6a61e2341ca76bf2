"""A closer look at a part of the picture, at the size it had."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from models.stylise.framing import Framing
from models.stylise.styliser import Array

CLOSEST = 4.0


@dataclass(frozen=True, slots=True)
class Zoom:
    """Enlarges ``factor`` times what lies around ``across`` and ``along``, where the eye should go.

    With ``span``, seconds in the source, it comes closer from its beginning to its end.
    """

    factor: float
    across: Framing
    along: Framing
    span: tuple[float, float] | None = None

    def __call__(self, image: Array, time: float) -> Array:
        """Enlarge one frame, uint8 (h, w, 3); the result has its size."""
        factor = self.factor
        if self.span is not None:
            begin, end = self.span
            share = min(1.0, max(0.0, (time - begin) / max(end - begin, 1e-6)))
            factor = 1.0 + (factor - 1.0) * share * share * (3.0 - 2.0 * share)
        height, width = image.shape[:2]
        half = 0.5 / factor
        x = min(max(self.across.middle(time), half), 1 - half) * width
        y = min(max(self.along.middle(time), half), 1 - half) * height
        # Places between pixels count: a slow zoom by whole ones would tremble.
        matrix = np.array(
            [[factor, 0, width / 2 - factor * x], [0, factor, height / 2 - factor * y]]
        )
        return np.asarray(
            cv2.warpAffine(
                image, matrix, (width, height), flags=cv2.INTER_CUBIC,
                borderMode=cv2.BORDER_REPLICATE,
            )
        )  # fmt: skip
