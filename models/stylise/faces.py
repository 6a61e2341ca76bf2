"""Faces in a picture, with the cascades that come with OpenCV: quick, and blind to many."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from models.stylise.styliser import Array

SMALLEST = 1 / 9
"""Of the height of the picture; smaller finds are mostly none."""

SURE = 6
"""Overlapping finds that make one face."""


@cache
def _cascades() -> tuple[cv2.CascadeClassifier, ...]:
    names = ("haarcascade_frontalface_default.xml", "haarcascade_profileface.xml")
    return tuple(cv2.CascadeClassifier(f"{cv2.data.haarcascades}{name}") for name in names)  # type: ignore[attr-defined]


def faces(image: Array) -> NDArray[np.float64]:
    """(n, 4): left, top, width and height of each face in uint8 (h, w, 3), as shares of it."""
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    least = max(20, round(SMALLEST * height))
    found = [
        face
        for cascade in _cascades()
        for face in cascade.detectMultiScale(grey, 1.1, SURE, minSize=(least, least))
    ]
    if not found:
        return np.zeros((0, 4))
    return np.asarray(found, np.float64) / (width, height, width, height)
