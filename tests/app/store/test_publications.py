"""What was made for one visitor reaches others only by their own yes and a person's."""

from pathlib import Path

import pytest

from app.store.store import Store
from models.domain import Feedback
from models.errors import BadRequest, NoSuchItem
from tests.contracts.catalogue import axis, item


@pytest.fixture
def people(store: Store) -> tuple[str, str]:
    """A visitor, for whom ``made`` was made and who likes it, and somebody else."""
    user, other = store.users.create()[0], store.users.create()[0]
    catalogue = store.catalogue("test@1")
    catalogue.add(item("made", owner=user, origin="edited", media=Path("/m/made.mp4")),
                  visual=axis(1), text=axis(2))  # fmt: skip
    catalogue.add(item("own", owner=user, origin="uploaded", media=Path("/m/own.mp4")))
    for name in ("made", "own"):
        store.feedback.add(Feedback(user=user, item=name, kind="like"))
    return user, other


def sees(store: Store, user: str | None) -> bool:
    return bool(store.catalogue("test@1").items(["made"], user))


def test_it_is_seen_by_others_only_after_both_said_yes(
    store: Store, people: tuple[str, str]
) -> None:
    user, other = people
    assert store.publications.offer(user, "made") == "asked"
    assert store.publications.offer(user, "made") == "asked"  # once is enough
    assert not sees(store, other) and not sees(store, None)
    ((waiting, thing),) = store.publications.waiting()
    assert thing.id == "made" and waiting.user == user
    assert store.publications.decide(waiting.id, True).state == "published"
    assert sees(store, other) and sees(store, None) and sees(store, user)
    shown = store.catalogue("test@1").nearest(axis(1), "visual", 1, other)
    assert shown[0].item_id == "made"
    assert store.catalogue("test@1").item("made", other).origin == "edited"
    assert store.publications.waiting() == []


def test_it_can_be_taken_back_before_and_after(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    store.publications.offer(user, "made")
    store.publications.withdraw(user, "made")
    assert store.publications.waiting() == []
    store.publications.offer(user, "made")
    store.publications.decide(store.publications.waiting()[0][0].id, True)
    store.publications.withdraw(other, "made")  # not theirs to take
    assert sees(store, other)
    store.publications.withdraw(user, "made")
    assert not sees(store, other) and sees(store, user)
    assert store.publications.of(user) == {"made": "withdrawn"}
    assert store.publications.offer(user, "made") == "asked"
    assert store.publications.of(user) == {"made": "asked"} and not store.publications.of(other)


def test_a_refusal_is_final_and_says_why(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    store.publications.offer(user, "made")
    number = store.publications.waiting()[0][0].id
    assert store.publications.decide(number, False, "too dark").reason == "too dark"
    assert store.publications.offer(user, "made") == "refused"
    store.publications.withdraw(user, "made")  # and is no way to have it looked at again
    assert store.publications.offer(user, "made") == "refused"
    assert not sees(store, other)
    with pytest.raises(BadRequest, match=f"No offer number {number} waits"):
        store.publications.decide(number, True)


def test_only_what_was_made_for_them_and_liked(store: Store, people: tuple[str, str]) -> None:
    user, other = people
    with pytest.raises(NoSuchItem):
        store.publications.offer(other, "made")
    with pytest.raises(BadRequest, match="made for you"):
        store.publications.offer(user, "own")
    store.feedback.add(Feedback(user=user, item="made", kind="dislike"))
    with pytest.raises(BadRequest, match="Like it first"):
        store.publications.offer(user, "made")


def test_who_is_forgotten_leaves_no_offer(store: Store, people: tuple[str, str]) -> None:
    user, _ = people
    store.publications.offer(user, "made")
    store.erasure.forget(user)
    assert store.publications.waiting() == []
