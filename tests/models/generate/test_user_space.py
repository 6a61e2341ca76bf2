from pathlib import Path

import numpy as np
import pytest

from models.errors import Unavailable
from models.generate.conditions import ITEM, USER
from models.generate.user_space import UserSpace, unit

RNG = np.random.default_rng(0)
TASTES = RNG.normal(size=(12, ITEM)).astype(np.float32)
OWN = RNG.normal(size=(12, USER)).astype(np.float32)
THEIRS = RNG.normal(size=(12, 20)).astype(np.float32)


def visitors(count: int, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Looks, own and other vectors of visitors who are mixtures of twelve tastes."""
    mix = np.random.default_rng(seed).normal(size=(count, 12)).astype(np.float32)
    return unit(mix @ TASTES), unit(mix @ OWN), unit(mix @ THEIRS)


def test_another_recommenders_vectors_come_out_where_the_generator_learnt_them() -> None:
    hist, own, _ = visitors(400, 1)
    space = UserSpace.fit(hist, own)
    new_hist, new_own, theirs = visitors(300, 2)
    assert (space.user(new_hist) * new_own).sum(1).mean() > 0.95
    found = unit(theirs[200:] @ space.bridge(theirs[:200], new_hist[:200]))
    assert (found * new_own[200:]).sum(1).mean() > 0.9
    assert (found * np.roll(new_own[200:], 1, axis=0)).sum(1).mean() < 0.3


def test_it_is_kept_and_another_shape_is_told(tmp_path: Path) -> None:
    space = UserSpace(RNG.normal(size=(ITEM, USER)).astype(np.float32))
    space.save(tmp_path)
    assert np.array_equal(UserSpace.load(tmp_path).of_looks, space.of_looks)
    UserSpace(space.of_looks[:7]).save(tmp_path)
    with pytest.raises(Unavailable, match=r"\(7, 64\), expected"):
        UserSpace.load(tmp_path)
    with pytest.raises(Unavailable, match="restore"):
        UserSpace.load(tmp_path / "nowhere")
