"""The append-only log: turns, what was on screen, tool calls, feedback, consent.

Repositories write to it in the transaction of what they log; :meth:`Events.record` is for what no
repository keeps, such as a tool call.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.codec import plain
from app.store.database import Database
from app.store.schema import EventRow

PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One line of the log."""

    id: int
    at: float
    user: str
    conversation: str | None
    kind: str
    payload: Mapping[str, Any]


def log(
    session: Session,
    user: str,
    kind: str,
    payload: Mapping[str, Any],
    conversation: str | None = None,
) -> None:
    """Append a line in the session's transaction."""
    row = EventRow(
        at=time.time(), user_id=user, conversation=conversation, kind=kind, payload=plain(payload)
    )
    session.add(row)


class Events:
    """The log, for reading and for what has no table of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(
        self, user: str, kind: str, payload: Mapping[str, Any], conversation: str | None = None
    ) -> None:
        """Append one line, such as ``record(user, "tool", {"name": "cut", …}, conversation)``."""
        with self._database.write() as session:
            log(session, user, kind, payload, conversation)

    def of(self, user: str) -> Iterator[Logged]:
        """Yield a visitor's lines, oldest first, without holding the database in between."""
        last = 0
        while True:
            query = (
                select(EventRow)
                .where(EventRow.user_id == user, EventRow.id > last)
                .order_by(EventRow.id)
                .limit(PAGE)
            )
            with self._database.read() as session:
                rows = [_logged(row) for row in session.scalars(query)]
            yield from rows
            if len(rows) < PAGE:
                return
            last = rows[-1].id


def _logged(row: EventRow) -> Logged:
    return Logged(
        id=row.id,
        at=row.at,
        user=row.user_id,
        conversation=row.conversation,
        kind=row.kind,
        payload=row.payload,
    )
