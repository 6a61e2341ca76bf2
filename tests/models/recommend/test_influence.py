"""Of one visitor the latest likes count, up to a number."""

import numpy as np
import pytest

from models.recommend.influence import capped
from models.recommend.interactions import Interactions


def likes(times: bool) -> Interactions:
    """One user likes ten items, the first of them last; another likes two."""
    rows, columns = [0] * 10 + [1] * 2, [*range(10), 3, 4]
    at = np.array([*range(10, 0, -1), 1, 2], float) if times else None
    return Interactions.of(np.arange(2), np.arange(10), np.array(rows), np.array(columns), at)


def test_the_latest_count_and_others_lose_nothing() -> None:
    found = capped(likes(True), 3)
    assert found.matrix[[0]].nonzero()[1].tolist() == [0, 1, 2]
    assert found.matrix[[1]].nonzero()[1].tolist() == [3, 4]
    assert found.times is not None and found.times.tolist() == [10, 9, 8, 1, 2]


def test_without_times_it_is_the_same_draw_every_time() -> None:
    first, again = capped(likes(False), 3), capped(likes(False), 3)
    assert first.matrix.nnz == 5 and (first.columns == again.columns).all()
    assert set(first.columns[:3]) != {0, 1, 2}


def test_nobody_above_it_changes_nothing() -> None:
    data = likes(True)
    assert capped(data, 10) is data
    with pytest.raises(ValueError, match="got 0"):
        capped(data, 0)
