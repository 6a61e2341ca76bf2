"""Draws a tile into pictures: stronger in lively ones, where it is neither seen nor dear."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from models.provenance.marker import Draw, Image
from models.provenance.patterns import TILE, Floats

SIDE = 320.0
"""Square root of the pixels of a picture whose pixels are the units of the mark."""

WEAKEST, ENERGY = 1.4, 2.45
"""Root mean square of what is added to a picture, in grey levels: at least, on plain ground, 45 dB,
and at most 40.3 dB. What an encoder spends on a mark are the bits that a plain picture did without,
and there a weak mark is read as well as a strong one is in a lively picture."""

LIVELIER = 0.12
"""How much each grey level of a picture's usual deviation (the median of local ones) adds to it."""

QUIET, LIVELY = 1.6, 0.04
"""Shares of places in that: of plain ground, and what each grey level of local deviation adds. A
mark is read best where there is little else; where it is lively, nobody sees it."""

STRONGEST = 6.0
_SMOOTH, _AROUND = 2.0, 7

_PATTERN, _GAIN = 40.0, 30.0
"""Steps of a pattern's standard deviation, and of a grey level of gain, that a byte counts."""

Grey = NDArray[np.uint8]


def unit(width: int, height: int) -> float:
    """Pixels per unit of the mark. A larger picture has a larger pattern, so that it looks the
    same, and lasts the same, at any size; a small one has no finer one, which none would survive.
    """
    return max(1.0, float(np.sqrt(width * height)) / SIDE)


def spread(tile: Floats, width: int, height: int) -> Floats:
    """The tile, float32 (128, 128), repeated over a picture: float32 (h, w)."""
    scale = unit(width, height)
    around = np.pad(tile, 2, mode="wrap")
    x = (np.arange(width, dtype=np.float32) / scale) % TILE + 2
    y = (np.arange(height, dtype=np.float32) / scale) % TILE + 2
    across, down = np.meshgrid(x, y)
    return np.asarray(cv2.remap(around, across, down, cv2.INTER_CUBIC), np.float32)


def drawer(tile: Floats, width: int, height: int) -> Draw:
    """The function that draws ``tile`` into pictures of one size.

    Everything at full size is done in bytes, which takes a third of the time that floats take.
    """
    pattern = spread(tile, width, height)
    lighter, darker = _bytes(pattern * _PATTERN), _bytes(-pattern * _PATTERN)
    scale = 2 * unit(width, height)
    small = max(1, round(width / scale)), max(1, round(height / scale))
    product = 1.0 / (_PATTERN * _GAIN)

    def draw(image: Image) -> Image:
        coarse = _bytes(_gain(image, small) * _GAIN)
        gain = np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_LINEAR))
        more = cv2.multiply(gain, lighter, scale=product)
        less = cv2.multiply(gain, darker, scale=product)
        brighter = cv2.add(image, cv2.merge([more, more, more]))
        return np.asarray(cv2.subtract(brighter, cv2.merge([less, less, less])), np.uint8)

    return draw


def _gain(image: Image, small: tuple[int, int]) -> Floats:
    """Grey levels for each standard deviation of the pattern, at a small size."""
    whole_grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    grey = _reduced(whole_grey, small).astype(np.float32)
    rough = grey - cv2.GaussianBlur(grey, (0, 0), _SMOOTH)
    deviation = np.sqrt(np.maximum(cv2.blur(rough * rough, (_AROUND, _AROUND)), 0.0))
    gain = np.minimum(QUIET + LIVELY * deviation, STRONGEST)
    energy = min(ENERGY, WEAKEST + LIVELIER * float(np.median(deviation)))
    return np.asarray(gain * (energy / float(np.sqrt(np.mean(gain * gain)))), np.float32)


def _reduced(grey: Grey, small: tuple[int, int]) -> Grey:
    """A smaller grey picture: halved while it can be, which is five times as quick as at once."""
    while grey.shape[1] >= 2 * small[0] and grey.shape[0] >= 2 * small[1]:
        half = grey.shape[1] // 2, grey.shape[0] // 2
        grey = np.asarray(cv2.resize(grey, half, interpolation=cv2.INTER_AREA), np.uint8)
    return np.asarray(cv2.resize(grey, small, interpolation=cv2.INTER_AREA), np.uint8)


def _bytes(values: Floats) -> Grey:
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)
