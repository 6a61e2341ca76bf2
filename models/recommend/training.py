"""How the learned recommenders are trained: pairwise, with the epoch chosen on validation.

Bayesian personalised ranking (Rendle et al. 2009): a liked item should score above one drawn at
random. The epoch that is kept is the best on *validation*; published code often reports the best
test epoch, which flatters.
"""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.metrics.ranking import ranked
from models.recommend.interactions import Interactions
from models.recommend.sampling import Liked, Likes

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How long and how fast.

    ``patience`` is in looks at validation, one every ``every`` epochs. ``decay`` weighs the
    squared length of the vectors that a batch uses. ``most`` is how many likes of one user an
    epoch goes through (see :class:`models.recommend.sampling.Likes`); 0: all.
    """

    epochs: int = 200
    batch: int = 2048
    rate: float = 1e-3
    decay: float = 1e-4
    every: int = 5
    patience: int = 5
    seed: int = 0
    k: int = 20
    most: int = 0


class Learner(nn.Module, ABC):
    """A model that computes its users' and items' vectors from its parameters."""

    @abstractmethod
    def vectors(self) -> tuple[Tensor, Tensor]:
        """Users (n, d) and items (m, d)."""

    @abstractmethod
    def lengths(self, users: Tensor, items: Tensor) -> Tensor:
        """Sum of the squared parameters that these users and items stand on."""


class DidNotTrain(RuntimeError):
    """There was nothing to learn from, or the loss stopped being a number."""


def train(
    learner: Learner,
    data: Interactions,
    validation: Interactions,
    schedule: Schedule,
    run: Path | None = None,
    tell: Tell = lambda _: None,
) -> int:
    """Train until validation stops rising; leave the best parameters in ``learner``.

    ``run`` is a folder for the checkpoint, from which an interrupted run goes on.

    Returns:
        The epoch that was kept.

    Raises:
        DidNotTrain: when there is nothing to learn from, or the loss is not a number, saying at
            which epoch.
    """
    if not data.matrix.nnz:
        raise DidNotTrain(
            f"there is not one like in {data.shape[0]} users and {data.shape[1]} items; expected "
            "at least one to learn from"
        )
    state = _State(learner, schedule, run)
    likes, liked = Likes(data, schedule.most), Liked(data)
    while state.epoch < schedule.epochs and state.waited < schedule.patience:
        began = time.monotonic()
        loss = _epoch(learner, state.optimiser, likes, liked, schedule, state.epoch)
        if not np.isfinite(loss):
            raise DidNotTrain(
                f"the loss is {loss} at epoch {state.epoch} (rate {schedule.rate}); lower the rate "
                "or look for features that are not numbers"
            )
        state.epoch += 1
        if state.epoch % schedule.every == 0 or state.epoch == schedule.epochs:
            found = recall(learner, data, validation, schedule.k)
            state.look(found)
            tell(
                f"epoch {state.epoch}: loss {loss:.4f}, recall@{schedule.k} {found:.4f} "
                f"(best {state.best:.4f}), {time.monotonic() - began:.1f} s"
            )
            state.save()
    learner.load_state_dict(state.kept)
    return state.best_epoch


def recall(learner: Learner, data: Interactions, held_out: Interactions, k: int) -> float:
    """Mean recall@k of what the learner would say now."""
    learner.eval()
    with torch.inference_mode():
        users, items = (side.numpy() for side in learner.vectors())
    learner.train()
    means = ranked(lambda rows: users[rows] @ items.T, held_out.matrix, data.matrix, k).means()
    return means["recall"]


def _epoch(
    learner: Learner,
    optimiser: torch.optim.Optimizer,
    likes: Likes,
    liked: Liked,
    schedule: Schedule,
    epoch: int,
) -> float:
    generator = torch.Generator().manual_seed(schedule.seed * 100_003 + epoch)
    torch.manual_seed(schedule.seed * 100_003 + epoch)
    users, items = likes.drawn(generator)
    losses = []
    pieces = torch.split(users, schedule.batch), torch.split(items, schedule.batch)
    for user, good in zip(*pieces, strict=True):
        bad = liked.others(user, generator)
        user_vectors, item_vectors = learner.vectors()
        mine = user_vectors[user]
        margin = (mine * (item_vectors[good] - item_vectors[bad])).sum(-1)
        loss = F.softplus(-margin).mean()
        both = torch.cat([good, bad])
        loss = loss + schedule.decay * learner.lengths(user, both) / len(user)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        losses.append(float(loss.detach()))
    return float(np.mean(losses))


class _State:
    """Where a run stands; written to ``run/checkpoint.pt`` after each look at validation."""

    def __init__(self, learner: Learner, schedule: Schedule, run: Path | None) -> None:
        self.learner, self.schedule = learner, schedule
        self.optimiser = torch.optim.Adam(learner.parameters(), lr=schedule.rate)
        self.epoch = self.best_epoch = self.waited = 0
        self.best = -1.0
        self.kept = _copy(learner)
        self.file = None if run is None else run / "checkpoint.pt"
        if self.file is not None and self.file.is_file():
            self._load(self.file)

    def look(self, found: float) -> None:
        if found > self.best:
            self.best, self.best_epoch, self.waited = found, self.epoch, 0
            self.kept = _copy(self.learner)
        else:
            self.waited += 1

    def save(self) -> None:
        if self.file is None:
            return
        self.file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.file.with_suffix(".tmp")
        torch.save(
            {
                "schedule": asdict(self.schedule),
                "learner": self.learner.state_dict(),
                "optimiser": self.optimiser.state_dict(),
                "kept": self.kept,
                "numbers": [self.epoch, self.best_epoch, self.waited, self.best],
            },
            temporary,
        )
        temporary.replace(self.file)

    def _load(self, file: Path) -> None:
        state = torch.load(file, weights_only=True)
        if state["schedule"] != asdict(self.schedule):
            raise ValueError(f"{file} is of another schedule: {state['schedule']}; remove it")
        self.learner.load_state_dict(state["learner"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.kept = state["kept"]
        self.epoch, self.best_epoch, self.waited, self.best = state["numbers"]


def _copy(learner: nn.Module) -> dict[str, Any]:
    return {name: value.detach().clone() for name, value in learner.state_dict().items()}
