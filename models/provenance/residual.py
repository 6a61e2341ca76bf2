"""What is left of pictures when their content is taken away: where a mark would be seen."""

from __future__ import annotations

from collections.abc import Iterable

import cv2
import numpy as np

from models.provenance.marker import Image
from models.provenance.patterns import Floats

SIDE = 620.0
"""Square root of the pixels that are looked at; a larger picture is made smaller."""

_SMOOTH, _AROUND = 2.0, 5
_FLOOR = 0.4
"""Grey levels: what is more even than this is taken for the encoder's work."""

_CLIP = 2.5


def residual(image: Image) -> Floats:
    """A picture's luma less its blur, over its local deviation: every place counts alike.

    uint8 (h, w, 3) -> float32 (h', w'), no larger than is looked at.
    """
    height, width = image.shape[:2]
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    scale = SIDE / np.sqrt(width * height)
    if scale < 1:
        size = max(8, round(width * scale)), max(8, round(height * scale))
        grey = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    grey = grey.astype(np.float32)
    rough = grey - cv2.GaussianBlur(grey, (0, 0), _SMOOTH)
    power = np.maximum(cv2.blur(rough * rough, (_AROUND, _AROUND)), 0.0)
    return np.asarray(np.clip(rough / (np.sqrt(power) + _FLOOR), -_CLIP, _CLIP), np.float32)


def averaged(images: Iterable[Image]) -> Floats:
    """The mean residual of pictures of one size: what moves goes, what is drawn into all stays.

    Raises :class:`ValueError` without pictures, or for a picture of another size.
    """
    total: Floats | None = None
    count = 0
    for image in images:
        found = residual(image)
        if total is not None and found.shape != total.shape:
            raise ValueError(f"got pictures of {found.shape} after {total.shape}")
        total = found if total is None else total + found
        count += 1
    if total is None:
        raise ValueError("got no pictures; expected at least one")
    return np.asarray(total / count, np.float32)
