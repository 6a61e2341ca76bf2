"""What is particular to MMGCN: trained parameters, and items with other features."""

import numpy as np
import torch

from models.recommend import mmgcn
from models.recommend.training import Schedule, train
from tests.models.recommend.test_contract import HELD, ITEMS, TRAIN, USERS, looks

SCHEDULE = Schedule(epochs=40, batch=128, rate=0.02, every=40)


def test_ids_and_preferences_are_trained() -> None:
    learner = mmgcn.MMGCN(TRAIN, looks(), mmgcn.Plan(dimensions=8), 0)
    before = {name: value.clone() for name, value in learner.named_parameters()}
    train(learner, TRAIN, HELD, SCHEDULE)
    moved = {
        name for name, value in learner.named_parameters() if not torch.equal(value, before[name])
    }
    assert {"user_ids", "item_ids", "modalities.image.preference"} <= moved


def test_an_item_with_its_own_features_is_itself_and_with_others_moves_over() -> None:
    features = looks()
    factors, learner = mmgcn.fit(
        TRAIN, HELD, features, plan=mmgcn.Plan(dimensions=8), schedule=SCHEDULE
    )
    rows = np.array([1, 11])
    same = learner.represented(rows, {"image": features["image"][rows]})
    assert np.allclose(same, factors.items[rows], atol=1e-5)
    assert np.allclose(learner.represented(rows, {}), factors.items[rows], atol=1e-6)
    swapped = learner.represented(rows, {"image": features["image"][rows[::-1]]})
    even = factors.users[np.arange(0, USERS, 2)]
    # Item 11 looking like group one gains with group one; its own group's ties still hold it.
    assert (even @ swapped[1]).mean() > (even @ same[1]).mean()
    assert swapped.shape == (2, 8) and len(factors.items) == ITEMS
