"""Nearest neighbours in process, over one kind of embedding of one encoder.

The database is the truth; the index only proposes candidates, and the caller asks the database
which of them may be seen. Keys only grow, so each search asks for the newest one and takes in what
was added since, by this process or another; keys that are gone do no harm and leave when the index
is saved. A copy on disk saves the building at start. It is compared with the database a stretch of
keys at a time, and only the stretches that differ are built anew; lost or damaged, all is.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.store.embeddings import Embeddings
from models import vector_file
from models.neighbours import Neighbours

logger = logging.getLogger(__name__)

SAVE_EVERY = 256
"""So many changes, or a tenth of the index if that is more, are worth writing the file again."""

SAVE_BUILDING = 1 << 17
"""So many vectors are built before the file is written: a start that is killed loses no more."""

NARROW = 1 / 8
"""Of what is looked at otherwise, for the neighbours of an item: they mostly lie in its list."""

STRETCH = 4096
"""Keys that are read, and compared with the file, together."""


class Hit(NamedTuple):
    """A key of the embeddings table, and its cosine with the query."""

    key: int
    score: float


class VectorIndex:
    """One index. Any thread may search it."""

    def __init__(self, file: Path, embeddings: Embeddings, kind: str, threads: int = 1) -> None:
        self._file, self._embeddings, self._kind, self._threads = file, embeddings, kind, threads
        self._lock = threading.Lock()
        self._index: Neighbours | None = None  # None until the first vector tells the dimension
        self._last = 0  # the largest key taken in
        self._newest: int | None = None  # None until it was compared with the database
        self._unsaved = 0

    def __len__(self) -> int:
        return 0 if self._index is None else len(self._index)

    @property
    def dimension(self) -> int | None:
        """The length of the vectors, ``None`` while there are none."""
        return None if self._index is None else self._index.dimension

    def refresh(self) -> None:
        """Take in what is new in the database; the first time, load or build the index."""
        newest = self._embeddings.newest(self._kind)
        if newest == self._newest:
            return
        with self._lock:
            if self._newest is None:
                self._load()
            self._add(self._embeddings.keys(self._kind, after=self._last))
            self._newest = newest
            if self._unsaved >= max(SAVE_EVERY, len(self) // 10):
                self._save()

    def search(self, vector: NDArray[np.float32], count: int) -> list[Hit]:
        """Return about the ``count`` nearest to a unit vector (d,), best first."""
        with self._lock:
            if self._index is None or not len(self._index):
                return []
            return _hits(*self._index.search(vector, count))

    def search_each(self, vectors: NDArray[np.float32], count: int) -> list[list[Hit]]:
        """Return about the ``count`` nearest to each of the unit vectors (n, d) of items.

        Where an item lies there are neighbours all around, so a narrow look finds them.
        """
        with self._lock:
            if self._index is None or not len(self._index):
                return [[] for _ in vectors]
            return [_hits(*self._index.search(vector, count, NARROW)) for vector in vectors]

    def rank(self, vector: NDArray[np.float32], keys: list[int], count: int) -> list[Hit]:
        """Return exactly the ``count`` nearest among ``keys``, best first."""
        with self._lock:
            if self._index is None or not keys:
                return []
            return _hits(*self._index.among(np.array(keys, np.int64), vector, count))

    def purge(self) -> None:
        """Take what is gone out of the index, and write it: the file before has its numbers."""
        with self._lock:
            if self._newest is None:
                self._load()
            self._file.unlink(missing_ok=True)  # whether or not another can be written
            self._newest = self._embeddings.newest(self._kind)
            if not self._newest:
                self._index = None
            self._last = 0 if self._index is None else min(self._last, self._newest)
            self._add(self._embeddings.keys(self._kind, after=self._last))
            self._save()

    def save(self) -> None:
        """Write the index to its file if it changed."""
        with self._lock:
            if self._unsaved:
                self._save()

    # --- below, the lock is held ---------------------------------------------------------------

    def _add(self, keys: NDArray[np.int64]) -> None:
        # In pieces, so that building a large index does not hold all rows in memory.
        for start in range(0, len(keys), STRETCH):
            self._take(keys[start : start + STRETCH])
            if self._unsaved >= SAVE_BUILDING:
                self._save()

    def _take(self, keys: NDArray[np.int64]) -> None:
        rows = self._embeddings.by_key(keys.tolist())
        if not rows:
            return
        matrix = np.concatenate(list(rows.values()))
        if self._index is None:
            self._index = Neighbours(matrix.shape[1])
        self._index.add(np.fromiter(rows, dtype=np.int64), matrix, self._threads)
        self._last = max(self._last, *rows)
        self._unsaved += len(rows)

    def _load(self) -> None:
        try:
            index, told = vector_file.read(self._file)
            last, marks = int(told["newest"]), dict(told["marks"])
        except FileNotFoundError:
            return
        except Exception as exc:  # noqa: BLE001 - whatever is wrong with a copy, it is made again
            logger.warning("rebuilding the vector index %s: %s", self._file.name, exc)
            return
        present = self._marks(last)
        if not present.keys() & marks.keys() or all(
            present.get(name) != mark for name, mark in marks.items()
        ):
            logger.warning(
                "rebuilding the vector index %s: it belongs to another state of the database",
                self._file.name,
            )
            return
        self._index, self._last = index, last
        for name in sorted({*present, *marks}, key=int):
            if present.get(name) != marks.get(name):
                self._mend(int(name))

    def _mend(self, stretch: int) -> None:
        """Build one stretch of keys anew: some are gone, or were never there."""
        assert self._index is not None
        first, end = stretch * STRETCH, (stretch + 1) * STRETCH
        held = self._index.keys
        self._index.remove(held[(held >= first) & (held < end)])
        until = min(end - 1, self._last)
        self._take(self._embeddings.keys(self._kind, after=first - 1, until=until))

    def _save(self) -> None:
        if self._index is None:
            return
        present, held = self._embeddings.keys(self._kind, until=self._last), self._index.keys
        if len(gone := np.setdiff1d(held, present)):
            self._index.remove(gone)
        # Where transactions overlap, a smaller key may have come after a larger one.
        self._take(np.setdiff1d(present, held))
        try:
            told = {"newest": self._last, "marks": self._marks(self._last)}
            vector_file.write(self._index, told, self._file)
        except (OSError, RuntimeError) as exc:
            logger.warning("the vector index is not on disk and will be built at start: %s", exc)
        self._unsaved = 0

    def _marks(self, until: int) -> dict[str, str]:
        """Return a hash of keys and item ids for each stretch of keys up to ``until``."""
        found: dict[str, Any] = {}
        for key, item_id in self._embeddings.names(self._kind, until):
            name = str(key // STRETCH)
            if name not in found:
                found[name] = hashlib.sha256(f"{self._embeddings.encoder} {self._kind}".encode())
            found[name].update(f" {key} {item_id}".encode())
        return {name: digest.hexdigest() for name, digest in found.items()}


def _hits(keys: NDArray[np.int64], scores: NDArray[np.float32]) -> list[Hit]:
    return [Hit(key, score) for key, score in zip(keys.tolist(), scores.tolist(), strict=True)]
