"""Feedback folded into a taste."""

import numpy as np

from agents.retrieve.people import People
from agents.retrieve.taste import taste_of
from models.domain import Feedback
from models.recommend.factors import Factors
from tests.agents.stage import catalogue, item

NOW = 1_800_000_000.0
ITEMS = catalogue(
    item("dog", "A red dog"), item("wolf", "A red wolf"), item("cat", "A green cat"),
    item("mine", "The blue sea", owner="other"),
)  # fmt: skip


def acts(*events: tuple[str, str]) -> list[Feedback]:
    return [
        Feedback(user="v", item=name, kind=kind, at=NOW - 60 + place)  # type: ignore[arg-type]
        for place, (kind, name) in enumerate(events)
    ]


def test_somebody_new_has_no_taste() -> None:
    taste = taste_of([], ITEMS, "v", now=NOW)
    assert taste.history is None and taste.words is None and taste.embedding is None
    assert not taste.liked and not taste.weights and taste.passed == 0


def test_likes_point_the_way_and_dislikes_push_off() -> None:
    near = taste_of(acts(("like", "dog")), ITEMS, "v", now=NOW)
    both = taste_of(acts(("like", "dog"), ("less", "cat")), ITEMS, "v", now=NOW)
    cat = ITEMS.vectors(["cat"], "text", "v")["cat"]
    assert near.words is not None and both.words is not None
    assert float(both.words @ cat) < float(near.words @ cat)
    assert abs(float(np.linalg.norm(both.words)) - 1) < 1e-6
    assert both.disliked == both.less == ("cat",)


def test_a_dislike_speaks_of_the_item_alone() -> None:
    taste = taste_of(acts(("dislike", "cat")), ITEMS, "v", now=NOW)
    assert taste.disliked == ("cat",) and taste.less == () and taste.history is None


def test_what_is_turned_down_in_a_row_is_counted() -> None:
    row = acts(("dislike", "dog"), ("like", "cat"), ("dislike", "wolf"), ("less", "dog"))
    assert taste_of(row, ITEMS, "v", now=NOW).passed == 2
    assert taste_of(row[:2], ITEMS, "v", now=NOW).passed == 0


def test_what_the_visitor_cannot_see_teaches_nothing() -> None:
    taste = taste_of(acts(("like", "mine")), ITEMS, "v", now=NOW)
    assert taste.history is None


def people() -> People:
    """Those who like the dog like the wolf; nobody who likes the cat likes either."""
    vectors = np.array([[1, 0], [0.9, 0], [0, 1]], np.float32)
    model = Factors(
        name="known", users=vectors, items=vectors, folding=vectors,
        popularity=np.ones(3, np.float32),
    )  # fmt: skip
    return People(model, ("dog", "wolf", "cat"))


def test_people_of_the_same_taste_suggest_what_they_liked() -> None:
    taste = taste_of(acts(("like", "dog")), ITEMS, "v", people=people(), now=NOW)
    assert list(taste.companions) == ["wolf"]
    assert taste.embedding is not None and taste.embedding[0] > taste.embedding[1]


def test_a_dislike_alone_makes_nobody_a_companion() -> None:
    taste = taste_of(acts(("dislike", "dog")), ITEMS, "v", people=people(), now=NOW)
    assert not taste.companions
    unknown = taste_of(acts(("like", "new")), ITEMS, "v", people=people(), now=NOW)
    assert not unknown.companions and unknown.embedding is None
