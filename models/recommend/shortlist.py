"""The best few of a recommender's items for somebody, where scoring all of them takes too long.

Which way depends on how a model scores: a model of factors is looked through in half precision, the
graph filter by the rows of what was liked, any other by scoring everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.neighbours import Neighbours
from models.recommend.factors import Factors
from models.recommend.graph_filter import GraphFilter
from models.recommend.recommender import Recommender, Vector

MARGIN = 3
"""Times as many candidates as are asked for are scored exactly."""

BLOCK = 4096


class Best(NamedTuple):
    """Positions of items (k,) and their scores (k,), best first."""

    positions: NDArray[np.int64]
    scores: Vector


class Shortlist(Protocol):
    """See :class:`Everything` for the plain way."""

    def best(self, liked: Sequence[int], weights: Sequence[float], k: int) -> Best:
        """Return up to ``k`` items for somebody who liked the items at ``liked``, as much as
        ``weights`` say (negative for a dislike), without these, best first.
        """
        ...


def shortlist(model: Recommender) -> Shortlist:
    """Return the way that suits a model; its list is that of :class:`Everything`."""
    match model:
        case GraphFilter():
            return Rows(model)
        case Factors():
            return Nearest(model)
        case _:
            return Everything(model)


class Everything:
    """Scores all items."""

    def __init__(self, model: Recommender) -> None:
        self._model = model

    def best(self, liked: Sequence[int], weights: Sequence[float], k: int) -> Best:
        """See the protocol."""
        scores = np.array(self._model.fold_in(liked, weights))
        scores[list(liked)] = -np.inf
        return _top(np.arange(len(scores)), scores, min(k, len(scores) - len({*liked})))


class Rows:
    """Adds up what was liked of a graph filter: what it does not reach is never looked at."""

    def __init__(self, model: GraphFilter) -> None:
        self._model = model

    def best(self, liked: Sequence[int], weights: Sequence[float], k: int) -> Best:
        """See the protocol."""
        if not len(liked):
            return Everything(self._model).best(liked, weights, k)
        share = sparse.csr_array(np.asarray(weights, np.float32)[None])
        reached = sparse.csr_array(share @ self._model.spread[list(liked)])
        new = ~np.isin(reached.indices, list(liked))
        return _top(reached.indices[new], reached.data[new], k)


class Nearest:
    """Looks through factors in half precision, and scores the best of them exactly.

    An index that skips some finds fewer: with a million items, of which many are long vectors, one
    of lists found 86 % of the true hundred best, a graph of neighbours 79 %.
    """

    def __init__(self, model: Factors) -> None:
        self._model = model
        self._halves = Neighbours(model.items.shape[1], whole=True)
        longest = max(float(np.linalg.norm(model.items, axis=1).max(initial=0)), 1e-9)
        for start in range(0, len(model.items), BLOCK):
            rows = model.items[start : start + BLOCK] / longest  # within what halves keep well
            self._halves.add(np.arange(start, start + len(rows)), rows)

    def best(self, liked: Sequence[int], weights: Sequence[float], k: int) -> Best:
        """See the protocol."""
        vector = self._model.visitor(liked, weights)
        length = float(np.linalg.norm(vector))
        if length == 0:
            return Everything(self._model).best(liked, weights, k)
        positions, _ = self._halves.search(vector / length, MARGIN * k + len(liked))
        positions = positions[~np.isin(positions, list(liked))]
        return _top(positions, self._model.items[positions] @ vector, k)


def _top(positions: NDArray[np.integer], scores: Vector, k: int) -> Best:
    k = min(k, len(scores))
    if k <= 0:
        return Best(np.zeros(0, np.int64), np.zeros(0, np.float32))
    top = np.argpartition(-scores, k - 1)[:k]
    top = top[np.lexsort((positions[top], -scores[top]))]
    return Best(np.asarray(positions[top], np.int64), np.asarray(scores[top], np.float32))
