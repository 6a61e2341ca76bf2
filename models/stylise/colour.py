"""Light and colour by hand: brightness, contrast, saturation, warmth."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.tone import ramp, table
from models.stylise.styliser import Array

LUMA = np.array([0.299, 0.587, 0.114])


def tables(brightness: float, contrast: float, warmth: float) -> Array:
    """One lookup table a channel, uint8 (256, 1, 3); all three values run from -1 to 1.

    Brightness bends the middle and leaves black and white where they are, so that nothing
    clips. Contrast above 0 is an S, below 0 a flatter line. Warmth trades blue for red.
    """
    x = ramp() ** (2.0 ** (-1.3 * brightness))
    if contrast >= 0.0:
        s = x * x * (3.0 - 2.0 * x)
        s = (1.0 - contrast) * s + contrast * s * s * (3.0 - 2.0 * s)
        x = (1.0 - contrast) * x + contrast * s
    else:
        x = 0.5 + (x - 0.5) * (1.0 + 0.8 * contrast)
    gains = (1.0 + 0.20 * warmth, 1.0 + 0.03 * warmth, 1.0 - 0.28 * warmth)
    # The luminance of white stays what it was; only its colour moves.
    level = float(np.dot(LUMA, gains))
    return np.stack([table(x * gain / level) for gain in gains], axis=-1)[:, None, :]


def saturation_matrix(saturation: float) -> Array:
    """(3, 3) for RGB: -1 makes grey, 0 changes nothing, 1 doubles the colours."""
    factor = 1.0 + saturation
    matrix: Array = factor * np.eye(3) + (1.0 - factor) * np.tile(LUMA, (3, 1))
    return matrix


class Colour:
    """The four adjustments as one function of frames; 0 leaves each alone."""

    def __init__(
        self, brightness: float, contrast: float, saturation: float, warmth: float
    ) -> None:
        self._tables = (
            tables(brightness, contrast, warmth) if brightness or contrast or warmth else None
        )
        self._matrix = saturation_matrix(saturation) if saturation else None

    def __call__(self, image: Array, time: float) -> Array:
        """Adjust one frame, uint8 (h, w, 3)."""
        if self._matrix is not None:
            image = cv2.transform(image, self._matrix)
        return image if self._tables is None else cv2.LUT(image, self._tables)
