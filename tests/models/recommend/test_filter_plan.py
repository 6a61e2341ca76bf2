"""The plan is chosen by what everybody liked last."""

import numpy as np
import pytest

from models.recommend.filter_plan import PLANS, chosen, latest
from models.recommend.graph_filter import Plan
from models.recommend.interactions import Interactions

NOTHING = Plan(steps=(0.0, 0.0, 0.0), dimensions=2)
NEAR = Plan(steps=(1.0, 0.0, 0.0), dimensions=2)


def groups(users: int) -> Interactions:
    """Even users like items 40–79, odd ones 0–39, ten each, in an order of their own."""
    rng = np.random.default_rng(0)
    rows = np.repeat(np.arange(users), 10)
    items = np.concatenate([rng.permutation(40)[:10] + 40 * (1 - u % 2) for u in range(users)])
    times = rng.permutation(len(rows)).astype(float)
    return Interactions.of(np.arange(users), np.arange(80), rows, items, times)


def test_the_latest_like_of_each_is_held_out_and_nobodys_only_one() -> None:
    rows, columns = np.array([0, 0, 0, 1, 2, 2]), np.array([0, 1, 2, 1, 0, 3])
    times = np.array([5.0, 9.0, 7.0, 1.0, 3.0, 2.0])
    data = Interactions.of(np.arange(3), np.arange(4), rows, columns, times)
    held = latest(data)
    assert list(zip(data.rows[held], data.columns[held], strict=True)) == [(0, 1), (2, 0)]
    with pytest.raises(ValueError, match="without times"):
        latest(Interactions.of(np.arange(3), np.arange(4), rows, columns))


@pytest.mark.parametrize("plans", [(NOTHING, NEAR), (NEAR, NOTHING)])
def test_what_finds_more_is_taken(plans: tuple[Plan, Plan]) -> None:
    assert chosen(groups(40), plans=plans) == NEAR


def test_with_too_little_to_choose_by_it_is_the_first() -> None:
    assert chosen(groups(19), plans=(NOTHING, NEAR)) == NOTHING
    assert PLANS[0].steps == (1.0, 1.0, 1.0)
