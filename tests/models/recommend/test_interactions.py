"""The matrix of likes: each pair once, with its time, and some of them taken out."""

import numpy as np

from models.recommend.interactions import Interactions

NAMES = np.array(["a", "b", "c"], dtype=object)


def test_a_pair_that_stands_twice_counts_once_with_its_last_time() -> None:
    made = Interactions.of(np.arange(2), NAMES, [1, 0, 1], [2, 1, 2], [5.0, 6.0, 7.0])  # type: ignore[arg-type]
    assert made.matrix.toarray().tolist() == [[0, 1, 0], [0, 0, 1]]
    assert made.times is not None and made.times.tolist() == [6, 7]
    assert made.matrix.dtype == np.float32 and made.matrix.has_canonical_format
    assert (made.rows.tolist(), made.columns.tolist()) == ([0, 1], [1, 2])


def test_users_and_items_without_likes_stay() -> None:
    made = Interactions.of(np.arange(3), NAMES, np.array([2]), np.array([0]))
    assert made.shape == made.matrix.shape == (3, 3)
    assert made.popularity.tolist() == [1, 0, 0]
    nobody = Interactions.of(np.arange(2), NAMES, np.zeros(0), np.zeros(0))
    assert nobody.matrix.nnz == 0 and nobody.popularity.tolist() == [0, 0, 0]


def test_some_of_the_likes() -> None:
    made = Interactions.of(
        np.arange(2), NAMES, np.array([0, 0, 1]), np.array([0, 2, 1]), np.array([1.0, 2, 3])
    )
    kept = made.only(np.array([False, True, True]))
    assert kept.matrix.toarray().tolist() == [[0, 0, 1], [0, 1, 0]]
    assert kept.times is not None and kept.times.tolist() == [2, 3]
    assert made.matrix.nnz == 3
