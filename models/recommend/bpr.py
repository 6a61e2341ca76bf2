"""Matrix factorisation with the BPR loss (Rendle et al. 2009)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from models.recommend.factors import Factors
from models.recommend.interactions import Interactions
from models.recommend.recommender import Vector
from models.recommend.training import Learner, Schedule, Tell, train

RIDGE = 1.0
SCHEDULE = Schedule(rate=1e-2, decay=3e-2, most=3)
"""Chosen on validation of the TikTok split, with the size at the start: vectors that start larger
than this drown the bias of items in noise, and then popularity is better.
"""

START = 0.01
"""Deviation of the vectors' entries before training."""


class MatrixFactorisation(Learner):
    """One vector a user and one an item, and a number an item: how much it is liked by anybody.

    The number stands as the last dimension of the items' vectors, where every user has a one.
    """

    def __init__(self, users: int, items: int, dimensions: int, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.users = nn.Parameter(torch.randn(users, dimensions, generator=generator) * START)
        self.items = nn.Parameter(torch.randn(items, dimensions, generator=generator) * START)
        self.bias = nn.Parameter(torch.zeros(items, 1))
        self.ones = torch.ones(users, 1)

    def vectors(self) -> tuple[Tensor, Tensor]:
        """See the base."""
        return torch.cat([self.users, self.ones], 1), torch.cat([self.items, self.bias], 1)

    def lengths(self, users: Tensor, items: Tensor) -> Tensor:
        """See the base."""
        return self.users[users].square().sum() + self.items[items].square().sum()


def fit(
    data: Interactions,
    validation: Interactions,
    *,
    dimensions: int = 64,
    schedule: Schedule | None = None,
    run: Path | None = None,
    tell: Tell = lambda _: None,
) -> Factors:
    """Train; a newcomer's vector is the ridge regression of their likes on the items."""
    schedule = schedule or SCHEDULE
    learner = MatrixFactorisation(*data.shape, dimensions, schedule.seed)
    train(learner, data, validation, schedule, run, tell)
    with torch.inference_mode():
        users, items = (side.numpy().copy() for side in learner.vectors())
    return Factors(
        name="BPR-MF",
        users=users,
        items=items,
        folding=np.hstack([ridge(items[:, :-1]), np.ones((len(items), 1), np.float32)]),
        popularity=data.popularity,
    )


def ridge(items: Vector) -> Vector:
    """``V (V^T V / m + I)^-1``: what liking each item adds to a newcomer's vector, (m, d)."""
    gram = items.T @ items / max(len(items), 1) + RIDGE * np.eye(items.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(gram, items.T).T, dtype=np.float32)
