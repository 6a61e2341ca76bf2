"""MMGCN (Wei et al. 2019): a graph of users and items for each modality.

For each modality the user starts as a preference and the item as its projected features; layer by
layer both hear the mean of their neighbours and combine it with themselves and their id
embedding through leaky ReLUs; the modalities' results are averaged. The id embeddings and the
preferences are parameters and are trained: in the code published with the paper they are plain
tensors that no optimiser sees.

GeneRec's PS@K asks how an item would be scored with other features (a generated thumbnail, a
revised clip): :meth:`MMGCN.represented` answers that with everybody else left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from scipy import sparse
from torch import Tensor, nn

from models.recommend.bpr import ridge
from models.recommend.factors import Factors
from models.recommend.features import centre, checked_features, unit
from models.recommend.graph import as_torch, spread
from models.recommend.interactions import Interactions
from models.recommend.recommender import Vector
from models.recommend.training import Learner, Schedule, Tell, train

SCHEDULE = Schedule(rate=1e-3, every=4, patience=4, most=3)
"""Chosen on validation of the TikTok split, where 103 of 9,308 users have 71 % of the likes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Shape of the model."""

    dimensions: int = 64
    layers: int = 2


class Layer(nn.Module):
    """What is heard from the neighbours, combined with oneself and one's id embedding."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.hear = nn.Linear(size, size, bias=False)
        self.own = nn.Linear(size, size)
        self.join = nn.Linear(size, size)

    def heard(self, mean: Tensor) -> Tensor:
        """The neighbours' mean (n, d), read."""
        return F.leaky_relu(self.hear(mean))

    def forward(self, heard: Tensor, self_: Tensor, identity: Tensor) -> Tensor:
        """Combine, all (n, d)."""
        own = F.leaky_relu(self.own(self_)) + identity
        return F.leaky_relu(self.join(heard) + own)


class Modality(nn.Module):
    """One modality's graph."""

    def __init__(self, users: int, width: int, plan: Plan, generator: torch.Generator) -> None:
        super().__init__()
        size = plan.dimensions
        self.preference = nn.Parameter(torch.randn(users, size, generator=generator) * 0.1)
        self.project = nn.Linear(width, size)
        self.steps = nn.ModuleList(Layer(size) for _ in range(plan.layers))

    @property
    def layers(self) -> list[Layer]:
        """First to last."""
        return [layer for layer in self.steps if isinstance(layer, Layer)]


class MMGCN(Learner):
    """See the module. ``features`` by modality are (items, d), of any width."""

    def __init__(
        self,
        data: Interactions,
        features: Mapping[str, NDArray[Any]],
        plan: Plan,
        seed: int,
    ) -> None:
        super().__init__()
        if not features:
            raise ValueError("MMGCN needs the features of at least one modality")
        torch.manual_seed(seed)
        generator = torch.Generator().manual_seed(seed)
        users, items = data.shape
        self.names = sorted(features)
        self.features = {
            name: torch.from_numpy(checked_features(name, features[name], items))
            for name in self.names
        }
        self.means = {name: centre(features[name]) for name in self.names}
        self.user_ids = nn.Parameter(torch.randn(users, plan.dimensions, generator=generator) * 0.1)
        self.item_ids = nn.Parameter(torch.randn(items, plan.dimensions, generator=generator) * 0.1)
        self.modalities = nn.ModuleDict(
            {
                name: Modality(users, self.features[name].shape[1], plan, generator)
                for name in self.names
            }
        )
        up, down = _means(data.matrix), _means(sparse.csr_array(data.matrix.T))
        self.up, self.up_back = as_torch(up), as_torch(sparse.csr_array(up.T))
        self.down, self.down_back = as_torch(down), as_torch(sparse.csr_array(down.T))

    def vectors(self) -> tuple[Tensor, Tensor]:
        """See the base."""
        ends = [self._run(name)[-1] for name in self.names]
        users = torch.stack([users for users, _ in ends]).mean(0)
        return users, torch.stack([items for _, items in ends]).mean(0)

    def _part(self, name: str) -> Modality:
        part = self.modalities[name]
        assert isinstance(part, Modality)
        return part

    def _run(self, name: str) -> list[tuple[Tensor, Tensor]]:
        """Users and items of one modality after each layer, the start first."""
        part = self._part(name)
        users: Tensor = part.preference
        items = F.leaky_relu(part.project(self.features[name]))
        found: list[tuple[Tensor, Tensor]] = [(users, items)]
        for layer in part.layers:
            from_items = layer.heard(spread(self.up, self.up_back, items))
            from_users = layer.heard(spread(self.down, self.down_back, users))
            users, items = (
                layer(from_items, users, self.user_ids),
                layer(from_users, items, self.item_ids),
            )
            found.append((users, items))
        return found

    def lengths(self, users: Tensor, items: Tensor) -> Tensor:
        """See the base."""
        total = self.user_ids[users].square().sum() + self.item_ids[items].square().sum()
        for name in self.names:
            total = total + self._part(name).preference[users].square().sum()
        return total

    @torch.inference_mode()
    def represented(self, items: NDArray[np.int64], replaced: Mapping[str, NDArray[Any]]) -> Vector:
        """The vectors that ``items`` (n,) would have with other features, everybody else the same.

        ``replaced`` holds, for some of the modalities, raw features (n, d) as in training; a score
        is the dot product with a user's vector.
        """
        rows = torch.from_numpy(np.asarray(items, np.int64))
        ends = []
        for name in self.names:
            steps = self._run(name)
            if name not in replaced:
                ends.append(steps[-1][1][rows])
                continue
            part = self._part(name)
            raw = torch.from_numpy(unit(replaced[name], self.means[name]))
            now = F.leaky_relu(part.project(raw))
            for layer, (users, _) in zip(part.layers, steps[:-1], strict=True):
                heard = layer.heard(spread(self.down, self.down_back, users)[rows])
                now = layer(heard, now, self.item_ids[rows])
            ends.append(now)
        return np.asarray(torch.stack(ends).mean(0).numpy())


def _means(matrix: sparse.csr_array) -> sparse.csr_array:
    count = np.maximum(np.asarray(matrix.sum(axis=1)), 1)
    return sparse.csr_array(sparse.diags_array(1 / count) @ matrix)


def fit(
    data: Interactions,
    validation: Interactions,
    features: Mapping[str, NDArray[Any]],
    *,
    plan: Plan | None = None,
    schedule: Schedule | None = None,
    run: Path | None = None,
    tell: Tell = lambda _: None,
) -> tuple[Factors, MMGCN]:
    """Train; also return the learner, which scores items with other features."""
    schedule = schedule or SCHEDULE
    learner = MMGCN(data, features, plan or Plan(), schedule.seed)
    train(learner, data, validation, schedule, run, tell)
    learner.eval()
    with torch.inference_mode():
        users, items = (side.numpy().copy() for side in learner.vectors())
    factors = Factors(
        name="MMGCN",
        users=users,
        items=items,
        folding=ridge(items),
        popularity=data.popularity,
    )
    return factors, learner
