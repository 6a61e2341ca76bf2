"""All that is kept about one visitor, as they may download it: what
:data:`app.store.belongings.BELONGINGS` names. Items of others appear as ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.store.belongings import (
    BELONGINGS,
    CONVERSATION,
    ITEM,
    MAKING,
    TURN,
    VISITOR,
)
from app.store.codec import plain
from app.store.database import Database
from app.store.schema import ArtifactRow, Base, ConversationRow, ItemRow, TurnRow, UserRow

Json = dict[str, Any]

TIMES = frozenset(
    {
        "at",
        "created_at",
        "updated_at",
        "started_at",
        "opened_at",
        "retracted_at",
        "consent_at",
        "decided_at",
        "came_at",
    }
)
"""Columns that hold seconds since 1970; they go out as UTC in ISO 8601."""

INSIDE = frozenset({"path", "media", "thumbnail"})
"""Names under which JSON columns may hold places on this server."""


def own_data(database: Database, user: str) -> Json:
    """Return what is kept about ``user``, as JSON can hold it."""
    with database.read() as session:
        known = session.get(UserRow, user)
        if known is None:
            return {}
        told: Json = {
            "about": "Everything this GeneRec server keeps about you. Times are UTC.",
            "visitor": _told(known, VISITOR.told),
            "conversations": _conversations(session, user),
            "items": _items(session, user),
        }
        for one in BELONGINGS:
            if one.heading and one.of is not None:
                rows = _rows(session, one.row, one.of == user)
                told[one.heading] = [_told(row, one.told) for row in rows]
    return told


def _conversations(session: Session, user: str) -> list[Json]:
    return [
        {
            **_told(row, CONVERSATION.told),
            "turns": [
                _told(turn, TURN.told)
                for turn in _rows(session, TurnRow, TurnRow.conversation_id == row.id)
            ],
        }
        for row in _rows(session, ConversationRow, ConversationRow.user_id == user)
    ]


def _items(session: Session, user: str) -> list[Json]:
    """What they brought or had made, with how it was made."""
    found = []
    for row in _rows(session, ItemRow, ItemRow.owner == user):
        made = session.get(ArtifactRow, row.id)
        found.append(
            _told(row, ITEM.told) | ({} if made is None else {"made": _told(made, MAKING.told)})
        )
    return found


def _rows(session: Session, row: type[Any], mine: ColumnElement[bool]) -> Sequence[Any]:
    order = row.created_at if row is ItemRow else row.id
    return session.scalars(select(row).where(mine).order_by(order)).all()


def _told(row: Base, columns: Sequence[str]) -> Json:
    return {name: _value(name, getattr(row, name)) for name in columns}


def _value(name: str, value: Any) -> Any:
    if name in TIMES and value is not None:
        return datetime.fromtimestamp(value, timezone.utc).isoformat(timespec="milliseconds")
    return _without_places(plain(value))


def _without_places(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _without_places(inner) for k, inner in value.items() if k not in INSIDE}
    if isinstance(value, list):
        return [_without_places(inner) for inner in value]
    return value
