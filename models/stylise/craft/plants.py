"""Where leaves and grass are, by their colour."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.styliser import Array

_HUES = np.interp(np.arange(256), (24, 34, 78, 92), (0, 255, 255, 0)).astype(np.uint8)
_COLOURED = np.interp(np.arange(256), (24, 70), (0, 255)).astype(np.uint8)
_LIT = np.interp(np.arange(256), (20, 60), (0, 255)).astype(np.uint8)
"""Dark pixels have no hue to speak of: noise would make them flash."""


def leaves(hsv: Array) -> Array:
    """How much of each pixel of a picture in HSV (uint8) is a plant: 255 is all, uint8 (h, w)."""
    hue, saturation, value = cv2.split(hsv)
    coloured = cv2.multiply(cv2.LUT(hue, _HUES), cv2.LUT(saturation, _COLOURED), scale=1 / 255)
    return cv2.multiply(coloured, cv2.LUT(value, _LIT), scale=1 / 255)
