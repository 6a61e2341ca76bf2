"""What is measured in a town is what was put into it."""

import pytest

from app.insight.measures import Rate
from app.insight.report import Report, measure
from app.store.schema import TasteRow
from app.store.store import Store
from tests.app.insight.town import DAY, NOW, Town, town


def holds(figure: Rate, value: float, slack: float = 0.0) -> bool:
    assert figure.low is not None and figure.high is not None
    return figure.low - slack <= value <= figure.high + slack


@pytest.fixture
def made() -> Town:
    return town(0)


def measured(store: Store, made: Town, days: int | None = None, **more: bool) -> Report:
    made.keep(store)
    return measure(store.database, days, now=NOW, **more)


def test_an_empty_store_knows_nothing(store: Store) -> None:
    found = measured(store, Town(town(0).random))
    assert found.visitors == 0 and found.days == () and found.tools == {}
    assert found.everything.click.value is None and found.everything.back1.value is None
    assert found.unmet.searches == 0


def test_what_a_lively_town_does_is_found_again(store: Store) -> None:
    found = measured(store, town(500, 30))
    origins = found.origins
    assert found.visitors == 500
    click = {name: group.click.value or 0.0 for name, group in origins.items()}
    assert click["edited"] > click["uploaded"] > click["created"] > 0
    share = {name: group.share.value or 0.0 for name, group in origins.items()}
    assert share["edited"] > share["uploaded"] > share["created"] > 0.2
    assert set(found.tools) == {"adjust", "clip", "compose", "style"}
    assert found.tools["compose"].click == origins["created"].click
    assert holds(found.everything.back1, 0.35, 0.03) and holds(found.everything.back7, 0.175, 0.03)
    # A third of the praise says "this one" of four: it counts for none.
    assert holds(found.everything.praise, 0.7 * 2 / 3 / (0.7 * 2 / 3 + 0.3))
    assert found.unplaced > 0
    assert {wish.words.lower() for wish in found.unmet.wishes} <= {
        "volcano", "volcanoes", "northern lights", "chess",
    }  # fmt: skip


def test_a_click_counts_after_it_was_shown_and_once(store: Store, made: Town) -> None:
    user, early = made.user(NOW - 5 * DAY), made.user(NOW - 5 * DAY)
    talk = made.conversation(user, NOW - 5 * DAY)
    other = made.conversation(early, NOW - 5 * DAY)
    at = NOW - 2 * DAY
    made.turn(talk, at, shown=("i0", "i1"))
    made.turn(talk, at + 9, shown=("i0",))  # again: still one impression
    made.turn(other, at, shown=("i0",))
    for second in (1, 2, 3):
        made.act(user, "i0", "watch", at + second, 0.0, "play")
    made.act(early, "i0", "watch", at - 60, 0.0, "play")  # in the feed, before
    found = measured(store, made).everything
    assert (found.click.hits, found.click.n, found.click.visitors) == (1, 3, 2)
    assert found.share.value is None  # no end of a view arrived


def test_an_edit_of_a_shown_item_is_a_click(store: Store, made: Town) -> None:
    user = made.user(NOW - 5 * DAY)
    made.turn(made.conversation(user, NOW), NOW - DAY, shown=("i0", "i1"))
    made.item("Mine", "edited", "style", parents=["i1"], owner=user, created_at=NOW - DAY / 2)
    assert measured(store, made).everything.click.hits == 1


def test_a_like_that_was_taken_back_is_none(store: Store, made: Town) -> None:
    user = made.user(NOW)
    made.turn(made.conversation(user, NOW), NOW - DAY, shown=("i0", "i1"))
    for item in ("i0", "i1"):
        made.act(user, item, "like", NOW - 60)
    made.keep(store)
    with store.database.write() as session:
        session.add(TasteRow(user_id=user, kind="forgot", text="i0", at=NOW - 30))
    like = measure(store.database, None, now=NOW).everything.like
    assert (like.hits, like.n) == (1, 2)


def test_watching_again_and_again_is_at_most_all_of_it(store: Store, made: Town) -> None:
    user = made.user(NOW)
    for seconds in (10.0, 10.0, 10.0):
        made.act(user, "i0", "watch", NOW - 60, seconds, "pause")
    made.act(user, "i1", "watch", NOW - 60, 3.0, "pause")
    found = measured(store, made).everything
    assert found.share.value == pytest.approx((1 + 0.25) / 2)
    assert found.seconds.value == pytest.approx((30 + 3) / 2)
    assert found.shares[-1] == 1 and found.shares[2] == 1 and sum(found.shares) == 2


def test_only_the_last_rating_counts(store: Store, made: Town) -> None:
    user = made.user(NOW)
    for stars in (1.0, 4.0):
        made.act(user, "i0", "rate", NOW - 60, stars)
    assert measured(store, made).everything.stars.value == 4


def test_who_is_too_new_to_have_come_back_is_not_counted(store: Store, made: Town) -> None:
    for age, back in ((10.0, 1.5), (9.0, 0.5), (1.0, 0.5)):
        user = made.user(NOW - age * DAY)
        made.act(user, "i0", "like", NOW - age * DAY)
        made.act(user, "i0", "like", NOW - (age - back) * DAY)
    found = measured(store, made).everything
    assert (found.back1.hits, found.back1.n) == (1, 2)
    assert (found.back7.hits, found.back7.n) == (0, 2)


def test_the_window_leaves_out_what_was_before(store: Store, made: Town) -> None:
    user = made.user(NOW - 20 * DAY)
    made.act(user, "i0", "watch", NOW - 20 * DAY, 5.0, "play")
    made.act(user, "i0", "watch", NOW - 2 * DAY, 6.0, "play")
    found = measured(store, made, days=7)
    assert (found.visitors, found.new, len(found.days)) == (1, 0, 1)
    assert found.everything.seconds.value == 6.0
    assert found.everything.back1.n == 0  # not new in this window


def test_opinions_go_to_the_item_they_are_about(store: Store, made: Town) -> None:
    user = made.user(NOW)
    private = made.item("My own secret", "edited", "clip", owner=user)
    talk, at = made.conversation(user, NOW), NOW - DAY
    made.turn(talk, at, shown=("i0", private, "i2"))
    made.turn(talk, at + 1, "the second one is great but the last one is boring")
    made.turn(talk, at + 2, "I love this one")  # which?
    made.turn(talk, at + 3, "show me dogs")
    made.act(user, "i3", "comment", at + 4, text="not bad")
    found = measured(store, made, everyone=True)
    assert (found.everything.praise.hits, found.everything.praise.n) == (2, 3)
    assert (found.tools["clip"].praise.hits, found.unplaced) == (1, 1)
    assert len(found.spoken_of) == 2  # what is private is not named
    assert "secret" not in " ".join(one.title for one in found.spoken_of)
    assert measure(store.database, None, now=NOW).spoken_of == ()  # one visitor is too few
