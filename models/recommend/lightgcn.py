"""LightGCN (He et al. 2020): vectors smoothed over the graph of users and items."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from models.recommend.factors import Factors
from models.recommend.graph import both_ways, spread
from models.recommend.interactions import Interactions
from models.recommend.training import Learner, Schedule, Tell, train


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Shape of the model."""

    dimensions: int = 64
    layers: int = 3


SCHEDULE = Schedule(rate=1e-3, decay=1e-3, patience=10, epochs=300)
"""Chosen on validation of the TikTok split."""


class LightGCN(Learner):
    """Means over the layers of ``E <- A E``."""

    def __init__(self, data: Interactions, plan: Plan, seed: int) -> None:
        super().__init__()
        generator = torch.Generator().manual_seed(seed)
        users, items = data.shape
        size = plan.dimensions
        self.users = nn.Parameter(torch.randn(users, size, generator=generator) * 0.1)
        self.items = nn.Parameter(torch.randn(items, size, generator=generator) * 0.1)
        self.plan = plan
        self.to_users, self.to_items = both_ways(data.matrix)

    def layers(self) -> list[tuple[Tensor, Tensor]]:
        """Users and items after each layer, the parameters themselves first."""
        users: Tensor = self.users
        items: Tensor = self.items
        found: list[tuple[Tensor, Tensor]] = [(users, items)]
        for _ in range(self.plan.layers):
            users, items = (
                spread(self.to_users, self.to_items, items),
                spread(self.to_items, self.to_users, users),
            )
            found.append((users, items))
        return found

    def vectors(self) -> tuple[Tensor, Tensor]:
        """See the base."""
        return _mean(self.layers())

    def lengths(self, users: Tensor, items: Tensor) -> Tensor:
        """See the base."""
        return self.users[users].square().sum() + self.items[items].square().sum()


def _mean(layers: list[tuple[Tensor, Tensor]]) -> tuple[Tensor, Tensor]:
    users = torch.stack([users for users, _ in layers]).mean(0)
    return users, torch.stack([items for _, items in layers]).mean(0)


def fit(
    data: Interactions,
    validation: Interactions,
    *,
    plan: Plan | None = None,
    schedule: Schedule | None = None,
    run: Path | None = None,
    tell: Tell = lambda _: None,
) -> Factors:
    """Train; a newcomer's vector is what the propagation would give them beside their own."""
    plan, schedule = plan or Plan(), schedule or SCHEDULE
    learner = LightGCN(data, plan, schedule.seed)
    train(learner, data, validation, schedule, run, tell)
    with torch.inference_mode():
        layers = learner.layers()
        users, items = _mean(layers)
        # Layer by layer a user is the weighted sum of what they like one layer down.
        below = torch.stack([items for _, items in layers[:-1]]).sum(0)
    count = data.popularity
    return Factors(
        name="LightGCN",
        users=users.numpy().copy(),
        items=items.numpy().copy(),
        folding=(below.numpy() / np.sqrt(np.maximum(count, 1))[:, None]).astype(np.float32),
        popularity=count,
    )
