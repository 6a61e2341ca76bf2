"""A low-pass filter on the graph of items: closed form, trained in seconds, exact for newcomers.

Items that share users are neighbours: ``P = D^-1/2 R^T U^-1 R D^-1/2`` with R the binary
interactions, U and D the numbers of interactions of users and items; so are the nearest by each
modality's features, ``C``, a frozen item graph as FREEDOM has it (Zhou and Shen 2023). A step goes
over both, ``S = (1 - c) P + c C``. A user's likes are spread over ``w1 S + w2 S^2 + w3 S^3``, and
the result is scaled back by ``D^1/2``: the polynomial form of the filters that graph convolutions
turn out to be (GF-CF, Shen et al. 2021; "How powerful is graph convolution for recommendation?").

What a user likes is only ever multiplied by one matrix of items, so somebody who came after
training is scored exactly as if they had been there, but for their own small share in the graph.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.metrics.ranking import best
from models.recommend.factors import read, write
from models.recommend.features import checked_features
from models.recommend.interactions import Interactions
from models.recommend.recommender import Vector, weighted_mean, weighted_sum

BLOCK = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the filter does.

    Attributes:
        steps: weight of one, two and three steps. The farther ones count more: most users like
            one to three items, whose near neighbours are few. Chosen on validation of the TikTok
            split, as was the share of content.
        content: share of a step that goes over content rather than over people.
        neighbours: how many of an item's nearest by content count.
        kept: entries kept of each item's row; bounds memory at ``8 * kept`` bytes an item.
        dimensions: length of *User_Emb*.
    """

    steps: tuple[float, ...] = (0.3, 1.0, 3.0)
    content: float = 0.15
    neighbours: int = 10
    kept: int = 1000
    dimensions: int = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFilter:
    """See :class:`models.recommend.recommender.Recommender`.

    ``spread`` (items, items) is what liking the row's item adds to the column's score;
    ``basis`` (items, d) spans the smooth signals on the graph.
    """

    spread: sparse.csr_array
    basis: Vector
    known: sparse.csr_array
    popularity: Vector
    name: str = "graph filter"

    @property
    def dimensions(self) -> int:
        """See the protocol."""
        return int(self.basis.shape[1])

    def scores(self, users: NDArray[np.int64]) -> Vector:
        """See the protocol."""
        found = (self.known[users] @ self.spread).toarray()
        nobody = np.diff(self.known.indptr)[users] == 0
        found[nobody] = self.popularity
        return np.asarray(found, dtype=np.float32)

    def fold_in(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """See the protocol."""
        if not len(liked):
            return self.popularity
        return weighted_sum(self.spread, liked, weights)

    def visitor(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """See the protocol."""
        return weighted_mean(self.basis, liked, weights)

    def save(self, file: Path) -> None:
        """See the protocol."""
        arrays: dict[str, NDArray[Any]] = {"basis": self.basis, "popularity": self.popularity}
        for part in ("spread", "known"):
            matrix = getattr(self, part)
            arrays[f"{part}.data"] = matrix.data.astype(np.float32)
            arrays[f"{part}.columns"] = matrix.indices.astype(np.int32)
            arrays[f"{part}.rows"] = matrix.indptr.astype(np.int64)
            arrays[f"{part}.shape"] = np.array(matrix.shape, np.int64)
        write(file, self.name, arrays)

    @classmethod
    def load(cls, file: Path) -> GraphFilter:
        """Read what :meth:`save` wrote; raises Unavailable where it is not that."""
        return cls.of(*read(file))

    @classmethod
    def of(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> GraphFilter:
        """Put together what :func:`models.recommend.factors.read` found."""

        def matrix(part: str) -> sparse.csr_array:
            return sparse.csr_array(
                tuple(arrays[f"{part}.{side}"] for side in ("data", "columns", "rows")),
                shape=tuple(int(side) for side in arrays[f"{part}.shape"]),
            )

        return cls(
            spread=matrix("spread"),
            basis=np.asarray(arrays["basis"], np.float32),
            known=matrix("known"),
            popularity=np.asarray(arrays["popularity"], np.float32),
            name=name,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """The filter before it is formed: likes are taken over the graph when somebody asks.

    Scores are those of what :func:`fit` makes of it, but for the entries that it drops. It is the
    cheaper way where few people ask once; whoever asks often is better served by :func:`fit`.
    ``half`` (users, items) and its transpose ``back`` make a step over people, ``content`` (items,
    items), which may be absent, one over what looks alike; ``root`` (items,) scales back.
    """

    half: sparse.csr_array
    back: sparse.csr_array
    content: sparse.csr_array | None
    root: Vector
    plan: Plan
    known: sparse.csr_array

    @classmethod
    def of(
        cls,
        matrix: sparse.csr_array,
        features: Mapping[str, NDArray[Any]] | None = None,
        plan: Plan | None = None,
    ) -> Steps:
        """Take the graph of the likes in ``matrix`` (users, items), and of ``features``."""
        plan = plan or Plan()
        graphs = [_content(name, f, plan.neighbours) for name, f in (features or {}).items()]
        content = (
            sum(graphs[1:], start=graphs[0]) / len(graphs) if graphs and plan.content else None
        )
        return cls._of(matrix, content, plan)

    @classmethod
    def _of(cls, matrix: sparse.csr_array, content: sparse.csr_array | None, plan: Plan) -> Steps:
        count = np.bincount(matrix.indices, minlength=matrix.shape[1])
        root = np.sqrt(np.maximum(count, 1)).astype(np.float32)
        half = _half(matrix, root)
        back = sparse.csr_array(half.T)
        return cls(half=half, back=back, content=content, root=root, plan=plan, known=matrix)

    def on(self, matrix: sparse.csr_array) -> Steps:
        """The same over other likes (users, items) of these items."""
        return self._of(matrix, self.content, self.plan)

    def over(self, likes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Take likes (items, n) over the steps and scale back: scores (items, n)."""
        # The graph of items is never built: by way of the users a step is two thin products.
        reached, total = likes, np.zeros_like(likes)
        for weight in self.plan.steps:
            people = self.back @ (self.half @ reached)
            if self.content is None:
                reached = people
            else:
                share = self.plan.content
                reached = (1 - share) * people + share * (self.content @ reached)
            total += weight * reached
        return np.asarray(total * self.root[:, None], np.float32)

    def scores(self, users: NDArray[np.int64]) -> Vector:
        """Score every item for users (n,) of the matrix: float32 (n, items)."""
        return np.ascontiguousarray(self.over(self.known[users].T.toarray()).T)


def fit(
    data: Interactions, features: Mapping[str, NDArray[Any]] | None = None, plan: Plan | None = None
) -> GraphFilter:
    """Build the filter. ``features`` (items, d) by modality may be absent: people alone count."""
    plan = plan or Plan()
    steps = Steps.of(data.matrix, features, plan)
    blocks = []
    for first in range(0, data.shape[1], BLOCK):
        likes = np.eye(data.shape[1], min(BLOCK, data.shape[1] - first), -first, np.float32)
        blocks.append(_largest(np.ascontiguousarray(steps.over(likes).T), plan.kept))
    return GraphFilter(
        spread=sparse.csr_array(sparse.vstack(blocks, format="csr")),
        basis=_basis(steps.half, plan.dimensions),
        known=data.matrix,
        popularity=data.popularity,
    )


def _half(matrix: sparse.csr_array, root: Vector) -> sparse.csr_array:
    """``U^-1/2 R D^-1/2``, whose square is the graph of items."""
    users = np.maximum(np.diff(matrix.indptr), 1).astype(np.float32)
    left, right = sparse.diags_array(users**-0.5), sparse.diags_array(1 / root)
    return sparse.csr_array(left @ matrix @ right, dtype=np.float32)


def _content(name: str, features: NDArray[Any], neighbours: int) -> sparse.csr_array:
    """Symmetrically normalised graph of the nearest by cosine: float32 (items, items)."""
    vectors = checked_features(name, features, len(features))
    count = min(neighbours, len(vectors) - 1)
    rows, columns, values = [], [], []
    for first in range(0, len(vectors), BLOCK):
        near = vectors[first : first + BLOCK] @ vectors.T
        own = np.arange(len(near))
        near[own, own + first] = -1
        top = best(near, count)
        rows.append(np.repeat(own + first, count))
        columns.append(top.ravel())
        values.append(np.maximum(np.take_along_axis(near, top, axis=1), 0).ravel())
    graph = sparse.csr_array(
        (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))),
        shape=(len(vectors), len(vectors)),
        dtype=np.float32,
    )
    graph = (graph + graph.T) / 2
    scale = sparse.diags_array(np.maximum(np.asarray(graph.sum(axis=1)), 1e-9) ** -0.5)
    return sparse.csr_array(scale @ graph @ scale, dtype=np.float32)


def _largest(rows: NDArray[np.float32], kept: int) -> sparse.csr_array:
    if kept < rows.shape[1]:
        floor = -np.partition(-rows, kept, axis=1)[:, kept : kept + 1]
        rows = np.where(rows > floor, rows, 0)
    return sparse.csr_array(rows)


def _basis(half: sparse.csr_array, dimensions: int) -> Vector:
    """The smoothest directions of the item graph, the constant one left out: (items, d)."""
    from scipy.sparse.linalg import svds

    count = min(dimensions + 1, min(half.shape) - 1)
    basis = np.zeros((half.shape[1], dimensions), np.float32)
    if count < 2 or not half.nnz:
        return basis
    _, strength, directions = svds(half, k=count, rng=np.random.default_rng(7))
    order = np.argsort(-strength)[1:]
    basis[:, : len(order)] = (directions[order] * strength[order, None]).T
    return basis
