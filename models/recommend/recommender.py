"""What every trained recommender can do. See ``tests/models/recommend/test_contract.py``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

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
