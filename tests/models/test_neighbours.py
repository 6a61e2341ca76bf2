"""Neighbours are those of the products, before and after they are put into lists."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models import neighbours
from models.neighbours import Neighbours

COUNT, D = 900, 16
ALL = 1e9
"""Narrowed by so little, every list is looked at."""


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    rng = np.random.default_rng(0)
    # Lengths differ, as those of popular and of unknown items do.
    return (rng.normal(size=(COUNT, D)) * rng.lognormal(0, 0.5, (COUNT, 1))).astype(np.float32)


@pytest.fixture(params=[COUNT, 200, 20], ids=["all looked at", "lists", "lists made anew"])
def filled(
    rows: NDArray[np.float32], request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Neighbours:
    """Keys are three times the row."""
    monkeypatch.setattr(neighbours, "LARGE", request.param)
    monkeypatch.setattr(neighbours, "SHARE", 1 / 4)
    found = Neighbours(D)
    for start in range(0, COUNT, 100):
        found.add(3 * np.arange(start, start + 100), rows[start : start + 100])
    assert hasattr(found._index, "nlist") == (request.param < COUNT)
    return found


def test_the_largest_products_are_found(filled: Neighbours, rows: NDArray[np.float32]) -> None:
    shares = []
    for query in rows[:20]:
        true = np.argsort(-(rows @ query))[:10]
        keys, scores = filled.search(query, 10)
        assert np.allclose(scores, rows[keys // 3] @ query, rtol=2e-3, atol=2e-3)
        assert (np.diff(scores) <= 0).all()
        shares.append(len({*keys.tolist()} & {*(3 * true).tolist()}) / 10)
        # Every list looked at, all are.
        assert filled.search(query, 10, ALL)[0].tolist() == (3 * true).tolist()
    assert np.mean(shares) > 0.35  # more than the share of lists looked at; nothing is alike here


def test_among_some_keys_the_order_is_exact(filled: Neighbours, rows: NDArray[np.float32]) -> None:
    some = np.arange(5, COUNT, 7)
    keys, _ = filled.among(np.append(3 * some, 10**9), rows[0], 25)
    assert keys.tolist() == (3 * some[np.argsort(-(rows[some] @ rows[0]))][:25]).tolist()


def test_what_is_taken_out_is_found_no_more(filled: Neighbours, rows: NDArray[np.float32]) -> None:
    best = filled.search(rows[0], 1, ALL)[0]
    filled.remove(np.append(best, 10**9))
    assert len(filled) == COUNT - 1
    assert best[0] not in filled.search(rows[0], COUNT, ALL)[0]
    assert sorted(filled.keys.tolist() + best.tolist()) == list(range(0, 3 * COUNT, 3))


def test_a_file_gives_back_the_same(
    filled: Neighbours, rows: NDArray[np.float32], tmp_path: Path
) -> None:
    file = tmp_path / "n"
    filled.save(file)
    with file.open("ab") as more:
        more.write(b"what is told of it")
    with file.open("rb") as opened:
        back = Neighbours.load(opened)
    assert (len(back), back.dimension) == (COUNT, D)
    for one, two in zip(back.search(rows[1], 9), filled.search(rows[1], 9), strict=True):
        assert one.tolist() == two.tolist()


def test_nothing_finds_nothing_and_too_many_finds_all(filled: Neighbours) -> None:
    empty = Neighbours(D)
    for keys, scores in (
        empty.search(np.ones(D, np.float32), 5),
        filled.among(np.array([], np.int64), np.ones(D, np.float32), 5),
    ):
        assert keys.shape == scores.shape == (0,)
    assert len(filled.search(np.ones(D, np.float32), 10**6, ALL)[0]) == COUNT


def test_threads_are_set_for_a_while_only() -> None:
    """They are torch's, too."""
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(2)
    try:
        one = Neighbours(2)
        one.add(np.array([1]), np.ones((1, 2), np.float32))
        one.search(np.ones(2, np.float32), 1)
        assert faiss.omp_get_max_threads() == 2
    finally:
        faiss.omp_set_num_threads(before)
