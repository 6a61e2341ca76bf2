"""The seam between the gate and what vouches for a file later: signature and registry."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from models.domain import Artifact


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """Files that are finished: their bytes are not touched any more.

    ``marks`` are what they carry now beside label and metadata. ``enter`` writes them into the
    registry; it is called once they lie where they may be served.
    """

    marks: tuple[str, ...]
    enter: Callable[[], None]


class Seal(Protocol):
    """Signs the files of an artifact, last of all, and knows them from then on."""

    def close(self, artifact: Artifact, media: Path, poster: Path) -> Sealed:
        """Sign both files in place; ``poster`` is ``media`` for a picture.

        Raises :class:`models.errors.BadMedia` where a file cannot be signed.
        """
        ...


class FakeSeal:
    """Signs nothing and remembers bytes: for tests and demos."""

    def __init__(self) -> None:
        self.known: set[str] = set()

    def close(self, artifact: Artifact, media: Path, poster: Path) -> Sealed:
        """See :class:`Seal`."""
        digests = {hashlib.sha256(path.read_bytes()).hexdigest() for path in (media, poster)}
        return Sealed(marks=("registry",), enter=lambda: self.known.update(digests))
