"""Wishes that found nothing: grouped, of several visitors, without what tells who asked."""

import pytest

from app.insight.queries import Window
from app.insight.unmet import Unmet, normalised, unmet
from app.store.store import Store
from tests.app.insight.town import NOW, Town, town


def asked(store: Store, made: Town, *, everything: bool = False) -> Unmet:
    made.keep(store)
    with store.database.read() as session:
        return unmet(session, Window(0, NOW), everything=everything)


def search(made: Town, user: str, want: str, sure: bool | None, at: float = NOW - 60) -> None:
    made.turn(made.conversation(user, at), at, want=want, sure=sure)


def test_what_two_visitors_asked_for_in_vain_is_told_once(store: Store) -> None:
    made = town(0)
    ann, bob = made.user(NOW), made.user(NOW)
    search(made, ann, "volcanoes", False, NOW - 99)
    search(made, ann, "a volcano", False, NOW - 50)
    search(made, bob, "the Volcano", False, NOW - 70)
    search(made, ann, "chess", False)
    search(made, bob, "dogs", True)
    search(made, bob, "cats", None)  # from before it was kept
    found = asked(store, made)
    assert (found.searches, found.found, found.withheld) == (5, 1, 1)
    (wish,) = found.wishes
    assert (wish.visitors, wish.times, wish.last) == (2, 3, NOW - 50)
    assert normalised(wish.words) == "volcano"


def test_one_visitors_wish_comes_only_when_asked_for_and_redacted(store: Store) -> None:
    made = town(0)
    user = made.user(NOW)
    search(made, user, "the party of ann.lee@example.com", False)
    (wish,) = asked(store, made, everything=True).wishes
    assert wish.words == "the party of [EMAIL]"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("dogs", "a Dog"),
        ("city at night", "night in the city"),
        ("ponies", "pony"),
        ("boxes", "box"),
        ("horses", "horse"),
        ("beaches", "the beach"),
        ("potatoes", "potato"),
    ],
)
def test_wishes_of_the_same_words_are_one(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)


@pytest.mark.parametrize(("one", "other"), [("grass", "gras"), ("bus", "bu"), ("??", "!!")])
def test_others_are_not(one: str, other: str) -> None:
    assert normalised(one) != normalised(other)
