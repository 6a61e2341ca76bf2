"""What is remembered of every file that left the gate, when the item itself is long deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

from models.provenance.fingerprint import Hashes

Kind = Literal["video", "image"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One file. Nothing in it leads to a visitor, or to the item it was.

    Attributes:
        sha256: of its bytes.
        kind: what it is.
        fingerprint: what it looks like.
        mark: the identifier in its pictures; ``None`` where they were left alone.
        ancestors: identifiers in the pictures of what it was made of, which may still be read.
        manifest: the label of its signed record, empty without.
        signed: that record itself (JUMBF), to be handed out when somebody stripped it.
        at: when, seconds since 1970, to the hour.
    """

    sha256: str
    kind: Kind
    fingerprint: Hashes
    mark: int | None = None
    ancestors: tuple[int, ...] = ()
    manifest: str = ""
    signed: bytes = b""
    at: float = 0.0


class Registry(Protocol):
    """Where records are kept."""

    def add(self, record: Record) -> None:
        """Keep a record."""

    def by_mark(self, mark: int) -> list[Record]:
        """Return the records of files with a mark: the marked one first, then cuts of it."""
        ...

    def by_bytes(self, sha256: str) -> Record | None:
        """Return the record of a file with these bytes."""
        ...

    def by_manifest(self, label: str) -> Record | None:
        """Return the record of the file that was signed with this manifest."""
        ...

    def marks(self) -> list[int]:
        """Return all identifiers that were given out."""
        ...

    def fingerprints(self) -> Iterable[tuple[int, Hashes]]:
        """Yield the number of each record with what it looks like; see :meth:`numbered`."""
        ...

    def numbered(self, number: int) -> Record:
        """Return a record by its number."""
        ...


class MemoryRegistry:
    """A :class:`Registry` for tests and benches."""

    def __init__(self) -> None:
        self.records: list[Record] = []

    def add(self, record: Record) -> None:
        """See :class:`Registry`."""
        self.records.append(record)

    def by_mark(self, mark: int) -> list[Record]:
        """See :class:`Registry`."""
        return [record for record in self.records if record.mark == mark]

    def by_bytes(self, sha256: str) -> Record | None:
        """See :class:`Registry`."""
        return next((one for one in self.records if one.sha256 == sha256), None)

    def by_manifest(self, label: str) -> Record | None:
        """See :class:`Registry`."""
        return next((one for one in self.records if label and one.manifest == label), None)

    def marks(self) -> list[int]:
        """See :class:`Registry`."""
        return list(dict.fromkeys(one.mark for one in self.records if one.mark is not None))

    def fingerprints(self) -> Iterable[tuple[int, Hashes]]:
        """See :class:`Registry`."""
        return [(number, one.fingerprint) for number, one in enumerate(self.records)]

    def numbered(self, number: int) -> Record:
        """See :class:`Registry`."""
        return self.records[number]
