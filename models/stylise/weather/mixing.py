"""Colours laid over a picture where a plane says so."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from models.stylise.craft.tone import ramp, table
from models.stylise.styliser import Array

Colour = tuple[int, int, int]


def graded(height: int, horizon: float, *colours: Colour) -> Array:
    """Colours from the top to the ``horizon``, a share of the height: float32 (h, 1, 3)."""
    y = np.linspace(0.0, 1.0, height) / max(horizon, 1e-3)
    where = np.linspace(0.0, 1.0, len(colours))
    columns: Sequence[Array] = [np.interp(y, where, part) for part in zip(*colours, strict=True)]
    rows: Array = np.stack(columns, axis=-1).astype(np.float32)[:, None, :]
    return rows


def toned(image: Array, colours: Array, least: float, more: float) -> Array:
    """``colours`` (h, 1, 3) in the light of ``image``: ``least`` where it is black, ``more``
    added where it is white, so that clouds are still seen. uint8 (h, w, 3).
    """
    most = least + more
    levels = table((least + more * ramp()) / most)
    light = cv2.LUT(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), levels)
    wide = np.repeat(np.rint(colours).astype(np.uint8), image.shape[1], axis=1)
    return cv2.multiply(cv2.merge([light, light, light]), wide, scale=most / 255.0)


def mixed(image: Array, other: Array, share: Array, most: float = 1.0) -> Array:
    """``other`` over ``image`` by ``share``, uint8 (h, w), of which 255 stands for ``most``."""
    weight = cv2.merge([share, share, share])
    over = cv2.multiply(other, weight, scale=most / 255.0)
    under = cv2.multiply(image, cv2.convertScaleAbs(weight, alpha=-most, beta=255.0), scale=1 / 255)
    return cv2.add(over, under)
