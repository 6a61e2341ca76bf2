"""Edge-preserving smoothing: small pictures do the work, the full one lends its edges."""

from __future__ import annotations

import math
from collections.abc import Callable

import cv2
import numpy as np

from models.stylise.styliser import Array

Filter = Callable[[Array], Array]


def unit(width: int, height: int) -> float:
    """The length that is one pixel at a short side of 360: pens, dots and blurs are given in it,
    so that a look is the same at every size.
    """
    return max(min(width, height) / 360.0, 0.5)


def working_size(width: int, height: int, short: int) -> tuple[int, int]:
    """(w, h) of the picture divided by the smallest whole number that brings its short side to
    ``short`` pixels or fewer. Whole steps because OpenCV averages over those far faster.
    """
    step = math.ceil(min(width, height) / short)
    return max(1, round(width / step)), max(1, round(height / step))


def guided_upsample(small: Array, smooth: Array, full: Array, radius: int = 2) -> Array:
    """Carry ``smooth``, a filtered ``small``, to the size of ``full`` without losing edges.

    Per channel, the local linear model smooth = a * small + b is fitted on the small pictures
    and applied to the full one (He and Sun 2015, "Fast Guided Filter", algorithm 2). All uint8,
    ``small`` being ``full`` made smaller.
    """
    window = (2 * radius + 1, 2 * radius + 1)
    guide: Array = small.astype(np.float32)
    wanted: Array = smooth.astype(np.float32)
    mean_guide, mean_wanted = cv2.blur(guide, window), cv2.blur(wanted, window)
    covariance = cv2.blur(guide * wanted, window) - mean_guide * mean_wanted
    variance = cv2.blur(guide * guide, window) - mean_guide * mean_guide
    slope: Array = covariance / (variance + 20.0)
    offset: Array = mean_wanted - slope * mean_guide
    size = (full.shape[1], full.shape[0])
    slope = cv2.resize(cv2.blur(slope, window), size, interpolation=cv2.INTER_LINEAR)
    offset = cv2.resize(cv2.blur(offset, window), size, interpolation=cv2.INTER_LINEAR)
    return cv2.add(cv2.multiply(full, slope, dtype=cv2.CV_32F), offset, dtype=cv2.CV_8U)


def bilateral(rounds: int, tones: float = 28.0, reach: float = 3.0) -> Filter:
    """Repeated small bilateral filters (Winnemöller et al. 2006): flat areas, firm edges.

    ``tones`` is how many grey levels still count as the same area, ``reach`` the spatial sigma
    in pixels of the picture it is given.
    """

    def smooth(image: Array) -> Array:
        for _ in range(rounds):
            image = cv2.bilateralFilter(image, 5, tones, reach)
        return image

    return smooth


def flatten(image: Array, smooth: Filter, short: int = 240) -> Array:
    """``image`` smoothed by ``smooth`` at a short side of ``short`` pixels, edges at full size."""
    size = working_size(image.shape[1], image.shape[0], short)
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    return guided_upsample(small, smooth(small), image)
