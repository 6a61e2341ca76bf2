"""Users and items of whom nothing is known, contradictions, and numbers that are none."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.metrics.ranking import ranked
from models.recommend import bpr, graph_filter, lightgcn, mmgcn
from models.recommend.interactions import Interactions
from models.recommend.recommender import Recommender
from models.recommend.tables import read_csv
from models.recommend.training import DidNotTrain
from tests.models.recommend.test_contract import HELD, ITEMS, QUICK, TRAIN, USERS, looks

SILENT, UNSEEN = USERS, ITEMS
"""A user without likes, and an item without likes or features."""


def wider(data: Interactions) -> Interactions:
    """The contract's matrix with a row and a column in which nothing is."""
    users, items = np.arange(USERS + 1), np.arange(ITEMS + 1)
    return Interactions.of(users, items, data.rows, data.columns)


@pytest.fixture(scope="module", params=["BPR-MF", "LightGCN", "MMGCN", "graph filter"])
def model(request: pytest.FixtureRequest) -> Recommender:
    train, held = wider(TRAIN), wider(HELD)
    features = {"image": np.vstack([looks()["image"], np.full((1, 6), np.nan)])}
    if request.param == "BPR-MF":
        return bpr.fit(train, held, dimensions=8, schedule=QUICK)
    if request.param == "LightGCN":
        return lightgcn.fit(train, held, plan=lightgcn.Plan(dimensions=8), schedule=QUICK)
    if request.param == "MMGCN":
        plan = mmgcn.Plan(dimensions=8)
        return mmgcn.fit(train, held, features, plan=plan, schedule=QUICK)[0]
    return graph_filter.fit(train, features, graph_filter.Plan(dimensions=4))


def test_all_scores_are_numbers(model: Recommender) -> None:
    assert np.isfinite(model.scores(np.arange(USERS + 1))).all()
    for liked in ([], [UNSEEN], [0, UNSEEN]):
        assert np.isfinite(model.fold_in(liked)).all()
        assert np.isfinite(model.visitor(liked)).all()


def test_others_are_served_as_well_as_without_them(model: Recommender) -> None:
    held, known = wider(HELD).matrix, wider(TRAIN).matrix
    assert ranked(model.scores, held, known, 1).means()["recall"] == 1


def test_a_user_without_likes_is_told_what_is_popular_by_the_filter() -> None:
    train = wider(TRAIN)
    made = graph_filter.fit(train)
    assert np.array_equal(made.scores(np.array([SILENT]))[0], train.popularity)


def test_without_a_single_like_training_says_so_and_the_filter_has_nothing_to_say() -> None:
    nobody = TRAIN.only(np.zeros(TRAIN.matrix.nnz, bool))
    with pytest.raises(DidNotTrain, match="not one like in 40 users and 20 items"):
        bpr.fit(nobody, HELD, dimensions=4, schedule=QUICK)
    made = graph_filter.fit(nobody, None, graph_filter.Plan(dimensions=4))
    assert not made.scores(np.arange(USERS)).any() and not made.visitor([3]).any()
    assert not made.fold_in([3]).any() and not made.fold_in([]).any()


def test_a_rate_at_which_nothing_can_be_learnt_is_an_error_and_not_a_model() -> None:
    wild = replace(QUICK, rate=1e30, decay=1.0, every=1)
    with pytest.raises((DidNotTrain, ValueError), match="rate 1e\\+30|NaN"):
        lightgcn.fit(TRAIN, HELD, plan=lightgcn.Plan(dimensions=4), schedule=wild)


def test_scores_that_are_no_numbers_are_an_error() -> None:
    def broken(users: np.ndarray) -> np.ndarray:
        return np.full((len(users), ITEMS), np.nan, np.float32)

    with pytest.raises(ValueError, match="NaN"):
        ranked(broken, HELD.matrix, TRAIN.matrix, 1)


@pytest.mark.parametrize(
    ("lines", "liked"),
    [
        ("1,a,like,5\n1,a,like,5\n1,a,like,6\n", 1),  # said three times
        ("1,a,like,5\n1,a,dislike,6\n", 0),  # taken back
        ("1,a,dislike,5\n1,a,like,6\n", 1),  # liked after all
        ("1,a,like,6\n1,a,dislike,6\n", 0),  # at one moment: the later line
        ("1,a,like,99999999999\n1,a,dislike,6\n", 1),  # the future comes after the past
    ],
)
def test_the_last_word_of_one_user_on_one_item_counts(
    tmp_path: Path, lines: str, liked: int
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("user,item,kind,at\n" + lines)
    assert read_csv(file).matrix.nnz == liked
    # Without times the order of the lines says which came last.
    file.write_text("user,item,kind\n1,a,like\n1,a,dislike\n1,b,dislike\n1,b,like\n")
    found = read_csv(file)
    assert found.items[found.columns].tolist() == ["b"]
