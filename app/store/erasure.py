"""Erasing: a visitor who wants to be forgotten, and what has been kept long enough."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import delete, select

from app.store.belongings import BELONGINGS
from app.store.database import Database
from app.store.named import named
from app.store.paths import Paths
from app.store.schema import (
    ConversationRow,
    ErasureRow,
    EventRow,
    ItemRow,
    TurnRow,
)


class Erasure:
    """The only way anything leaves the log; each erasure leaves one line that says so."""

    def __init__(self, database: Database, paths: Paths) -> None:
        self._database, self._paths = database, paths

    def forget(self, user: str) -> list[Path]:
        """Erase all about a visitor; return their files, which the caller then deletes.

        A file outside the home folder was never ours and is not returned, nor is one that others
        still name.
        """
        now = time.time()
        with self._database.write() as session:
            owned = session.scalars(select(ItemRow).where(ItemRow.owner == user)).all()
            places = [place for row in owned for place in (row.media, row.thumbnail)]
            attached = (
                select(TurnRow.attachments)
                .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
                .where(ConversationRow.user_id == user)
            )
            places += [file["path"] for files in session.scalars(attached) for file in files]
            # Strictly before: the clock may stand still between two lines.
            session.add(ErasureRow(user_id=user, before=now + 1.0, at=now))
            session.flush()
            for one in BELONGINGS:
                if one.of is not None:  # what has no column for them hangs on what has
                    session.execute(delete(one.row).where(one.of == user))
            theirs = set(filter(None, places)) - named(session)
        return self._paths.ours(theirs)

    def expire(self, before: float) -> int:
        """Erase turns and log lines from before a time; return how many turns went."""
        with self._database.write() as session:
            session.add(ErasureRow(user_id=None, before=before, at=time.time()))
            session.flush()
            session.execute(delete(EventRow).where(EventRow.at < before))
            gone = session.execute(
                delete(TurnRow).where(TurnRow.at < before).returning(TurnRow.id)
            ).all()
            kept = select(TurnRow.id).where(TurnRow.conversation_id == ConversationRow.id)
            session.execute(
                delete(ConversationRow).where(ConversationRow.started_at < before, ~kept.exists())
            )
        return len(gone)
