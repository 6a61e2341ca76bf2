"""Items as rows: who may see them, and duplicates. The agents' view is in ``catalogue.py``."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import Span, no_such_item
from app.store.by_ids import CHUNK, ByIds, seen
from app.store.codec import plain
from app.store.database import Database
from app.store.descent import made_of
from app.store.paths import Paths
from app.store.schema import EmbeddingRow, ItemRow
from models.domain import Item, Origins
from models.errors import BadRequest

COLUMNS = (
    ItemRow.id,
    ItemRow.title,
    ItemRow.media,
    ItemRow.duration,
    ItemRow.width,
    ItemRow.height,
    ItemRow.has_audio,
    ItemRow.thumbnail,
    ItemRow.origin,
    ItemRow.declared,
    ItemRow.description,
    ItemRow.tags,
    ItemRow.licence,
    ItemRow.parents,
    ItemRow.owner,
    ItemRow.created_at,
)
"""What an item is read from: whole rows, with their shots, take three times as long."""


ACTIVE = ItemRow.state == "active"
_GET = ByIds(select(*COLUMNS).where(seen()), ItemRow.id)


def visible(viewer: str | None, origins: Origins = "all") -> ColumnElement[bool]:
    """Return the condition under which an item may be returned to ``viewer`` at all."""
    return seen(origins, viewer or "")


class Items:
    """What was taken in."""

    def __init__(self, database: Database, paths: Paths) -> None:
        self._database, self._paths = database, paths

    def insert(
        self,
        session: Session,
        item: Item,
        *,
        shots: Sequence[Span],
        attributes: Mapping[str, str],
        sha256: str,
        source: str,
    ) -> None:
        """Write one item in the session's transaction; raises BadRequest when its id is taken."""
        row = ItemRow(
            **plain(item)
            | {
                "media": self._paths.stored(item.media),
                "thumbnail": item.thumbnail and self._paths.stored(item.thumbnail),
                "created_at": item.created_at or time.time(),
                "sha256": sha256,
                "source": source,
                "state": "active",
                "attributes": plain(attributes),
                "shots": _spans(shots),
            }
        )
        session.add(row)
        try:
            session.flush()
        except IntegrityError as exc:
            if "foreign key" in str(exc.orig).lower():
                raise BadRequest("The owner of this item is not a visitor known here.") from exc
            raise BadRequest(f"The id {item.id!r} is taken; give the item a new one.") from exc

    def get(self, ids: Iterable[str], viewer: str | None) -> dict[str, Item]:
        """Return id → item for those among ``ids`` that ``viewer`` may see."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, Item] = {}
        with self._database.read() as session:
            for row in _GET.rows(session, wanted, viewer=viewer or ""):
                found[row.id] = self._item(row)
        return found

    def whatever(self, item_id: str) -> Item | None:
        """Return an item whoever it belongs to, hidden or not: for who moderates, nobody else."""
        query = select(ItemRow).where(ItemRow.id == item_id, ItemRow.state != "deleted")
        with self._database.read() as session:
            row = session.scalar(query)
            return None if row is None else self._item(row)

    def shots(self, item_id: str, viewer: str | None) -> tuple[Span, ...]:
        """Return the shots of an item, empty when unknown or not visible."""
        query = select(ItemRow.shots).where(ItemRow.id == item_id, visible(viewer))
        with self._database.read() as session:
            return tuple((start, end) for start, end in session.scalar(query) or ())

    def set_shots(self, session: Session, item_id: str, shots: Sequence[Span]) -> None:
        """Write an item's shots in the session's transaction."""
        session.execute(update(ItemRow).where(ItemRow.id == item_id).values(shots=_spans(shots)))

    def attributes(self, item_id: str, viewer: str | None) -> dict[str, Any]:
        """Return what is known about an item beyond its words, empty when not visible."""
        query = select(ItemRow.attributes).where(ItemRow.id == item_id, visible(viewer))
        with self._database.read() as session:
            return dict(session.scalar(query) or {})

    def note(self, item_id: str, **known: bool) -> None:
        """Add to what is known about an item beyond its words."""
        with self._database.write() as session:
            row = session.get(ItemRow, item_id)
            if row is None:
                raise no_such_item(item_id)
            row.attributes = {**row.attributes, **known}

    def duplicate(self, sha256: str, viewer: str | None) -> Item | None:
        """Return the visible item made from a file with this hash, if there is one.

        Raises :class:`BadRequest` when a person withheld such an item: it must not come back by
        being brought again. One that was removed may.
        """
        same = ItemRow.sha256 == sha256
        with self._database.read() as session:
            if session.scalar(select(ItemRow.id).where(same, ItemRow.state == "hidden").limit(1)):
                raise BadRequest("This video was withheld here after a review; bring another one.")
            row = session.scalar(select(ItemRow).where(same, visible(viewer)).limit(1))
            return None if row is None else self._item(row)

    def at(self, media: Path, viewer: str | None) -> Item | None:
        """Return the visible item whose file this is, if there is one."""
        query = select(ItemRow).where(ItemRow.media == self._paths.stored(media), visible(viewer))
        with self._database.read() as session:
            row = session.scalar(query.limit(1))
            return None if row is None else self._item(row)

    def wordless(self) -> list[tuple[str, str | None]]:
        """Return (id, owner) of what people brought with neither description nor tags."""
        asked = select(ItemRow.id, ItemRow.owner, ItemRow.tags).where(
            ItemRow.state == "active", ItemRow.origin == "uploaded", ItemRow.description == ""
        )
        with self._database.read() as session:
            return [(row.id, row.owner) for row in session.execute(asked) if not row.tags]

    def files(self) -> set[Path]:
        """Return every file that an item, of whomever and in whatever state, names."""
        query = select(ItemRow.media, ItemRow.thumbnail).where(ItemRow.state != "deleted")
        with self._database.read() as session:
            places = {place for row in session.execute(query) for place in row if place}
        return {self._paths.real(place) for place in places}

    def hide(self, item_id: str, hidden: bool = True) -> None:
        """Withhold an item from everybody, its owner too, or show it again."""
        before, after = ("active", "hidden") if hidden else ("hidden", "active")
        self._change(item_id, (before,), state=after)

    def withhold(self, item_id: str) -> None:
        """Withhold an item, whether it is seen now or not, with all that was made of it or in its
        style, for whomever.
        """
        self._change(item_id, ("active", "hidden"), state="hidden")
        with self._database.write() as session:
            gone = sorted(made_of(session, item_id))
            for start in range(0, len(gone), CHUNK):
                some = ItemRow.id.in_(gone[start : start + CHUNK])
                session.execute(update(ItemRow).where(some, ACTIVE).values(state="hidden"))

    def relocate(self, item_id: str, media: Path, thumbnail: Path | None) -> None:
        """Note that an item's files lie elsewhere now."""
        places = {
            "media": self._paths.stored(media),
            "thumbnail": thumbnail and self._paths.stored(thumbnail),
        }
        self._change(item_id, ("active", "hidden"), **places)

    def reword(self, session: Session, item: Item) -> None:
        """Give an item the words of ``item`` in the session's transaction."""
        session.execute(
            update(ItemRow)
            .where(ItemRow.id == item.id)
            .values(
                title=item.title,
                description=item.description,
                tags=list(item.tags),
                licence=item.licence,
                declared=item.declared,
            )
        )

    def remove(self, item_id: str) -> None:
        """Make an item invisible for good and drop its embeddings; raises NoSuchItem."""
        self._change(item_id, ("active", "hidden"), state="deleted", sha256="")

    def count(self, viewer: str | None) -> int:
        """Return how many items are visible."""
        with self._database.read() as session:
            return session.scalar(select(func.count(ItemRow.id)).where(visible(viewer))) or 0

    def _change(self, item_id: str, states: tuple[str, ...], **values: Any) -> None:
        with self._database.write() as session:
            changed = session.execute(
                update(ItemRow)
                .where(ItemRow.id == item_id, ItemRow.state.in_(states))
                .values(**values)
                .returning(ItemRow.id)
            ).all()
            if not changed:
                raise no_such_item(item_id)
            if values.get("state") == "deleted":
                session.execute(delete(EmbeddingRow).where(EmbeddingRow.item_id == item_id))

    def _item(self, row: Any) -> Item:
        return Item(
            id=row.id,
            title=row.title,
            media=self._paths.real(row.media),
            duration=row.duration,
            width=row.width,
            height=row.height,
            has_audio=row.has_audio,
            thumbnail=self._paths.real(row.thumbnail) if row.thumbnail else None,
            origin=row.origin,
            declared=row.declared,
            description=row.description,
            tags=tuple(row.tags),
            licence=row.licence,
            parents=tuple(row.parents),
            owner=row.owner,
            created_at=row.created_at,
        )


def _spans(shots: Sequence[Span]) -> list[list[float]]:
    return [[float(start), float(end)] for start, end in shots]
