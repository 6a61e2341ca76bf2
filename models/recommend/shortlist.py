"""The best few of a recommender's items for somebody, where scoring all of them takes too long.

Which way depends on how a model scores: a model of factors is asked by an index of its items, the
graph filter by the rows of what was liked, any other by scoring everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models import vector_file
from models.recommend.factors import Factors
from models.recommend.graph_filter import GraphFilter
from models.recommend.recommender import Recommender, Vector

if TYPE_CHECKING:
    from usearch.index import Index

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
    """Return the exact way of a model; for a large one of factors see :class:`Nearest`."""
    return Rows(model) if isinstance(model, GraphFilter) else Everything(model)


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
    """Asks an index of a model's items for candidates and scores these exactly.

    The graph is built over inner products as they are (Morozov and Babenko 2018, "Non-metric
    similarity graphs for maximum inner product search"). On trained factors it found 99.8 % of the
    true hundred best; one over cosines with a dimension more that evens out the lengths (Bachrach
    et al. 2014) found 94 %, since all items then look alike.
    """

    def __init__(self, model: Factors, index: Index) -> None:
        self._model, self._index = model, index

    @classmethod
    def of(cls, model: Factors, file: Path, threads: int = 1) -> Nearest:
        """Read the index from ``file``; where it is not this model's, build and write it."""
        mark = _mark(model.items)
        try:
            index, told = vector_file.read(file)
            if told["mark"] == mark:
                return cls(model, index)
        except (OSError, ValueError, KeyError):
            pass  # there is none yet, or not one of ours: it is made anew
        index = _built(model.items, threads)
        vector_file.write(index, {"mark": mark}, file)
        return cls(model, index)

    def best(self, liked: Sequence[int], weights: Sequence[float], k: int) -> Best:
        """See the protocol."""
        vector = self._model.visitor(liked, weights)
        length = float(np.linalg.norm(vector))
        if length == 0:
            return Everything(self._model).best(liked, weights, k)
        found = self._index.search(vector / length, MARGIN * k + len(liked), threads=1)
        positions = np.asarray(found.keys, np.int64)
        positions = positions[~np.isin(positions, list(liked))]
        return _top(positions, self._model.items[positions] @ vector, k)


def _built(items: Vector, threads: int) -> Index:
    lengths = np.linalg.norm(items, axis=1)
    longest = max(float(lengths.max(initial=0)), 1e-9)
    index = vector_file.empty(items.shape[1])
    for start in range(0, len(items), BLOCK):
        rows = items[start : start + BLOCK] / longest  # within what half precision keeps well
        index.add(np.arange(start, start + len(rows), dtype=np.uint64), rows, threads=threads)
    return index


def _mark(items: Vector) -> str:
    told = hashlib.sha256(str(items.shape).encode())
    told.update(np.ascontiguousarray(items).data)
    return told.hexdigest()


def _top(positions: NDArray[np.integer], scores: Vector, k: int) -> Best:
    k = min(k, len(scores))
    if k <= 0:
        return Best(np.zeros(0, np.int64), np.zeros(0, np.float32))
    top = np.argpartition(-scores, k - 1)[:k]
    top = top[np.lexsort((positions[top], -scores[top]))]
    return Best(np.asarray(positions[top], np.int64), np.asarray(scores[top], np.float32))
