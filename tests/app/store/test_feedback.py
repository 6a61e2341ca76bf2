from typing import Any

import pytest

from app.store.store import Store
from models.domain import Feedback
from models.errors import BadRequest, NoSuchItem
from tests.app.store.logged import logged
from tests.contracts.catalogue import item


@pytest.fixture
def users(store: Store, people: tuple[str, str]) -> tuple[str, str]:
    for item_id in ("a", "b"):
        store.catalogue("toy@1").add(item(item_id))
    store.catalogue("toy@1").add(item("mine", owner=people[0]))
    return people


def test_feedback_comes_back_in_order(store: Store, users: tuple[str, str]) -> None:
    user, other = users
    given = [
        Feedback(user=user, item="a", kind="like", at=3.0),
        Feedback(user=user, item="b", kind="watch", value=4.5, at=1.0),
        Feedback(user=user, item="b", kind="comment", text="so <b>calm</b>", at=2.0),
        Feedback(user=user, item="mine", kind="rate", value=5, at=4.0),
    ]
    for feedback in given:
        store.feedback.add(feedback)
    store.feedback.add(Feedback(user=other, item="a", kind="dislike"))
    assert store.feedback.of(user) == given
    assert store.feedback.of(user, kinds=["watch", "like"]) == given[:2]
    assert store.feedback.of(user, last=1) == given[-1:]
    assert [e.payload["kind"] for e in logged(store, user)] == [f.kind for f in given]


def test_the_last_opinion_counts(store: Store, users: tuple[str, str]) -> None:
    user, _ = users
    for item_id, kind in [("a", "like"), ("a", "dislike"), ("b", "like"), ("b", "skip")]:
        store.feedback.add(Feedback(user=user, item=item_id, kind=kind))  # type: ignore[arg-type]
    assert store.feedback.liked(user, ["a", "b", "mine"]) == {"a": False, "b": True}


def test_an_item_that_is_gone_or_foreign_gets_a_sentence(
    store: Store, users: tuple[str, str]
) -> None:
    user, other = users
    store.catalogue("toy@1").remove("a")
    for who, item_id in [(user, "a"), (other, "mine"), (user, "never")]:
        with pytest.raises(NoSuchItem, match="no item"):
            store.feedback.add(Feedback(user=who, item=item_id, kind="dislike"))
    assert store.feedback.of(user) == [] and logged(store, user) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "love"},
        {"kind": "watch"},
        {"kind": "watch", "value": -1.0},
        {"kind": "watch", "value": float("nan")},
        {"kind": "rate", "value": 6.0},
        {"kind": "like", "value": float("inf")},
        {"kind": "comment", "text": "x" * 5000},
    ],
)
def test_values_that_do_not_fit_are_refused(
    store: Store, users: tuple[str, str], wrong: dict[str, Any]
) -> None:
    with pytest.raises(BadRequest, match="got"):
        store.feedback.add(Feedback(user=users[0], item="a", **wrong))
    assert store.feedback.of(users[0]) == []
