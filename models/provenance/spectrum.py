"""The spectrum of a residual, evened out, and its values where a tile's waves would be."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from models.provenance.patterns import Complex, Floats

_NEIGHBOURS = 9
"""Values around each that say how strong the spectrum usually is there."""

_LOUDEST = 3.0
"""No value counts for more: a striped wall is not a mark."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """Values of magnitude about 1, complex64 (rows, columns), with zero frequency at [0, 0].

    Phases are those of a picture whose origin is its middle, so that they change slowly; ``size``
    is its width and height.
    """

    values: Complex
    size: tuple[int, int]

    def at(self, waves: NDArray[np.float64]) -> Complex:
        """Values at ``waves``, (..., 2) cycles per pixel across and down: complex64 (...)."""
        rows, columns = self.values.shape
        x, y = waves[..., 0] * columns, waves[..., 1] * rows
        left, upper = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        u, v = (x - left).astype(np.float32), (y - upper).astype(np.float32)
        x0, x1 = left % columns, (left + 1) % columns
        y0, y1 = upper % rows * columns, (upper + 1) % rows * columns
        flat = self.values.ravel()
        above = flat[y0 + x0] * (1 - u) + flat[y0 + x1] * u
        below = flat[y1 + x0] * (1 - u) + flat[y1 + x1] * u
        return np.asarray(above * (1 - v) + below * v, np.complex64)

    @property
    def power(self) -> Floats:
        """Squared magnitudes, float32 (rows, columns), with zero frequency in the middle."""
        squared = self.values.real**2 + self.values.imag**2
        return np.asarray(fft.fftshift(squared), np.float32)


def spectrum(residual: Floats) -> Spectrum:
    """The evened-out spectrum of a residual, float32 (h, w), at twice its own resolution."""
    height, width = residual.shape
    rows, columns = fft.next_fast_len(2 * height), fft.next_fast_len(2 * width)
    padded = np.zeros((rows, columns), np.float32)
    padded[:height, :width] = residual - residual.mean()
    padded = np.roll(padded, (-(height // 2), -(width // 2)), axis=(0, 1))
    values = fft.fft2(padded)
    power = (values.real**2 + values.imag**2).astype(np.float32)
    edge = _NEIGHBOURS
    usual = cv2.blur(np.pad(power, edge, mode="wrap"), (edge, edge))[edge:-edge, edge:-edge]
    even = values / np.sqrt(np.maximum(usual, 1e-3 * float(usual.mean()) + 1e-12))
    even *= np.minimum(1.0, _LOUDEST / np.maximum(np.abs(even), 1e-6))
    return Spectrum(even.astype(np.complex64), (width, height))
