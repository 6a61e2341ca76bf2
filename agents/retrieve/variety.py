"""Which of the good ones are shown together: apart from each other, and now and then a new thing.

Maximal marginal relevance (Carbonell and Goldstein 1998) keeps near-duplicates apart. Exploration
is bounded: at most every fourth place of a list that was left to us, none for those who want more
of the same, and the card says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.domain import Item

DIVERSITY = 0.25
"""Weight of being unlike what is chosen already, at a breadth of one half."""

EVERY = 4
"""Of so many places one may go to something new, at a breadth of one half; of half, at one."""

Vectors = Mapping[str, NDArray[np.float32]]


def diversity(breadth: float) -> float:
    """Weight of difference for a visitor's breadth (0 to 1)."""
    return 2 * DIVERSITY * breadth


def considered(k: int) -> int:
    """Of how many good ones ``k`` are chosen."""
    return max(4 * k, 20)


def diverse(
    items: Sequence[Item],
    scores: Mapping[str, float],
    k: int,
    vectors: Vectors,
    weight: float = DIVERSITY,
) -> list[Item]:
    """Return ``k`` of ``items`` (best first), each good and unlike those before it."""
    # What less is wanted of has scores below nothing.
    top = max((abs(scores[item.id]) for item in items), default=1.0) or 1.0
    left = (1 - weight) * np.array([scores[item.id] for item in items]) / top
    alike, known = _alike(items, vectors)
    near = np.full(len(items), -np.inf)
    chosen: list[Item] = []
    for _ in range(min(k, len(items))):
        best = int(np.argmax(left - weight * np.where(np.isfinite(near), near, 0.0)))
        chosen.append(items[best])
        left[best] = -np.inf
        if known[best]:
            near = np.where(known, np.maximum(near, alike[best]), near)
    return chosen


def _alike(
    items: Sequence[Item], vectors: Vectors
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Cosines (n, n) of all pairs, and which of the items (n,) have a vector at all."""
    known = np.array([item.id in vectors for item in items], bool)
    rows = [vectors[item.id] for item in items if item.id in vectors]
    if not rows:
        return np.zeros((len(items), len(items)), np.float32), known
    matrix = np.zeros((len(items), len(rows[0])), np.float32)
    matrix[known] = np.stack(rows)
    return matrix @ matrix.T, known


def places(k: int, breadth: float) -> int:
    """How many of ``k`` places may go to something new: none at a breadth of 0, half at 1."""
    return int(k * breadth / (EVERY / 2))


def furthest(
    ids: Sequence[str], known: Sequence[NDArray[np.float32]], vectors: Vectors
) -> list[str]:
    """Return those of ``ids`` that have a vector, least like all ``known`` ones first."""
    there = [item_id for item_id in ids if item_id in vectors]
    if not known or not there:
        return []
    away = np.stack([vectors[item_id] for item_id in there]) @ np.stack(known).T
    return [there[place] for place in np.argsort(away.max(axis=1), kind="stable")]
