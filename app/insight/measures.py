"""A rate and a mean, each with a 95 % interval in which every visitor is one voice.

Presses of one visitor are alike: a hundred of them tell less than one each of a hundred visitors.
The intervals therefore count not presses but the effective number of them, found from how much
visitors differ (a ratio estimator over clusters, Cochran 1977, eq. 2.46 ff.; the effective sample
size of Kish 1965). With nobody to count, values are ``None``: unknown is not zero.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.metrics.ranking import interval

Z = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``hits`` of ``n``, by so many visitors; ``value`` and interval from 0 to 1, or unknown."""

    hits: int
    n: int
    visitors: int
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """The mean over visitors of each one's own mean; the interval needs two of them."""

    n: int
    visitors: int
    value: float | None
    low: float | None
    high: float | None


def rate(hits: Sequence[int], of: Sequence[int]) -> Rate:
    """Return the rate of hits, (m,) a visitor, among so many chances, (m,)."""
    found, chances = np.asarray(hits, np.float64), np.asarray(of, np.float64)
    n, visitors = int(chances.sum()), int((chances > 0).sum())
    if not n:
        return Rate(hits=0, n=0, visitors=0, value=None, low=None, high=None)
    value = float(found.sum()) / n
    low, high = wilson(value, effective(found, chances))
    return Rate(hits=int(found.sum()), n=n, visitors=visitors, value=value, low=low, high=high)


def effective(hits: NDArray[np.float64], of: NDArray[np.float64]) -> float:
    """Return how many independent chances the chances of these visitors are worth.

    Never more than there are. Where all or none hit, visitors' likeness cannot be told, and
    each counts once.
    """
    kept = of > 0
    hits, of = hits[kept], of[kept]
    visitors, n = len(of), float(of.sum())
    p = float(hits.sum()) / n
    if visitors < 2 or p in (0.0, 1.0):
        return float(visitors)
    variance = visitors / (visitors - 1) * float(((hits - p * of) ** 2).sum()) / n**2
    return n if variance <= 0 else max(1.0, min(n, p * (1 - p) / variance))


def wilson(p: float, n: float) -> tuple[float, float]:
    """Return the 95 % interval of a proportion ``p`` of ``n`` (Wilson 1927)."""
    centre, spread = p + Z**2 / (2 * n), Z * math.sqrt(p * (1 - p) / n + Z**2 / (4 * n**2))
    below = 1 + Z**2 / n
    return max(0.0, (centre - spread) / below), min(1.0, (centre + spread) / below)


def mean(values: Sequence[float], n: int, *, at_least: float, at_most: float) -> Mean:
    """Return the mean of one value a visitor, (m,), that came of ``n`` observations.

    The interval is kept within what a value can be.
    """
    if not values:
        return Mean(n=0, visitors=0, value=None, low=None, high=None)
    value = sum(values) / len(values)
    if len(values) == 1:
        return Mean(n=n, visitors=1, value=value, low=None, high=None)
    low, high = interval(values)
    return Mean(
        n=n,
        visitors=len(values),
        value=value,
        low=max(at_least, low),
        high=min(at_most, high),
    )
