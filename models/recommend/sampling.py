"""What an epoch of training goes through, and the items that likes are compared with."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.recommend.interactions import Interactions


class Likes:
    """Users (n,) and items (n,) in a random order, drawn anew for each epoch.

    ``most`` bounds how many likes of one user an epoch has; 0: all. Where a few people like
    hundreds of things and everybody else three, the few would otherwise be most of what is learnt,
    while each of the others is asked about as often as one of them.
    """

    def __init__(self, data: Interactions, most: int) -> None:
        self._users, self._items = data.rows, data.columns
        self._place = np.arange(len(self._users)) - data.matrix.indptr[self._users]
        self._most = most

    def drawn(self, generator: torch.Generator) -> tuple[Tensor, Tensor]:
        """Draw an epoch."""
        order = torch.randperm(len(self._users), generator=generator)
        if self._most:
            order = order[torch.from_numpy(self._kept(order.numpy()))]
        return torch.from_numpy(self._users)[order], torch.from_numpy(self._items)[order]

    def _kept(self, order: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which of the likes in this order are among the first ``most`` of their user."""
        by_user = np.argsort(self._users[order], kind="stable")
        kept = np.empty(len(order), bool)
        # Sorted by user, the places count 0, 1, 2 within each user, as they do in the matrix.
        kept[by_user] = self._place < self._most
        return kept


class Liked:
    """Which pairs are known; asked for thousands at a time."""

    def __init__(self, data: Interactions) -> None:
        self.items = data.shape[1]
        self._keys = np.unique(data.rows * self.items + data.columns)

    def __call__(self, users: Tensor, items: Tensor) -> Tensor:
        """Whether each user likes each item: bool (n,)."""
        asked = (users * self.items + items).numpy()
        at = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        return torch.from_numpy(self._keys[at] == asked)

    def others(self, users: Tensor, generator: torch.Generator) -> Tensor:
        """An item for each user that they are not known to like (after a few tries)."""
        drawn = torch.randint(self.items, (len(users),), generator=generator)
        for _ in range(5):
            again = torch.nonzero(self(users, drawn)).flatten()
            if not len(again):
                break
            drawn[again] = torch.randint(self.items, (len(again),), generator=generator)
        return drawn
