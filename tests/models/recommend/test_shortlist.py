"""The best few are the same as by scoring everything, whichever way they are found."""

import numpy as np
import pytest
from scipy import sparse

from models.recommend import graph_filter
from models.recommend.factors import Factors
from models.recommend.interactions import Interactions
from models.recommend.shortlist import Everything, Nearest, Rows, shortlist

ITEMS, USERS, D = 400, 200, 16
LIKED, WEIGHTS = [3, 50, 7], [1.0, 0.5, -0.4]


@pytest.fixture(scope="module")
def factors() -> Factors:
    rng = np.random.default_rng(0)
    # Lengths differ, as those of popular and of unknown items do.
    items = rng.normal(size=(ITEMS, D)) * rng.lognormal(0, 0.7, (ITEMS, 1))
    return Factors(
        name="toy",
        users=np.zeros((1, D), np.float32),
        items=items.astype(np.float32),
        folding=items.astype(np.float32),
        popularity=np.arange(ITEMS, dtype=np.float32),
    )


@pytest.fixture(scope="module")
def graph() -> graph_filter.GraphFilter:
    rng = np.random.default_rng(1)
    matrix = sparse.csr_array((rng.random((USERS, ITEMS)) < 0.02).astype(np.float32))
    data = Interactions(users=np.arange(USERS), items=np.arange(ITEMS), matrix=matrix)
    return graph_filter.fit(data, plan=graph_filter.Plan(kept=50))


def test_the_best_products_are_found_not_the_best_cosines(factors: Factors) -> None:
    way = shortlist(factors)
    assert isinstance(way, Nearest)
    found, exact = way.best(LIKED, WEIGHTS, 20), Everything(factors).best(LIKED, WEIGHTS, 20)
    assert found.positions.tolist() == exact.positions.tolist()
    assert np.allclose(found.scores, exact.scores, atol=1e-4)
    assert not set(LIKED) & set(found.positions.tolist())


def test_rows_reach_what_scoring_everything_would(graph: graph_filter.GraphFilter) -> None:
    way = shortlist(graph)
    assert isinstance(way, Rows)
    found, exact = way.best(LIKED, WEIGHTS, 20), Everything(graph).best(LIKED, WEIGHTS, 20)
    assert np.allclose(found.scores, exact.scores, atol=1e-5)
    assert found.positions.tolist() == exact.positions.tolist()


def test_of_whom_nothing_is_known_gets_what_is_popular(factors: Factors) -> None:
    found = Nearest(factors).best([], [], 3)
    assert found.positions.tolist() == [ITEMS - 1, ITEMS - 2, ITEMS - 3]


def test_more_than_there_is_gives_what_there_is(
    factors: Factors, graph: graph_filter.GraphFilter
) -> None:
    assert len(Everything(factors).best([1, 2], [1.0, 1.0], 10**6).positions) == ITEMS - 2
    assert 0 < len(Rows(graph).best([1], [1.0], 10**6).positions) < ITEMS
