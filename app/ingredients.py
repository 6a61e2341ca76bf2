"""What items were made of in the end: the clips that somebody brought, with what is said of them.

Asked by the guard's checks, never by a visitor: it looks at everybody's items.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.library import DEMO
from app.store.database import Database
from app.store.schema import ItemRow
from models.fidelity.check import Ingredient

DEEPEST = 20
"""Edits of edits that are followed."""

NEWS = frozenset({"news", "breaking news", "headlines", "newscast"})


class Ingredients:
    """See :data:`agents.inspector.Sources`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, parents: Sequence[str]) -> Sequence[Ingredient]:
        """Return what the items with these ids came from; nothing of one that is not known."""
        found: dict[str, Ingredient] = {}
        seen: set[str] = set()
        level = list(parents)
        with self._database.read() as session:
            for _ in range(DEEPEST):
                rows = _rows(session, [one for one in level if one not in seen])
                seen.update(level)
                level = []
                for row in rows:
                    if row.origin == "uploaded" or not row.parents:
                        found[row.id] = _ingredient(row)
                    else:
                        level += row.parents
        return tuple(found.values())


def _rows(session: Session, ids: Sequence[str]) -> Sequence[ItemRow]:
    return session.scalars(select(ItemRow).where(ItemRow.id.in_(ids))).all() if ids else ()


def _ingredient(row: ItemRow) -> Ingredient:
    consent = row.attributes.get("consent")
    return Ingredient(
        title=row.title,
        licence=row.licence,
        origin=row.origin,  # type: ignore[arg-type]
        # Made here from nothing, or brought by the only one who may use it.
        own=row.owner is not None or row.origin == "created",
        drawn=row.declared == DEMO or row.origin == "created",
        consent=consent if isinstance(consent, bool) else None,
        news=bool(NEWS & {tag.lower() for tag in row.tags}),
    )
