"""A picture of what there is so far, as text that a page shows: it never lies in a folder."""

from __future__ import annotations

import base64
import io

import cv2
import numpy as np
from PIL import Image as Pillow

from agents.guard.marks import preview
from models.domain import Pixels
from models.stylise.styliser import Array

SHORT, LONG = 240, 480
"""Pixels of the short side at least, for the label to be read, and of the long side at most."""


def data_uri(image: Array, pixels: Pixels = "made") -> str:
    """Return a small labelled JPEG of a picture, uint8 (h, w, 3), as a data URI."""
    height, width = image.shape[:2]
    scale = min(max(1.0, SHORT / min(height, width)), LONG / max(height, width))
    size = max(2, round(width * scale)), max(2, round(height * scale))
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    fitted = image if scale == 1 else cv2.resize(image, size, interpolation=how)
    written = io.BytesIO()
    labelled = preview(np.ascontiguousarray(fitted, dtype=np.uint8), pixels)
    Pillow.fromarray(labelled).save(written, "JPEG", quality=72)
    return f"data:image/jpeg;base64,{base64.b64encode(written.getvalue()).decode('ascii')}"
