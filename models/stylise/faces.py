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
    found = [
        face
        for cascade in _cascades()
        for face in cascade.detectMultiScale(grey, 1.1, SURE, minSize=_least(height))
    ]
    if not found:
        return np.zeros((0, 4))
    return np.asarray(found, np.float64) / (width, height, width, height)


def faces_with_weights(image: Array) -> list[tuple[NDArray[np.float64], float]]:
    """Such boxes (4,), and what nearly is one, with the weight of the cascade's last stage: how
    sure of it that is.
    """
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = np.array((width, height, width, height), np.float64)
    found: list[tuple[NDArray[np.float64], float]] = []
    for cascade in _cascades():
        boxes, _, weights = cascade.detectMultiScale3(
            grey, 1.1, SURE, minSize=_least(height), outputRejectLevels=True
        )
        found += [
            (np.asarray(box, np.float64) / scale, float(weight))
            for box, weight in zip(boxes, np.ravel(weights), strict=True)
        ]
    return found


def _least(height: int) -> tuple[int, int]:
    least = max(20, round(SMALLEST * height))
    return least, least
