"""Every recommender, on a matrix whose answer is known: two groups with nothing in common."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy import sparse

from models.metrics.ranking import ranked
from models.recommend import bpr, graph_filter, lightgcn, mmgcn
from models.recommend.factors import Factors
from models.recommend.graph_filter import GraphFilter
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender
from models.recommend.training import Schedule

USERS, ITEMS = 40, 20
QUICK = Schedule(epochs=60, batch=128, rate=0.02, decay=1e-4, every=20, patience=9)


def groups() -> tuple[Interactions, Interactions]:
    """The even users like items 0–9, the odd ones 10–19; one item of each user is held out."""
    whole = np.zeros((USERS, ITEMS), np.float32)
    held = np.zeros_like(whole)
    for user in range(USERS):
        own = np.arange(10) + 10 * (user % 2)
        whole[user, own] = 1
        out = own[user // 2 % 10]
        whole[user, out], held[user, out] = 0, 1
    return _interactions(whole), _interactions(held)


def _interactions(matrix: np.ndarray) -> Interactions:
    return Interactions(
        users=np.arange(len(matrix)),
        items=np.arange(matrix.shape[1]),
        matrix=sparse.csr_array(matrix),
    )


def looks() -> dict[str, np.ndarray]:
    """Items of a group look alike; one item has no features, one has broken ones."""
    rng = np.random.default_rng(0)
    features = rng.normal(0, 0.1, (ITEMS, 6)).astype(np.float32)
    features[:10, 0] += 1
    features[10:, 1] += 1
    features[3], features[13] = 0, np.nan
    return {"image": features}


TRAIN, HELD = groups()
LEARNED: dict[str, Callable[[], Recommender]] = {
    "BPR-MF": lambda: bpr.fit(TRAIN, HELD, dimensions=8, schedule=QUICK),
    "LightGCN": lambda: lightgcn.fit(TRAIN, HELD, plan=lightgcn.Plan(dimensions=8), schedule=QUICK),
    "MMGCN": lambda: mmgcn.fit(TRAIN, HELD, looks(), plan=mmgcn.Plan(dimensions=8), schedule=QUICK)[
        0
    ],
    "graph filter": lambda: graph_filter.fit(TRAIN, looks(), graph_filter.Plan(dimensions=4)),
}


@pytest.fixture(scope="module", params=sorted(LEARNED))
def model(request: pytest.FixtureRequest) -> Recommender:
    made = LEARNED[request.param]()
    assert made.name == request.param
    return made


def test_what_was_held_out_comes_first(model: Recommender) -> None:
    assert ranked(model.scores, HELD.matrix, TRAIN.matrix, 1).means()["recall"] == 1


def test_a_newcomer_gets_their_group_at_once(model: Recommender) -> None:
    scores = model.fold_in([10, 12])
    assert scores.shape == (ITEMS,) and np.isfinite(scores).all()
    assert set(np.argsort(-scores)[:10]) == set(range(10, 20))


def test_a_dislike_pushes_its_neighbours_down(model: Recommender) -> None:
    scores = model.fold_in([0, 12], [1.0, -1.0])
    assert scores[1:10].mean() > scores[13:].mean()


def test_who_likes_nothing_gets_what_most_people_like(model: Recommender) -> None:
    assert np.array_equal(model.fold_in([]), np.asarray(TRAIN.matrix.sum(axis=0)))
    assert not model.visitor([]).any()


def test_user_emb_tells_the_groups_apart(model: Recommender) -> None:
    one, alike, other = (model.visitor(liked) for liked in ([0, 1], [4, 5], [14, 15]))
    assert one.shape == (model.dimensions,)
    assert one @ alike > 0.5 * np.linalg.norm(one) * np.linalg.norm(alike)
    assert one @ alike > one @ other


def test_it_is_the_same_after_a_restart(model: Recommender, tmp_path: Path) -> None:
    model.save(tmp_path / "model.safetensors")
    kind = GraphFilter if isinstance(model, GraphFilter) else Factors
    again = kind.load(tmp_path / "model.safetensors")
    users = np.arange(USERS)
    assert again.name == model.name
    assert np.allclose(again.scores(users), model.scores(users))
    assert np.allclose(again.fold_in([3]), model.fold_in([3]))


def test_popularity_is_the_same_for_all() -> None:
    made = popularity(TRAIN)
    scores = made.scores(np.arange(3))
    assert (scores == scores[0]).all() and np.array_equal(scores[0], made.fold_in([5]))
