"""What others liked, as far as a trained recommender knows: *User_Emb* and scores of items.

The visitor is folded in: nothing is trained while they wait (Wang et al. 2023 take *User_Emb* from
a trained recommender; which one is the application's choice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.recommend.recommender import Recommender
from models.recommend.shortlist import Shortlist, shortlist


class People:
    """A recommender whose columns have names. ``items`` are the ids of its columns.

    ``shortlist`` finds the best of them; another may be put in its place while it is in use.
    """

    def __init__(self, model: Recommender, items: Sequence[str]) -> None:
        self.model = model
        self.shortlist: Shortlist = shortlist(model)
        # As bytes in order: a dictionary of a million names would take ten times the memory.
        self._names = np.array([item.encode() for item in items], dtype=np.bytes_)
        self._order = np.argsort(self._names, kind="stable").astype(np.int32)

    def __len__(self) -> int:
        return len(self._names)

    def scores(self, weights: Mapping[str, float], k: int) -> dict[str, float]:
        """Return the ``k`` best items that are not among ``weights``, with scores, best first.

        ``weights`` is item id → how much it is liked (negative: disliked). Empty when none of the
        liked ones was known in training.
        """
        known = self._known(weights)
        if not any(weight > 0 for weight in known.values()) or k <= 0:
            return {}
        best = self.shortlist.best(list(known), list(known.values()), k)
        pairs = zip(best.positions, best.scores, strict=True)
        return {self._names[at].decode(): float(score) for at, score in pairs if score > 0}

    def embedding(self, weights: Mapping[str, float]) -> NDArray[np.float32] | None:
        """Return *User_Emb* (d,), ``None`` where nothing of theirs was known in training."""
        known = self._known(weights)
        if not known:
            return None
        vector = self.model.visitor(list(known), list(known.values()))
        return vector if vector.any() else None

    def lovers(self, most: int) -> tuple[list[str], NDArray[np.float32]]:
        """*User_Emb* (n, e) of visitors who like one item each, for ``n`` items at most: the ids
        of these items, evenly spread over all, and the vectors.
        """
        places = np.linspace(0, len(self) - 1, min(most, len(self))).astype(int)
        vectors = [self.model.visitor([int(place)], [1.0]) for place in places]
        return [self._names[place].decode() for place in places], np.stack(vectors)

    def _known(self, weights: Mapping[str, float]) -> dict[int, float]:
        """Positions of the items that were known in training, with their weights."""
        if not weights or not len(self._names):
            return {}
        # One that is longer than all the names would be cut to their length, and be mistaken.
        longest = self._names.dtype.itemsize
        asked = [item for item in weights if 0 < len(item.encode()) <= longest]
        names = np.array([item.encode() for item in asked], dtype=self._names.dtype)
        found = np.searchsorted(self._names, names, sorter=self._order)
        places = self._order[np.minimum(found, len(self._order) - 1)]
        there = self._names[places] == names
        return {
            int(place): weights[item]
            for place, item, known in zip(places, asked, there, strict=True)
            if known
        }
