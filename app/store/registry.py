"""The registry of all files that left the gate. It outlives items and visitors, and knows neither.

A fingerprint is a few bytes, so all of them are read when somebody asks by looks: 100,000 files of
16 pictures are 13 MB.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import cast

from sqlalchemy import select

from app.store.database import Database
from app.store.schema import RegistryRow
from models.provenance.fingerprint import Hashes, packed, unpacked
from models.provenance.registry import Kind, Record

HOUR = 3600.0
"""Times are kept no finer: to the second they would lead to what a visitor did then."""


class Registry:
    """See :class:`models.provenance.registry.Registry`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: Record) -> None:
        """Keep a record, with the present hour."""
        row = RegistryRow(
            sha256=record.sha256,
            kind=record.kind,
            fingerprint=packed(record.fingerprint),
            mark=record.mark,
            ancestors=list(record.ancestors),
            manifest=record.manifest,
            signed=record.signed,
            at=time.time() // HOUR * HOUR,
        )
        with self._database.write() as session:
            session.add(row)

    def by_mark(self, mark: int) -> list[Record]:
        """See the protocol."""
        query = select(RegistryRow).where(RegistryRow.mark == mark).order_by(RegistryRow.id)
        with self._database.read() as session:
            return [_record(row) for row in session.scalars(query)]

    def by_bytes(self, sha256: str) -> Record | None:
        """See the protocol."""
        query = select(RegistryRow).where(RegistryRow.sha256 == sha256).order_by(RegistryRow.id)
        with self._database.read() as session:
            row = session.scalars(query.limit(1)).first()
            return None if row is None else _record(row)

    def by_manifest(self, label: str) -> Record | None:
        """See the protocol."""
        if not label:
            return None
        query = select(RegistryRow).where(RegistryRow.manifest == label).order_by(RegistryRow.id)
        with self._database.read() as session:
            row = session.scalars(query.limit(1)).first()
            return None if row is None else _record(row)

    def marks(self) -> list[int]:
        """See the protocol."""
        query = select(RegistryRow.mark).where(RegistryRow.mark.is_not(None)).distinct()
        with self._database.read() as session:
            return [cast(int, mark) for mark in session.scalars(query)]

    def fingerprints(self) -> Iterable[tuple[int, Hashes]]:
        """See the protocol."""
        with self._database.read() as session:
            rows = session.execute(select(RegistryRow.id, RegistryRow.fingerprint)).all()
        for number, data in rows:
            yield number, unpacked(data)

    def numbered(self, number: int) -> Record:
        """See the protocol."""
        with self._database.read() as session:
            return _record(session.get_one(RegistryRow, number))


def _record(row: RegistryRow) -> Record:
    return Record(
        sha256=row.sha256,
        kind=cast(Kind, row.kind),
        fingerprint=unpacked(row.fingerprint),
        mark=row.mark,
        ancestors=tuple(row.ancestors),
        manifest=row.manifest,
        signed=row.signed,
        at=row.at,
    )
