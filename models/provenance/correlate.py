"""How well a tile's patterns fit a spectrum, for a way the tile may lie in the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from models.provenance.patterns import STEP, TILE, Complex, Floats, Patterns, phase
from models.provenance.spectrum import Spectrum

COARSE = TILE // 2
"""Shifts tried along each side while searching: two units apart, half the finest wave."""

Matrix = NDArray[np.float64]
"""(2, 2): takes units of the mark to pixels. See :func:`pose`."""

_AT_ONCE = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A tile found: how it lies, where it begins (units), how clearly (standard deviations)."""

    matrix: Matrix
    offset: tuple[float, float]
    trace: float


def pose(across: float, down: float, turn: float = 0.0, mirrored: bool = False) -> Matrix:
    """Pixels per unit across and down, radians of turn, and whether it is flipped."""
    cos, sin = np.cos(turn), np.sin(turn)
    turned = np.array([[cos, -sin], [sin, cos]])
    return np.asarray(turned @ np.diag([-across if mirrored else across, down]))


def traces(found: Patterns, seen: Spectrum, matrices: Sequence[Matrix]) -> Floats:
    """How clearly the pattern of synchronisation stands out in each pose: float32 (n,)."""
    result = np.zeros(len(matrices), np.float32)
    for start in range(0, len(matrices), _AT_ONCE):
        part = matrices[start : start + _AT_ONCE]
        values = seen.at(np.stack([_waves(found, matrix) for matrix in part]))
        fit = _fit(found, values, found.sync, COARSE).reshape(len(part), -1)
        result[start : start + _AT_ONCE] = fit.max(axis=1) / (fit.std(axis=1) + 1e-9)
    return result


def locate(found: Patterns, seen: Spectrum, matrix: Matrix) -> Place:
    """Where the tile begins in a pose, to half a unit."""
    fit = _fit(found, seen.at(_waves(found, matrix)), found.sync, 2 * TILE)
    row, column = np.unravel_index(int(fit.argmax()), fit.shape)
    return Place(matrix, (float(column) / 2, float(row) / 2), float(fit.max() / (fit.std() + 1e-9)))


def likelihoods(found: Patterns, seen: Spectrum, place: Place) -> Floats:
    """What speaks for each value of each symbol, float32 (14, 1024), in standard deviations."""
    values = seen.at(_waves(found, place.matrix))
    values = values * np.conj(phase(found.waves, np.array([place.offset]))[0])
    fit = _fit(found, values, found.symbols, COARSE)
    fit = fit / (fit.std(axis=(1, 2), keepdims=True) + 1e-9)
    every = STEP * COARSE // TILE
    return np.asarray(fit[:, ::every, ::every].reshape(len(fit), -1), np.float32)


def refined(found: Patterns, seen: Spectrum, matrix: Matrix, step: float = 0.002) -> Matrix:
    """A pose near ``matrix`` at which the pattern stands out most: hill climbing in small steps."""
    best = float(traces(found, seen, [matrix])[0])
    while step > 0.0004:
        tries = [(np.eye(2) + sign * step * move) @ matrix for move in _MOVES for sign in (1, -1)]
        scores = traces(found, seen, tries)
        if scores.max() > best * 1.0005:
            best, matrix = float(scores.max()), tries[int(scores.argmax())]
        else:
            step /= 2
    return matrix


_MOVES = [
    np.array(move, np.float64)
    for move in ([[1, 0], [0, 1]], [[1, 0], [0, -1]], [[0, -1], [1, 0]], [[0, 1], [1, 0]])
]
"""Scale, squeeze, turn and shear."""


def _waves(found: Patterns, matrix: Matrix) -> NDArray[np.float64]:
    """Cycles per pixel of the tile's waves in a pose: (n, 2)."""
    return np.asarray((found.waves / TILE) @ np.linalg.inv(matrix))


def _fit(found: Patterns, values: Complex, pattern: Complex, side: int) -> Floats:
    """Correlation with ``pattern`` for shifts in steps of TILE / side: (..., side, side)."""
    product = values * np.conj(pattern) * found.weights
    spread = np.zeros((*product.shape[:-1], side, side), np.complex64)
    spread[..., found.waves[:, 1] % side, found.waves[:, 0] % side] = product
    return np.asarray(fft.ifft2(spread, axes=(-2, -1), overwrite_x=True).real, np.float32)
