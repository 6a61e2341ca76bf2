"""What every trained recommender can do. See ``tests/models/recommend/test_contract.py``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Vector = NDArray[np.float32]


class Recommender(Protocol):
    """A model that was fitted to a matrix of users and items, by position."""

    @property
    def name(self) -> str:
        """What it is called in tables and files."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a visitor's vector, *User_Emb*."""
        ...

    def scores(self, users: NDArray[np.int64]) -> Vector:
        """Score every item for users (n,) of the training matrix: float32 (n, items)."""
        ...

    def fold_in(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """Score every item for somebody who was not there in training: float32 (items,).

        ``liked`` are positions of items and ``weights`` how much each counts (negative for a
        dislike). Nothing is trained. Somebody who liked nothing gets what most people like.
        """
        ...

    def visitor(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """*User_Emb* of somebody who was not there in training: float32 (d,); zero: no likes."""
        ...

    def save(self, file: Path) -> None:
        """Write it as safetensors, whole or not at all."""
        ...


def weighted_sum(
    rows: Vector | sparse.csr_array, liked: Sequence[int], weights: Sequence[float] | None
) -> Vector:
    """The rows (items, d) of what is ``liked``, each times its weight (1 where none are given)."""
    share: Any = np.ones(len(liked)) if weights is None else np.asarray(weights)
    return np.asarray(share.astype(np.float32) @ rows[list(liked)], dtype=np.float32)


def weighted_mean(
    rows: Vector | sparse.csr_array, liked: Sequence[int], weights: Sequence[float] | None
) -> Vector:
    """:func:`weighted_sum` by the sum of the weights' sizes: (d,), zero where nothing is liked."""
    size = len(liked) if weights is None else float(np.abs(np.asarray(weights)).sum())
    return weighted_sum(rows, liked, weights) / np.float32(max(size, 1e-9))
