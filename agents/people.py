"""What others liked, as far as a trained recommender knows: *User_Emb* and scores of items.

The visitor is folded in: nothing is trained while they wait (Wang et al. 2023 take *User_Emb* from
a trained recommender; which one is the application's choice).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.recommend.recommender import Recommender


class People:
    """A recommender whose columns have names. ``items`` are the ids of its columns."""

    def __init__(self, model: Recommender, items: Sequence[str]) -> None:
        self.model, self.items = model, tuple(items)
        self._place = {item: place for place, item in enumerate(self.items)}

    def scores(self, weights: Mapping[str, float], k: int) -> dict[str, float]:
        """Return the ``k`` best items that are not among ``weights``, with scores, best first.

        ``weights`` is item id → how much it is liked (negative: disliked). Empty when none of the
        liked ones was known in training.
        """
        known = self._known(weights)
        if not any(weight > 0 for weight in known.values()) or k <= 0:
            return {}
        scores = np.array(self.model.fold_in(list(known), list(known.values())))
        scores[list(known)] = -np.inf
        count = min(k, len(scores))
        top = np.argpartition(-scores, count - 1)[:count]
        top = top[np.argsort(-scores[top], kind="stable")]
        return {self.items[place]: float(scores[place]) for place in top if scores[place] > 0}

    def embedding(self, weights: Mapping[str, float]) -> NDArray[np.float32] | None:
        """Return *User_Emb* (d,), ``None`` where nothing of theirs was known in training."""
        known = self._known(weights)
        if not known:
            return None
        vector = self.model.visitor(list(known), list(known.values()))
        return vector if vector.any() else None

    def _known(self, weights: Mapping[str, float]) -> dict[int, float]:
        return {
            self._place[item]: weight for item, weight in weights.items() if item in self._place
        }
