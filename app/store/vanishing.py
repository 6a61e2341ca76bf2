"""What a visitor brought or had made goes without a trace: rows, words, vectors; the ids stay.

The ids keep the order of old turns, and what a visitor did stays theirs. The registry, which knows
no visitor, keeps what lets a file be recognised (:mod:`app.store.registry`).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import no_such_item
from app.store.belongings import BELONGINGS
from app.store.by_ids import CHUNK
from app.store.database import Database
from app.store.events import log as note
from app.store.paths import Paths
from app.store.schema import ArtifactRow, ConversationRow, ItemRow, TurnRow, UserRow

log = logging.getLogger(__name__)

MADE = (ItemRow.origin != "uploaded") & ItemRow.owner.is_not(None) & (ItemRow.state != "deleted")
"""What was published belongs to nobody, and stays."""

EMPTY: Mapping[str, Any] = {
    "title": "", "description": "", "tags": [], "media": "", "thumbnail": None, "declared": "",
    "licence": "", "parents": [], "attributes": {}, "shots": [], "sha256": "", "source": "",
    "state": "deleted",
}  # fmt: skip


class Vanishing:
    """Lets made items vanish."""

    def __init__(self, database: Database, paths: Paths) -> None:
        self._database, self._paths = database, paths

    def made_for(self, user: str) -> list[str]:
        """Return the ids of what was made for a visitor and is not published."""
        return self._ids(ItemRow.owner == user)

    def made_before(self, time: float) -> list[str]:
        """Return the ids of what was made before a time, for whomever."""
        return self._ids(ItemRow.created_at < time)

    def gone_users(self) -> list[str]:
        """Return who left, and wanted what was made for them to vanish then."""
        left = UserRow.settings["left_at"].as_float()
        with self._database.read() as session:
            return list(session.scalars(select(UserRow.id).where(left > 0)))

    def let_go(self, ids: Sequence[str]) -> list[Path]:
        """Empty the rows of made items; return their files, which nothing names any more.

        What was published meanwhile stays as it is.
        """
        places: set[str] = set()
        with self._database.write() as session:
            for start in range(0, len(ids), CHUNK):
                places |= self._emptied(session, ids[start : start + CHUNK], MADE)
            return self._unnamed(session, places)

    def let_go_one(self, user: str, item_id: str) -> list[Path]:
        """Empty the row of one item that this visitor brought or had made, and take it out of the
        messages it was attached to; return its files, which nothing names any more.

        What was made of it stays. Raises :class:`models.errors.NoSuchItem` for any other item.
        """
        theirs = (ItemRow.owner == user) & (ItemRow.state == "active")
        with self._database.write() as session:
            places = self._emptied(session, [item_id], theirs)
            if not places:
                raise no_such_item(item_id)
            self._detach(session, user, item_id)
            note(session, user, "item deleted", {"item": item_id})
            return self._unnamed(session, places)

    @staticmethod
    def _detach(session: Session, user: str, item_id: str) -> None:
        """Take an item out of what a visitor attached to their messages."""
        attached = (
            select(TurnRow)
            .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
            .where(ConversationRow.user_id == user)
            .where(func.json_array_length(TurnRow.attachments) > 0)
        )
        for turn in session.scalars(attached):
            kept = [one for one in turn.attachments if one.get("item") != item_id]
            if len(kept) < len(turn.attachments):
                turn.attachments = kept

    def _unnamed(self, session: Session, places: set[str]) -> list[Path]:
        """Return those of these places that no item names any more, within the home folder."""
        named = {place for row in session.execute(_FILES) for place in row}
        return self._paths.ours(places - named)

    def _emptied(
        self, session: Session, ids: Sequence[str], which: ColumnElement[bool]
    ) -> set[str]:
        """Empty these rows in the transaction; return the places of their files."""
        mine = select(ItemRow.id, ItemRow.media, ItemRow.thumbnail)
        rows = session.execute(mine.where(ItemRow.id.in_(ids), which)).all()
        there = [row.id for row in rows]
        made = session.scalars(select(ArtifactRow.path).where(ArtifactRow.item_id.in_(there)))
        places = {place for row in rows for place in row[1:] if place} | set(made)
        session.execute(update(ItemRow).where(ItemRow.id.in_(there)).values(**EMPTY))
        for one in BELONGINGS:
            if one.item is not None:
                session.execute(delete(one.row).where(one.item.in_(there)))
        return places

    def fold(self) -> None:
        """Have SQLite write its journal away: what was deleted still lies in it until then."""
        if not self._database.fold():
            log.warning("what was deleted lies in the database's journal until it is next folded")

    def _ids(self, which: ColumnElement[bool]) -> list[str]:
        with self._database.read() as session:
            return list(session.scalars(select(ItemRow.id).where(MADE, which)))


_FILES = select(ItemRow.media, ItemRow.thumbnail).where(ItemRow.state != "deleted")
