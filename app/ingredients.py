"""What items were made of in the end: the clips that somebody brought, with what is said of them.

Asked by the guard's checks, never by a visitor: it looks at everybody's items.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.database import Database
from app.store.schema import ArtifactRow, ItemRow
from models.domain import DEMO, Item
from models.fidelity.check import Ingredient

DEEPEST = 20
"""Edits of edits that are followed."""

NEWS = frozenset({"news", "breaking news", "headlines", "newscast"})


class Ingredients:
    """See :data:`agents.guard.inspector.Sources`."""

    def __init__(self, database: Database, closed: Collection[str] = frozenset()) -> None:
        """``closed`` are generators that have only ever seen what a program of ours drew."""
        self._database, self._closed = database, closed

    def __call__(self, parents: Sequence[str]) -> Sequence[Ingredient]:
        """Return what the items with these ids came from; nothing of one that is not known."""
        with self._database.read() as session:
            rows = _ends(session, parents)
            made = _models(session, [row.id for row in rows if row.origin == "created"])
            return tuple(_ingredient(row, made.get(row.id, "") in self._closed) for row in rows)

    def drawn(self, item: Item) -> bool:
        """Whether all that an item was made of was drawn by programs of ours."""
        made_of = self((item.id,))
        return bool(made_of) and all(one.drawn for one in made_of)

    def brought(self, item_id: str, viewer: str) -> dict[str, Mapping[str, Any]]:
        """Return the clips that an item came from and that the viewer brought: id to what is known
        of them beyond their words.
        """
        with self._database.read() as session:
            return {
                row.id: dict(row.attributes)
                for row in _ends(session, [item_id])
                if row.origin == "uploaded" and row.owner == viewer
            }


def _ends(session: Session, ids: Sequence[str]) -> list[ItemRow]:
    """The items that were made of nothing else, at the beginning of edits of edits."""
    found: dict[str, ItemRow] = {}
    seen: set[str] = set()
    level = list(ids)
    for _ in range(DEEPEST):
        rows = _rows(session, [one for one in level if one not in seen])
        seen.update(level)
        level = []
        for row in rows:
            if row.origin == "uploaded" or not row.parents:
                found[row.id] = row
            else:
                level += row.parents
    return list(found.values())


def _rows(session: Session, ids: Sequence[str]) -> Sequence[ItemRow]:
    return session.scalars(select(ItemRow).where(ItemRow.id.in_(ids))).all() if ids else ()


def _models(session: Session, ids: Sequence[str]) -> dict[str, str]:
    """What drew the items that were made of nothing."""
    query = select(ArtifactRow.item_id, ArtifactRow.recipe).where(ArtifactRow.item_id.in_(ids))
    return {item: str(recipe.get("model", "")) for item, recipe in session.execute(query)}


def _ingredient(row: ItemRow, closed: bool) -> Ingredient:
    consent = row.attributes.get("consent")
    return Ingredient(
        title=row.title,
        licence=row.licence,
        origin=row.origin,  # type: ignore[arg-type]
        # Made here from nothing, or brought by the only one who may use it.
        own=row.owner is not None or row.origin == "created",
        drawn=row.declared == DEMO or (row.origin == "created" and closed),
        consent=consent if isinstance(consent, bool) else None,
        faces=row.attributes.get("faces") is True,
        news=bool(NEWS & {tag.lower() for tag in row.tags}),
    )
