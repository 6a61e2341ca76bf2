"""Arithmetic in GF(1024), the field of the watermark's code: arrays of integers below 1024."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Symbols = NDArray[np.int64]

BITS = 10
SIZE = 1 << BITS
_POLYNOMIAL = 0b10000001001
"""x^10 + x^3 + 1, primitive over GF(2)."""


@cache
def _tables() -> tuple[Symbols, Symbols]:
    """Powers of the generator (twice over, so that sums of logarithms need no modulo), and logs."""
    power = np.zeros(2 * (SIZE - 1), np.int64)
    log = np.zeros(SIZE, np.int64)
    value = 1
    for exponent in range(SIZE - 1):
        power[exponent] = power[exponent + SIZE - 1] = value
        log[value] = exponent
        value <<= 1
        if value & SIZE:
            value ^= _POLYNOMIAL
    return power, log


def multiply(a: Symbols, b: Symbols) -> Symbols:
    """Products, element by element, with numpy's broadcasting."""
    power, log = _tables()
    product = power[log[a] + log[b]]
    return np.where((a == 0) | (b == 0), 0, product)


def inverse(a: Symbols) -> Symbols:
    """Multiplicative inverses; none of ``a`` may be 0."""
    power, log = _tables()
    return power[(SIZE - 1 - log[a]) % (SIZE - 1)]


def matmul(a: Symbols, b: Symbols) -> Symbols:
    """Matrix product, (n, k) by (k, m) -> (n, m)."""
    products = multiply(a[:, :, None], b[None, :, :])
    return np.asarray(np.bitwise_xor.reduce(products, axis=1), dtype=np.int64)


def interpolation(at: Symbols, to: Symbols) -> Symbols:
    """The matrix (len(to), len(at)) that takes a polynomial's values at ``at`` to those at ``to``.

    The polynomial has fewer than ``len(at)`` coefficients (Lagrange); ``at`` are distinct.
    """
    rows = np.ones((len(to), len(at)), np.int64)
    for j, x in enumerate(at):
        others = np.delete(at, j)
        over = np.ones((), np.int64)
        for other in others:
            over = np.asarray(multiply(over, x ^ other))
        column = np.full(len(to), inverse(over), np.int64)
        for other in others:
            column = multiply(column, to ^ other)
        rows[:, j] = column
    return rows
