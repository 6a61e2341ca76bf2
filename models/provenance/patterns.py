"""The patterns of a key: noise of middle frequencies on a tile that repeats.

A pattern is given by its spectrum on the tile: random phases, magnitudes that fall with frequency.
So every shift of a pattern looks like noise to every other, and where a pattern stands can be seen
exactly.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import fft

from models.provenance.galois import BITS
from models.provenance.payload import COUNT

TILE = 128
"""Side of the tile, in units of the mark: pixels of a picture of ordinary size."""

LOWEST, HIGHEST = 7, 28
"""Periods per tile. What is lower is seen as clouds; what is higher a smaller picture loses."""

TILT = 1.2
"""Power of frequency with which magnitudes fall: the same energy in fewer, lower waves costs an
encoder fewer bits, and outlives scaling better."""

WEIGHT = 0.8
"""The same for what a wave counts in reading; less than its magnitude, for pictures themselves have
more of low waves. Marks drawn without a tilt are read as well."""

STEP = TILE >> BITS // 2
"""Units between the shifts that spell a symbol: 32 x 32 of them are 10 bits."""

SYNC = 0.35
"""Share of the energy that goes to the pattern that never moves, by which the others are found."""

Complex = NDArray[np.complex64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Patterns:
    """Spectra of one key.

    Attributes:
        waves: int64 (n, 2), periods per tile across and down; one of each pair of conjugates.
        sync: complex64 (n,), of magnitude 1.
        symbols: complex64 (14, n), likewise.
        weights: float32 (n,), what a wave counts in reading.
    """

    waves: NDArray[np.int64]
    sync: Complex
    symbols: Complex
    weights: Floats


@lru_cache(maxsize=32)
def patterns(key: bytes) -> Patterns:
    """The patterns that belong to ``key``; without it they cannot be told from noise."""
    across, down = np.meshgrid(np.arange(0, HIGHEST + 1), np.arange(-HIGHEST, HIGHEST + 1))
    radius = np.hypot(across, down)
    half = (across > 0) | (down > 0)
    inside = half & (radius >= LOWEST) & (radius <= HIGHEST)
    waves = np.stack([across[inside], down[inside]], axis=1).astype(np.int64)
    seed = hashlib.blake2b(b"watermark patterns 1", key=key[:64], digest_size=32).digest()
    phases = np.random.default_rng(list(seed)).uniform(0, 2 * np.pi, (COUNT + 1, len(waves)))
    spectra = np.exp(1j * phases).astype(np.complex64)
    weights = np.asarray(_frequencies(waves) ** -WEIGHT, np.float32)
    return Patterns(waves, spectra[0], spectra[1:], weights)


def tile(found: Patterns, symbols: NDArray[np.int64], offset: tuple[float, float]) -> Floats:
    """The tile that spells ``symbols``: float32 (128, 128), mean 0, variance 1.

    ``offset`` (units across and down) moves all of it: any will do for reading.
    """
    side = TILE // STEP
    shift = np.stack([symbols % side, symbols // side], axis=1) * STEP  # (14, 2)
    moved = found.symbols * phase(found.waves, shift.astype(np.float64))
    spectrum = np.sqrt(SYNC) * found.sync + np.sqrt((1 - SYNC) / COUNT) * moved.sum(axis=0)
    spectrum = spectrum * phase(found.waves, np.array([offset], np.float64))[0]
    spectrum = spectrum * _frequencies(found.waves) ** -TILT
    full = np.zeros((TILE, TILE), np.complex64)
    full[found.waves[:, 1] % TILE, found.waves[:, 0]] = spectrum
    full[-found.waves[:, 1] % TILE, -found.waves[:, 0] % TILE] = np.conj(spectrum)
    drawn = fft.ifft2(full).real
    return np.asarray((drawn - drawn.mean()) / drawn.std(), np.float32)


def phase(waves: NDArray[np.int64], shift: NDArray[np.float64]) -> Complex:
    """What a move by ``shift``, (m, 2) in units, does to the spectrum: complex64 (m, n)."""
    return np.asarray(np.exp(-2j * np.pi / TILE * (shift @ waves.T)), np.complex64)


def _frequencies(waves: NDArray[np.int64]) -> NDArray[np.float64]:
    """Beside the lowest: (n,), from 1 on."""
    return np.asarray(np.hypot(waves[:, 0], waves[:, 1]) / LOWEST, np.float64)
