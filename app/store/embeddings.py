"""Embeddings as rows: (n, dim) float16, with times for frames."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Row, String, bindparam, delete, func, select
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import FrameVectors
from app.store.by_ids import ByIds, seen
from app.store.database import Database
from app.store.items import visible
from app.store.schema import EmbeddingRow, ItemRow
from models.domain import Origins

HALF = np.dtype("<f2")
DOUBLE = np.dtype("<f8")
Matrix = NDArray[np.float32]
MANY = 4096
"""Rows that are fetched together where there may be millions."""


def _columns(*extra: Any) -> Any:
    return select(EmbeddingRow.n, EmbeddingRow.dim, EmbeddingRow.vectors, *extra)


_MINE = (
    EmbeddingRow.encoder == bindparam("encoder", type_=String()),
    EmbeddingRow.kind == bindparam("kind", type_=String()),
)
_NEWEST = select(func.max(EmbeddingRow.id)).where(*_MINE)
_OF_ITEMS = ByIds(
    _columns(EmbeddingRow.item_id).join(ItemRow).where(*_MINE, seen()), EmbeddingRow.item_id
)
_BY_KEY = ByIds(_columns(EmbeddingRow.id), EmbeddingRow.id)
_VISIBLE = {
    origins: ByIds(
        select(EmbeddingRow.id, EmbeddingRow.item_id).join(ItemRow).where(seen(origins)),
        EmbeddingRow.id,
    )
    for origins in get_args(Origins)
}


class Embeddings:
    """The vectors one encoder made. ``encoder`` is its name and version, such as ``small@1``."""

    def __init__(self, database: Database, encoder: str) -> None:
        self._database, self.encoder = database, encoder

    def insert(
        self,
        session: Session,
        item_id: str,
        kind: str,
        matrix: Matrix,
        times: NDArray[np.float64] | None = None,
    ) -> None:
        """Write one item's vectors (n, dim) in the session's transaction."""
        stored = None if times is None else np.asarray(times, dtype=DOUBLE).tobytes()
        session.add(
            EmbeddingRow(
                item_id=item_id,
                encoder=self.encoder,
                kind=kind,
                n=matrix.shape[0],
                dim=matrix.shape[1],
                vectors=matrix.astype(HALF).tobytes(),
                times=stored,
            )
        )

    def of_items(self, item_ids: Sequence[str], kind: str, viewer: str | None) -> dict[str, Matrix]:
        """Return item id → (n, dim) for those that are visible and have such vectors."""
        given = {"encoder": self.encoder, "kind": kind, "viewer": viewer or ""}
        with self._database.read() as session:
            rows = _OF_ITEMS.rows(session, item_ids, **given)
            return {row.item_id: _matrix(row) for row in rows}

    def frames(self, item_id: str, viewer: str | None) -> FrameVectors | None:
        """Return the frame vectors of one visible item, if it has any."""
        query = (
            _columns(EmbeddingRow.times)
            .join(ItemRow)
            .where(EmbeddingRow.item_id == item_id, self._mine("frames"), visible(viewer))
        )
        with self._database.read() as session:
            row = session.execute(query).first()
        if row is None:
            return None
        times = np.frombuffer(row.times, dtype=DOUBLE).astype(np.float64)
        return FrameVectors(embeddings=_matrix(row), times=times)

    def dimension(self) -> int | None:
        """Return the length of this encoder's vectors, ``None`` while there are none."""
        query = select(EmbeddingRow.dim).where(EmbeddingRow.encoder == self.encoder).limit(1)
        with self._database.read() as session:
            return session.scalar(query)

    def lacking(self, kind: str) -> list[tuple[str, str | None]]:
        """Return (item id, owner) of the items without such vectors by this encoder, oldest
        first.
        """
        mine = select(EmbeddingRow.id).where(EmbeddingRow.item_id == ItemRow.id, self._mine(kind))
        query = (
            select(ItemRow.id, ItemRow.owner)
            .where(ItemRow.state == "active", ~mine.exists())
            .order_by(ItemRow.created_at, ItemRow.id)
        )
        with self._database.read() as session:
            return [(item_id, owner) for item_id, owner in session.execute(query)]

    def clear(self, session: Session, item_id: str, kind: str | None = None) -> None:
        """Delete one item's vectors by this encoder, or those of one kind, in the transaction."""
        gone = delete(EmbeddingRow).where(
            EmbeddingRow.item_id == item_id, EmbeddingRow.encoder == self.encoder
        )
        session.execute(gone if kind is None else gone.where(EmbeddingRow.kind == kind))

    def drop_others(self) -> int:
        """Delete the vectors of other encoders; return how many rows went."""
        with self._database.write() as session:
            gone = session.execute(
                delete(EmbeddingRow)
                .where(EmbeddingRow.encoder != self.encoder)
                .returning(EmbeddingRow.id)
            )
            return len(gone.all())

    # --- by key: what an index needs -------------------------------------------------------

    def newest(self, kind: str) -> int:
        """Return the newest key, 0 when there is none."""
        given = {"encoder": self.encoder, "kind": kind}
        with self._database.read() as session:
            return session.connection().scalar(_NEWEST, given) or 0

    def keys(self, kind: str, after: int = 0, until: int | None = None) -> NDArray[np.int64]:
        """Return the keys of the rows in ``(after, until]``, ascending."""
        query = (
            select(EmbeddingRow.id)
            .where(self._mine(kind), EmbeddingRow.id > after)
            .order_by(EmbeddingRow.id)
        )
        if until is not None:
            query = query.where(EmbeddingRow.id <= until)
        with self._database.read() as session:
            rows = session.scalars(query.execution_options(yield_per=MANY))
            return np.fromiter(rows, dtype=np.int64)

    def names(self, kind: str, until: int) -> Iterator[tuple[int, str]]:
        """Yield (key, item id) of the rows up to ``until``, in order of the keys."""
        query = (
            select(EmbeddingRow.id, EmbeddingRow.item_id)
            .where(self._mine(kind), EmbeddingRow.id <= until)
            .order_by(EmbeddingRow.id)
        )
        with self._database.read() as session:
            rows = session.execute(query.execution_options(yield_per=MANY))
            yield from ((key, item_id) for key, item_id in rows)

    def by_key(self, keys: Sequence[int]) -> dict[int, Matrix]:
        """Return key → (n, dim), whoever may see it."""
        with self._database.read() as session:
            return {row.id: _matrix(row) for row in _BY_KEY.rows(session, keys)}

    def visible_keys(
        self,
        kind: str,
        viewer: str | None,
        among: Sequence[int] | None = None,
        origins: Origins = "all",
    ) -> dict[int, str]:
        """Return key → item id of the rows ``viewer`` may see, all or those ``among`` these."""
        with self._database.read() as session:
            if among is not None:  # they come from an index of this kind
                rows = _VISIBLE[origins].rows(session, among, viewer=viewer or "")
                return {row.id: row.item_id for row in rows}
            query = select(EmbeddingRow.id, EmbeddingRow.item_id).join(ItemRow)
            query = query.where(self._mine(kind), visible(viewer, origins))
            return {key: item_id for key, item_id in session.execute(query)}

    def _mine(self, kind: str) -> Any:
        return (EmbeddingRow.encoder == self.encoder) & (EmbeddingRow.kind == kind)


def _matrix(row: Row[Any]) -> Matrix:
    flat = np.frombuffer(row.vectors, dtype=HALF).astype(np.float32)
    return flat.reshape(row.n, row.dim)
