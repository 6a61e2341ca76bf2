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
SCHEDULE = Schedule(rate=5e-3, decay=3e-3)


class MatrixFactorisation(Learner):
    """One vector a user and one an item, nothing else."""

    def __init__(self, users: int, items: int, dimensions: int, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        self.users = nn.Parameter(torch.randn(users, dimensions, generator=generator) * 0.1)
        self.items = nn.Parameter(torch.randn(items, dimensions, generator=generator) * 0.1)

    def vectors(self) -> tuple[Tensor, Tensor]:
        """See the base."""
        return self.users, self.items

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
    items = learner.items.detach().numpy().copy()
    return Factors(
        name="BPR-MF",
        users=learner.users.detach().numpy().copy(),
        items=items,
        folding=ridge(items),
        popularity=data.popularity,
    )


def ridge(items: Vector) -> Vector:
    """``V (V^T V / m + I)^-1``: what liking each item adds to a newcomer's vector, (m, d)."""
    gram = items.T @ items / max(len(items), 1) + RIDGE * np.eye(items.shape[1], dtype=np.float32)
    return np.asarray(np.linalg.solve(gram, items.T).T, dtype=np.float32)
