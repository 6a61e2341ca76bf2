"""What waits for a person is hidden from everybody; what was decided cannot be unwritten."""

from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.store.schema import RulingRow
from app.store.store import Store
from models.domain import Item
from models.errors import BadRequest


def kept(store: Store, owner: str, name: str = "a") -> Item:
    one = Item(id=name, title=name, media=Path(f"{name}.mp4"), duration=1.0, owner=owner)
    store.catalogue("fake").add(one)
    return one


def test_what_is_held_is_seen_by_nobody_until_somebody_agrees(
    store: Store, people: tuple[str, str]
) -> None:
    user, _ = people
    item = kept(store, user)
    with store.together():
        store.reviews.hold(user, item.id)
    assert store.items.get([item.id], user) == {}
    whatever = store.items.whatever(item.id)
    assert whatever is not None and whatever.title == "a"
    (held,) = store.reviews.open()
    assert (held.user, held.item) == (user, "a")
    store.reviews.close(held.number, "approve")
    store.items.hide(item.id, False)
    assert store.reviews.open() == [] and "a" in store.items.get(["a"], user)
    with pytest.raises(BadRequest, match="does not wait any more"):
        store.reviews.close(held.number, "reject")


def test_the_trail_is_append_only_and_outlives_the_visitor(
    store: Store, people: tuple[str, str]
) -> None:
    user, _ = people
    kept(store, user)
    store.reviews.hold(user, "a")
    store.reviews.rule("held", 1, "a", "reject", "x" * 2000)
    store.reviews.rule("report", 2, "b", "approve", "")
    store.erasure.forget(user)
    assert store.reviews.open() == []
    newest, oldest = store.reviews.rulings()
    assert (newest.kind, newest.number, newest.item, newest.action) == ("report", 2, "b", "approve")
    assert len(oldest.reason) == 1000
    for change in (delete(RulingRow), update(RulingRow).values(reason="nothing happened")):
        with pytest.raises(DBAPIError), store.database.write() as session:
            session.execute(change)
    assert len(store.reviews.rulings()) == 2
