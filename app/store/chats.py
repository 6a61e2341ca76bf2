"""A visitor's own conversations as a list: to open again, to name, to delete.

Every method looks among the visitor's own alone: somebody else's id is one that is not there.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import delete, func, select

from app.store.belongings import BELONGINGS
from app.store.conversations import find
from app.store.database import Database
from app.store.events import log
from app.store.named import named
from app.store.paths import Paths
from app.store.schema import ConversationRow, ErasureRow, TurnRow
from app.store.taste import lines_of, unlearn

MOST = 200
"""Conversations in a list; older ones are kept, and are in the file of the visitor's own data."""
LONGEST = 80
"""Characters of a title."""
PICTURES = 3
"""Items that stand for a conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One conversation in the list. ``items`` were on the screen last; some may be gone by now."""

    key: str
    title: str
    at: float
    items: tuple[str, ...] = ()


class Chats:
    """The list of each visitor's conversations."""

    def __init__(self, database: Database, paths: Paths) -> None:
        self._database, self._paths = database, paths

    def of(self, user: str) -> list[Kept]:
        """Return those in which the visitor said something, the last one first."""
        rows = select(
            ConversationRow.key,
            ConversationRow.title,
            TurnRow.role,
            TurnRow.text,
            TurnRow.attachments,
            TurnRow.shown,
            TurnRow.at,
        ).join(TurnRow, TurnRow.conversation_id == ConversationRow.id)
        mine = rows.where(ConversationRow.user_id == user, TurnRow.retracted_at.is_(None))
        found: dict[str, Kept] = {}
        with self._database.read() as session:
            for key, title, role, text, files, shown, at in session.execute(
                mine.order_by(TurnRow.id)
            ):
                kept = found.get(key) or Kept(key=key, title=title or "", at=at)
                # What a moderator wrote may come before anything the visitor said.
                first = _title(text, files) if role == "visitor" and not kept.title else ""
                items = tuple(shown[:PICTURES]) or kept.items
                found[key] = replace(kept, title=kept.title or first, at=at, items=items)
        said = (kept for kept in found.values() if kept.title)
        return sorted(said, key=lambda kept: kept.at, reverse=True)[:MOST]

    def attached(self, user: str, name: str) -> Path | None:
        """Return the file of this name that the visitor attached, where they did."""
        query = (
            select(TurnRow.attachments)
            .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
            .where(ConversationRow.user_id == user)
            .where(func.json_array_length(TurnRow.attachments) > 0)
        )
        with self._database.read() as session:
            places = [file["path"] for files in session.scalars(query) for file in files]
        paths = (self._paths.real(place) for place in places)
        return next((path for path in paths if path.name == name), None)

    def open(self, conversation: str, user: str) -> None:
        """Make it the visitor's current one."""
        with self._database.write() as session:
            find(session, conversation, user).opened_at = time.time()

    def rename(self, conversation: str, user: str, title: str) -> None:
        """Give it a title; an empty one gives back what was said first."""
        with self._database.write() as session:
            find(session, conversation, user).title = _short(title) or None

    def delete(self, conversation: str, user: str, remembered: float = math.inf) -> list[Path]:
        """Erase it, from the log, too; return the files that were attached to it alone.

        The caller deletes those. What was brought or made in it is the visitor's still, and so are
        words about their taste that they said at the time ``remembered`` or later.
        """
        now = time.time()
        with self._database.write() as session:
            found = find(session, conversation, user)
            query = select(TurnRow.attachments).where(TurnRow.conversation_id == found.id)
            places = {file["path"] for files in session.scalars(query) for file in files}
            lines = lines_of(session, user, conversation)
            # Strictly before: the clock may stand still between two lines.
            session.add(ErasureRow(user_id=user, before=now + 1.0, at=now))
            session.flush()
            for one in BELONGINGS:
                if one.of is None or one.said_in is None:
                    continue  # what has no column for a conversation hangs on what has
                gone = delete(one.row).where(one.of == user, one.said_in == conversation)
                if one.remembered is not None:
                    gone = gone.where(one.remembered < remembered)
                session.execute(gone)
            unlearn(session, user, lines)
            places -= named(session)  # a clip that was brought is an item, and stays one
            log(session, user, "chat deleted", {})
        return self._paths.ours(places)


def _title(text: str, files: Iterable[dict[str, str]]) -> str:
    return _short(text) or _short(", ".join(file["name"] for file in files)) or "…"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"
