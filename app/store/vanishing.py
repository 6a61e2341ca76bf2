"""What was made for a visitor goes without a trace: rows, words, vectors; the ids alone stay.

The ids keep the order of old turns, and what a visitor did stays theirs. The registry, which knows
no visitor, keeps what lets a file be recognised (:mod:`app.store.registry`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from app.store.by_ids import CHUNK
from app.store.database import Database
from app.store.paths import Paths
from app.store.schema import (
    ArtifactRow,
    EmbeddingRow,
    ItemRow,
    PublicationRow,
    ReviewRow,
    UserRow,
)

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
                places |= self._emptied(session, ids[start : start + CHUNK])
            named = set(self._named(session.execute(_FILES).all()))
        files = (self._paths.real(place) for place in places if place not in named)
        return [path for path in files if path.is_relative_to(self._paths.home)]

    def _emptied(self, session: Session, ids: Sequence[str]) -> set[str]:
        """Empty these rows in the transaction; return the places of their files."""
        mine = select(ItemRow.id, ItemRow.media, ItemRow.thumbnail)
        rows = session.execute(mine.where(ItemRow.id.in_(ids), MADE)).all()
        there = [row.id for row in rows]
        made = session.scalars(select(ArtifactRow.path).where(ArtifactRow.item_id.in_(there)))
        places = {place for row in rows for place in row[1:] if place} | set(made)
        session.execute(update(ItemRow).where(ItemRow.id.in_(there)).values(**EMPTY))
        for row in (EmbeddingRow, ArtifactRow, PublicationRow, ReviewRow):
            session.execute(delete(row).where(row.item_id.in_(there)))
        return places

    def fold(self) -> None:
        """Have SQLite write its journal away: what was deleted still lies in it until then."""
        if not self._database.fold():
            log.warning("what was deleted lies in the database's journal until it is next folded")

    def _ids(self, which: ColumnElement[bool]) -> list[str]:
        with self._database.read() as session:
            return list(session.scalars(select(ItemRow.id).where(MADE, which)))

    @staticmethod
    def _named(rows: Iterable[Sequence[str | None]]) -> Iterable[str]:
        return (place for row in rows for place in row if place)


_FILES = select(ItemRow.media, ItemRow.thumbnail).where(ItemRow.state != "deleted")
