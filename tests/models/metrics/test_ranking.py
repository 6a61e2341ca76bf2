"""Ranking measures, against lists worked out by hand."""

import numpy as np
import pytest
from scipy import sparse

from models.metrics.ranking import best, interval, ranked


def test_recall_precision_and_ndcg_by_hand() -> None:
    scores = np.array([[0.9, 0.8, 0.7, 0.6, 0.5], [0.1, 0.2, 0.3, 0.4, 0.5]], np.float32)
    known = sparse.csr_array(np.array([[1, 0, 0, 0, 0], [0, 0, 0, 0, 0]], np.float32))
    held = sparse.csr_array(np.array([[0, 0, 1, 0, 1], [0, 0, 0, 0, 1]], np.float32))
    found = ranked(lambda users: scores[users], held, known, 2)
    # The first user's list is 1, 2 (item 0 is known): one of two found, in second place.
    assert found.recall.tolist() == [0.5, 1.0] and found.precision.tolist() == [0.5, 0.5]
    second = 1 / np.log2(3)
    assert found.ndcg == pytest.approx([second / (1 + second), 1.0])


def test_users_without_anything_held_out_do_not_count() -> None:
    held = sparse.csr_array(np.array([[0, 0], [1, 0]], np.float32))
    none = sparse.csr_array((2, 2), dtype=np.float32)
    found = ranked(lambda users: np.ones((len(users), 2), np.float32), held, none, 1)
    assert found.users.tolist() == [1]
    with pytest.raises(ValueError, match="nobody has anything held out"):
        ranked(lambda users: np.ones((len(users), 2), np.float32), none, none, 1)


def test_a_score_that_is_no_number_is_an_error() -> None:
    held = sparse.csr_array(np.ones((1, 2), np.float32))
    none = sparse.csr_array((1, 2), dtype=np.float32)
    with pytest.raises(ValueError, match="NaN"):
        ranked(lambda users: np.full((1, 2), np.nan, np.float32), held, none, 1)


def test_best_is_sorted_and_short_lists_are_whole() -> None:
    assert best(np.array([[1.0, 3.0, 2.0]]), 2).tolist() == [[1, 2]]
    assert best(np.array([[1.0, 3.0]]), 9).tolist() == [[1, 0]]


def test_an_interval_holds_its_mean() -> None:
    low, high = interval([0.0, 1.0, 1.0, 0.0])
    assert low < 0.5 < high
    assert interval([1.0]) == (-np.inf, np.inf)


def test_fewer_items_than_places_are_ranked_whole() -> None:
    held_out = sparse.csr_array(np.array([[0, 0, 1], [1, 0, 0]], np.float32))
    known = sparse.csr_array(np.zeros((2, 3), np.float32))
    scores = np.array([[0.1, 0.2, 0.9], [0.1, 0.9, 0.2]], np.float32)
    found = ranked(lambda users: scores[users], held_out, known, k=20)
    assert found.recall.tolist() == [1.0, 1.0]
    assert found.ndcg.tolist() == pytest.approx([1.0, 1 / np.log2(4)])
