"""What most people like: the baseline, and what is said to those of whom nothing is known."""

from __future__ import annotations

import numpy as np

from models.recommend.factors import Factors
from models.recommend.interactions import Interactions


def popularity(data: Interactions) -> Factors:
    """Score every item by how many users like it, the same for all."""
    users, items = data.shape
    count = data.popularity
    return Factors(
        name="popularity",
        users=np.ones((users, 1), np.float32),
        items=count[:, None],
        folding=np.ones((items, 1), np.float32),
        popularity=count,
    )
