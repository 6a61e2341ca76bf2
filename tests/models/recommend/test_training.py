"""The training loop: it resumes, keeps the best look, and says when it does not train."""

from pathlib import Path

import pytest
import torch

from models.recommend.bpr import MatrixFactorisation
from models.recommend.training import DidNotTrain, Schedule, train
from tests.models.recommend.test_contract import HELD, ITEMS, TRAIN, USERS

SCHEDULE = Schedule(epochs=8, batch=64, rate=0.02, every=2, patience=9)


def learner() -> MatrixFactorisation:
    return MatrixFactorisation(USERS, ITEMS, 4, seed=1)


def test_an_interrupted_run_ends_like_one_that_was_not(tmp_path: Path) -> None:
    whole, parts = learner(), learner()
    train(whole, TRAIN, HELD, SCHEDULE)

    class Killed(Exception):
        pass

    def kill(_: str) -> None:
        if (tmp_path / "checkpoint.pt").is_file():
            raise Killed

    with pytest.raises(Killed):
        train(parts, TRAIN, HELD, SCHEDULE, tmp_path, kill)
    again, told = learner(), []
    train(again, TRAIN, HELD, SCHEDULE, tmp_path, told.append)
    assert 0 < len(told) < 4
    assert torch.allclose(again.users, whole.users, atol=1e-6)


def test_a_loss_that_is_no_number_is_an_error() -> None:
    broken = learner()
    with torch.no_grad():
        broken.items[0] = float("nan")
    with pytest.raises(DidNotTrain, match="epoch 0"):
        train(broken, TRAIN, HELD, SCHEDULE)


def test_it_stops_when_validation_stops_rising() -> None:
    told: list[str] = []
    still = Schedule(epochs=50, batch=64, rate=0.0, every=1, patience=3)
    kept = train(learner(), TRAIN, HELD, still, tell=told.append)
    assert kept == 1 and len(told) == 4
