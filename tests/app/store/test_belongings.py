"""The list of what belongs to a visitor, held against every table and folder there is."""

from typing import Any, get_type_hints

from sqlalchemy import func, select

from app.own_data import own_data
from app.store.belongings import BELONGINGS, MAKING, TURN, Belonging
from app.store.schema import Base, EventRow, ItemRow
from app.store.store import Store

GO = [one for one in BELONGINGS if not one.stays]
VALUES: dict[Any, Any] = {
    str: "a word", float: 1.0, int: 1, bool: True, bytes: b"x", dict[str, Any]: {}, list[Any]: [],
}  # fmt: skip


def fill(store: Store, user: str) -> None:
    """Leave a row of the visitor in each table that they have rows in, whatever its columns are."""
    there: dict[str, Any] = {"users.id": user}
    with store.database.write() as session:
        for table in Base.metadata.sorted_tables:
            (row,) = [m.class_ for m in Base.registry.mappers if m.local_table is table]
            if row in {one.row for one in BELONGINGS if one.stays} or table.name == "users":
                continue
            made = row(**{name: _value(row, name, there) for name in table.columns.keys()})
            session.add(made)
            session.flush()
            key = next(iter(table.primary_key)).name
            there[f"{table.name}.{key}"] = getattr(made, key)


def _value(row: type[Base], name: str, there: dict[str, Any]) -> Any:
    column = row.__table__.columns[name]
    for foreign in column.foreign_keys:
        return there[foreign.target_fullname]
    if name == "user_id":
        return there["users.id"]
    if row is ItemRow and name in ("origin", "state"):
        return {"origin": "created", "state": "active"}[name]
    (kind,) = get_type_hints(row)[name].__args__
    kinds = (kind, *getattr(kind, "__args__", ()))
    return next(VALUES[one] for one in kinds if one in VALUES)


def count(store: Store, one: Belonging) -> int:
    with store.database.read() as session:
        return session.scalar(select(func.count()).select_from(one.row)) or 0


def test_every_table_is_in_the_list() -> None:
    assert [one.row for one in BELONGINGS].count(ItemRow) == 1
    assert {one.row for one in BELONGINGS} == {m.class_ for m in Base.registry.mappers}
    for one in BELONGINGS:
        columns = {*one.row.__table__.columns.keys()}
        if {"user_id", "owner"} & columns and not one.stays:
            assert one.of is not None and (one.told or one.heading), one.row
        if "conversation" in columns:
            assert one.said_in is not None and one.of is not None, one.row
        assert {*one.told} <= columns


def test_all_of_a_visitor_goes_and_before_that_is_told(store: Store) -> None:
    user, _ = store.users.create()
    fill(store, user)
    assert {one.row.__tablename__: count(store, one) for one in GO} == {
        one.row.__tablename__: 1 for one in GO
    }
    told = own_data(store.database, user)
    for one in GO:
        if one.heading:
            (line,) = told[one.heading]
            assert {*line} == {*one.told}
    assert {*told["conversations"][0]["turns"][0]} == {*TURN.told}
    assert {*told["items"][0]["made"]} == {*MAKING.told}
    store.erasure.forget(user)
    assert [one.row for one in GO if count(store, one)] == []


def test_what_was_made_vanishes_with_what_only_speaks_of_it(store: Store) -> None:
    user, _ = store.users.create()
    fill(store, user)
    store.vanishing.let_go(store.vanishing.made_for(user))
    gone = {one.row.__tablename__ for one in GO if not count(store, one)}
    assert gone == {"embeddings", "artifacts", "publications", "reviews"}


def test_a_chat_that_is_deleted_takes_what_was_said_in_it_along(store: Store) -> None:
    user, _ = store.users.create()
    fill(store, user)
    other = store.conversations.start(user)
    store.taste.say(user, "wants", "calm", other)
    before = {one.row: count(store, one) for one in GO}
    store.chats.delete("a word", user)
    gone = {one.row.__tablename__ for one in GO if count(store, one) < before[one.row]}
    assert gone == {"conversations", "turns", "taste_edits"}
    with store.database.read() as session:
        said_in = set(session.scalars(select(EventRow.conversation)))
    assert said_in == {other, None}
    assert store.taste.edits(user).wants == ("calm",)
