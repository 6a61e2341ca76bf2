"""Who liked what: a binary matrix of users and items with the names of its rows and columns.

Read from files by :mod:`models.recommend.tables` and :mod:`models.recommend.splits`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """A binary matrix with the names of its rows and columns.

    ``matrix`` is float32 (users, items), 1 where a user liked an item. ``times`` (seconds since
    1970) goes with ``matrix.data``, or is ``None`` where nobody wrote it down. Users without a
    like are rows like any other: they are told what most people like, and train nothing.
    """

    users: NDArray[Any]
    items: NDArray[Any]
    matrix: sparse.csr_array
    times: NDArray[np.float64] | None = None

    @classmethod
    def of(
        cls,
        users: NDArray[Any],
        items: NDArray[Any],
        rows: NDArray[Any],
        columns: NDArray[Any],
        times: NDArray[Any] | None = None,
    ) -> Interactions:
        """Put likes (n,), by position, in order; a pair that stands twice counts once, the last."""
        pair = np.asarray(rows, np.int64) * max(len(items), 1) + np.asarray(columns, np.int64)
        # The last of each pair is the first when read from the end.
        pair, last = np.unique(pair[::-1], return_index=True)
        row, column = np.divmod(pair, max(len(items), 1))
        starts = np.searchsorted(row, np.arange(len(users) + 1))
        matrix = sparse.csr_array(
            (np.ones(len(pair), np.float32), column.astype(np.int32), starts.astype(np.int32)),
            shape=(len(users), len(items)),
        )
        at = None if times is None else np.asarray(times, np.float64)[::-1][last]
        return cls(users=users, items=items, matrix=matrix, times=at)

    @property
    def shape(self) -> tuple[int, int]:
        """Users and items."""
        return len(self.users), len(self.items)

    @property
    def rows(self) -> NDArray[np.int64]:
        """The user of each like, in the order of ``matrix.data``: (likes,)."""
        return np.repeat(np.arange(len(self.users)), np.diff(self.matrix.indptr))

    @property
    def columns(self) -> NDArray[np.int64]:
        """The item of each like, in the order of ``matrix.data``: (likes,)."""
        return np.asarray(self.matrix.indices, np.int64)

    @property
    def popularity(self) -> NDArray[np.float32]:
        """How many users like each item: (items,)."""
        count = np.bincount(self.matrix.indices, minlength=len(self.items))
        return np.asarray(count, np.float32)

    def only(self, likes: NDArray[np.bool_]) -> Interactions:
        """The same users and items with some of the likes (likes,), in order of ``matrix.data``."""
        starts = np.concatenate([[0], np.cumsum(likes)])[self.matrix.indptr]
        matrix = sparse.csr_array(
            (self.matrix.data[likes], self.matrix.indices[likes], starts.astype(np.int32)),
            shape=self.matrix.shape,
        )
        return replace(self, matrix=matrix, times=None if self.times is None else self.times[likes])
