"""A corpus laid out in the plane, so that what is alike lies close together.

The nearest neighbours of each item are linked; links pull, random pairs push, with the forces of
UMAP (McInnes et al. 2018, "UMAP: Uniform Manifold Approximation and Projection", section 3.2) from
the principal components on (Kobak and Linderman 2021: a layout that starts there keeps the large
shapes). At the end the axes are evened out, so that no part of the plane stays empty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NEIGHBOURS = 12
ROUNDS = 240
PUSHES, PUSH = 4, 3.0
"""Random pairs that push, for each item and round, and how hard beside one pull."""

SPREAD = 10.0
"""Width of the plane while forces act; links rest at a length of about one."""

STEP = 0.5
LONGEST = 4.0
"""How far one force may move an item in one round."""

EVEN = 0.6
"""Share of rank, against distance, in the final places: at 1 every row is equally full."""

BLOCK = 1024

Vectors = NDArray[np.floating]
Places = NDArray[np.float64]


class _Links(NamedTuple):
    """Pairs that pull, by position: (m,) each."""

    of: NDArray[np.int64]
    to: NDArray[np.int64]


def layout(vectors: Vectors, start: Places | None = None, seed: int = 0) -> Places:
    """Return places (n, 2) in [0, 1] for vectors (n, d) compared by cosine.

    ``start`` (n, 2) are earlier places: what lay somewhere stays about there. The same input gives
    the same places. Time and memory grow with n²: lay out some thousands, and :func:`place` more.
    Raises ValueError for vectors that are not finite.
    """
    unit = _unit(vectors)
    n = len(unit)
    if n < 3:
        return np.stack([np.linspace(0, 1, n + 2)[1:-1], np.full(n, 0.5)], axis=1)
    near, _ = nearest(unit, unit, min(NEIGHBOURS, n - 1), own=True)
    links = _Links(np.repeat(np.arange(n), near.shape[1]), near.ravel())
    begin = _components(unit) if start is None else np.asarray(start, dtype=np.float64)
    return _even(_settle(SPREAD * begin, links, np.random.default_rng(seed)))


def place(vectors: Vectors, known: Vectors, places: Places, k: int = 3) -> Places:
    """Return places (m, 2) for vectors (m, d) among ``known`` (n, d), which lie at ``places``.

    Each goes to the mean of its ``k`` nearest, the nearer the more.
    """
    if not len(vectors):
        return np.zeros((0, 2))
    near, cosine = nearest(_unit(vectors), _unit(known), min(k, len(known)))
    weights = np.exp(8.0 * (cosine - cosine.max(axis=1, keepdims=True)))
    weights /= weights.sum(axis=1, keepdims=True)
    placed: Places = np.einsum("mk,mkd->md", weights, np.asarray(places)[near])
    return placed


def nearest(
    queries: Vectors, vectors: Vectors, k: int, own: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return positions and cosines (m, k) of the nearest of unit ``vectors`` (n, d), best first.

    ``own`` says that both are the same, and nobody is a neighbour of itself.
    """
    found, cosines = [], []
    for begin in range(0, len(queries), BLOCK):
        scores = queries[begin : begin + BLOCK] @ vectors.T
        rows = np.arange(len(scores))
        if own:
            scores[rows, rows + begin] = -np.inf
        best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        taken = np.take_along_axis(scores, best, axis=1)
        order = np.argsort(-taken, axis=1, kind="stable")
        found.append(np.take_along_axis(best, order, axis=1))
        cosines.append(np.take_along_axis(taken, order, axis=1))
    return np.concatenate(found), np.concatenate(cosines).astype(np.float64)


def components(vectors: Vectors) -> Places:
    """Return the first two principal components (n, 2), scaled into [0, 1]: the plain layout."""
    return _components(_unit(vectors))


def _components(unit: Vectors) -> Places:
    centred = unit - unit.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    top = axes[:, -2:][:, ::-1]
    # An axis has no sign of its own; without one the same corpus could come out mirrored.
    strongest = np.abs(top).argmax(axis=0)
    flat: Places = (centred @ (top * np.sign(top[strongest, [0, 1]]))).astype(np.float64)
    return _scaled(flat)


def _settle(places: Places, links: _Links, rng: np.random.Generator) -> Places:
    n = len(places)
    # Two that are the same would never part.
    places = places + rng.normal(0.0, 1e-3, places.shape)
    strength = 1.0 / len(links.to) * n  # all links of an item together pull once
    for number in range(ROUNDS):
        rate = STEP * (1.0 - number / ROUNDS)
        gap = places[links.of] - places[links.to]
        square = (gap**2).sum(axis=1, keepdims=True)
        pull = np.clip(-2.0 / (1.0 + square) * gap * strength, -LONGEST, LONGEST)
        move = _summed(links.of, pull, n) - _summed(links.to, pull, n)
        others = rng.integers(0, n, (PUSHES, n))
        away = places[None] - places[others]
        square = (away**2).sum(axis=2, keepdims=True)
        push = 2.0 / ((0.01 + square) * (1.0 + square)) * away
        move += np.clip(push, -LONGEST, LONGEST).sum(axis=0) * PUSH
        places = places + rate * np.clip(move, -LONGEST, LONGEST)
    return places


def _summed(at: NDArray[np.int64], values: Places, n: int) -> Places:
    total: Places = np.stack([np.bincount(at, values[:, i], n) for i in (0, 1)], axis=1)
    return total


def _even(places: Places) -> Places:
    ranks = places.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    spread = ranks / max(len(places) - 1, 1)
    # The few that lie far out would press all others together.
    low, high = np.quantile(places, [0.02, 0.98], axis=0)
    inside = (np.clip(places, low, high) - low) / np.maximum(high - low, 1e-9)
    even: Places = EVEN * spread + (1.0 - EVEN) * inside
    return even


def _scaled(places: Places) -> Places:
    low, high = places.min(axis=0), places.max(axis=0)
    scaled: Places = (places - low) / np.maximum(high - low, 1e-9)
    return scaled


def _unit(vectors: Vectors) -> NDArray[np.float64]:
    rows = np.asarray(vectors, dtype=np.float64)
    if not np.isfinite(rows).all():
        raise ValueError("expected finite vectors; leave out the items whose vector is not known")
    return np.asarray(
        rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-12), np.float64
    )
