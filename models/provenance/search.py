"""Where to look for a tile: how a marked picture may have been scaled, squeezed, turned, flipped.

From quick to thorough: the pose of a picture that was not cropped, which its size tells; all
scales, for one that was; the corners, where a picture in a picture fills one; and for one that was
also squeezed or turned, the poses at which the spectrum's power stands on a grid, whatever the mark
says.
"""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np

from models.provenance import embed
from models.provenance.correlate import Matrix, pose, traces
from models.provenance.patterns import TILE, Floats, Patterns
from models.provenance.spectrum import Spectrum

_SMALLEST, _LARGEST, _STEP = 0.32, 3.4, 0.004
"""Scales beside the natural one: a picture in a picture, a small part of a small picture."""

_GRID_STEP = 0.006
_GRID_WAVES = 22
_TURNS = np.radians(np.arange(-3.5, 3.51, 0.35))
_SQUEEZE = 1.45
"""A squeeze beyond this is no longer looked for."""


def natural(seen: Spectrum) -> float:
    """Pixels per unit in a picture of this size that was not cropped."""
    width, height = seen.size
    return float(np.sqrt(width * height)) / embed.SIDE


def uncropped(seen: Spectrum) -> list[Matrix]:
    """The pose of a picture that was not cropped, and its mirror image."""
    scale = natural(seen)
    return [pose(scale, scale), pose(scale, scale, mirrored=True)]


def corners(residual: Floats) -> list[Floats]:
    """The four quarters of a residual, float32 (h, w): of a picture in a picture half as wide, one
    holds little else, where the whole holds three times as much that is not the mark's.
    """
    rows, columns = residual.shape[0] // 2, residual.shape[1] // 2
    return [half[:, part] for half in (residual[:rows], residual[-rows:])
            for part in (slice(None, columns), slice(-columns, None))]  # fmt: skip


def scaled(found: Patterns, seen: Spectrum, count: int = 16) -> list[Matrix]:
    """The poses without squeeze and turn in which the pattern stands out most, best first."""
    steps = int(np.log(_LARGEST / _SMALLEST) / np.log(1 + _STEP))
    scales = natural(seen) * _SMALLEST * (1 + _STEP) ** np.arange(steps)
    tries = [pose(scale, scale, mirrored=flip) for flip in (False, True) for scale in scales]
    scores = traces(found, seen, tries)
    return [tries[place] for place in np.argsort(-scores)[:count]]


def squeezed(found: Patterns, seen: Spectrum, count: int = 12) -> list[Matrix]:
    """Poses with squeeze and turn, best first.

    The power at a tile's waves is raised in the right pose. Summed over a square of waves it is
    two products of matrices for all squeezes at once; turns are tried one by one.
    """
    steps = int(np.log(_LARGEST / _SMALLEST) / np.log(1 + _GRID_STEP))
    scales = natural(seen) * _SMALLEST * (1 + _GRID_STEP) ** np.arange(steps)
    power = seen.power
    rows, columns = power.shape
    across, down = _comb(tuple(scales), columns), _comb(tuple(scales), rows)
    ratio = np.abs(np.log(scales[:, None] / scales[None, :])) <= np.log(_SQUEEZE)
    candidates: list[tuple[float, Matrix]] = []
    for turn in _TURNS:
        sums = across @ _turned(power, float(turn)).T @ down.T  # (across, down)
        sums = np.where(ratio, (sums - sums[ratio].mean()) / sums[ratio].std(), -np.inf)
        for _ in range(count):
            i, j = np.unravel_index(int(sums.argmax()), sums.shape)
            candidates.append((float(sums[i, j]), pose(scales[i], scales[j], float(turn))))
            sums[max(0, i - 2) : i + 3, max(0, j - 2) : j + 3] = -np.inf
    candidates.sort(key=lambda one: -one[0])
    likely = [matrix for _, matrix in candidates[: 4 * count]]
    likely += [matrix @ np.diag([-1.0, 1.0]) for matrix in likely]
    scores = traces(found, seen, likely)
    return [likely[place] for place in np.argsort(-scores)[:count]]


@lru_cache(maxsize=8)
def _comb(scales: tuple[float, ...], length: int) -> Floats:
    """The matrix (scales, length) that sums a centred spectrum at the waves of each scale."""
    rows = np.arange(len(scales))
    matrix = np.zeros((len(scales), length), np.float32)
    for wave in range(-_GRID_WAVES, _GRID_WAVES + 1):
        at = length // 2 + wave / TILE / np.array(scales) * length
        left = np.floor(at).astype(np.int64)
        share = at - left
        for place, weight in ((left, 1 - share), (left + 1, share)):
            inside = (place >= 0) & (place < length)
            matrix[rows[inside], place[inside]] += weight[inside]
    return matrix


def _turned(power: Floats, turn: float) -> Floats:
    """A centred spectrum as it would be, had the picture not been turned by ``turn`` radians."""
    if abs(turn) < 1e-6:
        return power
    rows, columns = power.shape
    # Frequencies are in cycles per pixel: a turn of them is a sheared turn of the array.
    cos, sin = np.cos(turn), np.sin(turn)
    middle = np.array([columns // 2, rows // 2], np.float64)
    linear = np.array([[cos, -sin * columns / rows], [sin * rows / columns, cos]])
    shift = middle - linear @ middle
    matrix = np.hstack([linear, shift[:, None]])
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(cv2.warpAffine(power, matrix, (columns, rows), flags=flags), np.float32)
