"""All that is kept about one visitor, as they may download it.

Each table that speaks of visitors is named here with the columns that go out; a test fails for a
table that is missing. What stays in: where files lie on this server, and the hash of the cookie.
Items of others appear as ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.store.codec import plain
from app.store.database import Database
from app.store.schema import (
    ArtifactRow,
    Base,
    ConversationRow,
    EventRow,
    InteractionRow,
    ItemRow,
    JobRow,
    PublicationRow,
    ReportRow,
    ReviewRow,
    SetAsideRow,
    TasteRow,
    TurnRow,
    UserRow,
)

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


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a visitor under one heading, and the columns of them that go out."""

    row: type[Base]
    columns: tuple[str, ...]


TABLES: Mapping[str, Table] = {
    "feedback": Table(InteractionRow, ("item_id", "kind", "value", "text", "at")),
    "taste": Table(TasteRow, ("kind", "text", "conversation", "at")),
    "reports": Table(ReportRow, ("item_id", "reason", "state", "at")),
    "reviews": Table(ReviewRow, ("item_id", "state", "at")),
    "publications": Table(PublicationRow, ("item_id", "state", "reason", "at", "decided_at")),
    "set_aside": Table(SetAsideRow, ("item_id", "state", "came_at", "expected", "chance", "at")),
    "jobs": Table(JobRow, ("tool", "arguments", "state", "note", "item_id", "created_at")),
    "log": Table(EventRow, ("at", "conversation", "kind", "payload")),
}

ITEM = (
    "id title description tags duration width height has_audio origin declared licence parents"
    " created_at state attributes"
).split()
MADE = ("kind", "note", "recipe", "report", "at")
TURN = "role text attachments shown options at events decision report timings retracted_at".split()


def own_data(database: Database, user: str) -> Json:
    """Return what is kept about ``user``, as JSON can hold it."""
    with database.read() as session:
        known = session.get(UserRow, user)
        if known is None:
            return {}
        told: Json = {
            "about": "Everything this GeneRec server keeps about you. Times are UTC.",
            "visitor": _told(known, ("id", "created_at", "consent", "consent_at", "settings")),
            "conversations": _conversations(session, user),
            "items": _items(session, user),
        }
        for name, table in TABLES.items():
            mine = table.row.user_id == user  # type: ignore[attr-defined]
            told[name] = [_told(row, table.columns) for row in _rows(session, table.row, mine)]
    return told


def _conversations(session: Session, user: str) -> list[Json]:
    return [
        {
            **_told(row, ("key", "title", "started_at", "opened_at")),
            "turns": [
                _told(turn, TURN)
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
        found.append(_told(row, ITEM) | ({} if made is None else {"made": _told(made, MADE)}))
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
