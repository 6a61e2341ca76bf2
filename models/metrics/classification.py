"""How good classes and slots are: macro-F1, macro recall, a refusal curve, with intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Row = TypeVar("Row")


def f1_by_class(truth: Sequence[str], said: Sequence[str]) -> dict[str, float]:
    """F1 of each class that is in ``truth``; a class never predicted has 0."""
    scores = {}
    for name in sorted(set(truth)):
        hits = sum(t == s == name for t, s in zip(truth, said, strict=True))
        wrong = sum((t == name) != (s == name) for t, s in zip(truth, said, strict=True))
        scores[name] = 2 * hits / (2 * hits + wrong)
    return scores


def macro_f1(truth: Sequence[str], said: Sequence[str]) -> float:
    """Mean of :func:`f1_by_class`; NaN without a line."""
    scores = f1_by_class(truth, said)
    return float(np.mean(list(scores.values()))) if scores else float("nan")


def macro_recall(groups: Sequence[str], right: Sequence[bool]) -> float:
    """Mean over groups of the share that is right; NaN without a line."""
    shares = [
        np.mean([r for g, r in zip(groups, right, strict=True) if g == name])
        for name in sorted(set(groups))
    ]
    return float(np.mean(shares)) if shares else float("nan")


def slot_counts(
    truth: Mapping[str, Any], said: Mapping[str, Any], same: Callable[[str, Any, Any], bool]
) -> tuple[int, int, int]:
    """Return right, said and true slots of one line; a slot said with another value is wrong."""
    right = sum(name in said and same(name, value, said[name]) for name, value in truth.items())
    return right, len(said), len(truth)


def micro_f1(counts: Sequence[tuple[int, int, int]]) -> float:
    """F1 over all slots of all lines; NaN without a slot."""
    right, said, true = np.asarray(counts, dtype=float).reshape(-1, 3).sum(axis=0)
    return float(2 * right / (said + true)) if said + true else float("nan")


def interval(
    rows: Sequence[Row],
    measure: Callable[[Sequence[Row]], float],
    draws: int = 500,
    seed: int = 0,
    level: float = 0.95,
) -> tuple[float, float]:
    """Bootstrap interval (Efron 1979) of ``measure`` over ``rows``, percentiles."""
    rng = np.random.default_rng(seed)
    found = [
        measure([rows[i] for i in rng.integers(0, len(rows), len(rows))]) for _ in range(draws)
    ]
    told = [value for value in found if not np.isnan(value)] or [float("nan")]
    low, high = np.quantile(told, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def refusal_curve(scores: NDArray[np.floating], unsafe: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return (n, 3): threshold, share of safe refused, share of unsafe refused; by threshold.

    A line is refused when its score is at least the threshold; the first row refuses nothing.
    """
    thresholds = np.concatenate([[np.inf], np.unique(scores)[::-1]])
    refused = scores[None, :] >= thresholds[:, None]
    false = refused[:, ~unsafe].mean(axis=1)
    true = refused[:, unsafe].mean(axis=1)
    return np.stack([thresholds, false, true], axis=1).astype(np.float64)


def refused_at(curve: NDArray[np.float64], most_safe: float) -> float:
    """Largest share of unsafe refused while at most ``most_safe`` of the safe are."""
    return float(curve[curve[:, 1] <= most_safe + 1e-9, 2].max())


def area(curve: NDArray[np.float64]) -> float:
    """Area under the refusal curve: 0.5 is chance."""
    return float(np.trapezoid(curve[:, 2], curve[:, 1]))
