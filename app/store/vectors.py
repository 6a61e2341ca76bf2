"""Nearest neighbours in process (usearch), over one kind of embedding of one encoder.

The database is the truth; the index only proposes candidates, and the caller asks the database
which of them may be seen. Keys only grow, so each search asks for the newest one and takes in what
was added since, by this process or another; keys that are gone do no harm and leave when the index
is saved. A copy on disk saves the building at start; lost, damaged or strange, it is rebuilt.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.store.embeddings import Embeddings

if TYPE_CHECKING:
    from usearch.index import Index

logger = logging.getLogger(__name__)

SAVE_EVERY = 256
"""So many changes, or a tenth of the index if that is more, are worth writing the file again."""

EXPANSION = 128
"""How wide usearch looks; wider finds more of the true neighbours and takes longer."""


class Hit(NamedTuple):
    """A key of the embeddings table, and its cosine with the query."""

    key: int
    score: float


class VectorIndex:
    """One index. Any thread may search it."""

    def __init__(self, file: Path, embeddings: Embeddings, kind: str, threads: int = 1) -> None:
        self._file, self._embeddings, self._kind, self._threads = file, embeddings, kind, threads
        self._lock = threading.Lock()
        self._index: Index | None = None  # None until the first vector tells the dimension
        self._keys: dict[int, str] = {}
        self._newest: int | None = None  # None until it was compared with the database
        self._unsaved = 0

    def __len__(self) -> int:
        return len(self._keys)

    @property
    def dimension(self) -> int | None:
        """The length of the vectors, ``None`` while there are none."""
        return None if self._index is None else int(self._index.ndim)

    def refresh(self) -> None:
        """Take in what is new in the database; the first time, load or build the index."""
        newest = self._embeddings.newest(self._kind)
        if newest == self._newest:
            return
        with self._lock:
            if self._newest is None:
                self._load()
            self._add(self._embeddings.keys(self._kind, after=max(self._keys, default=0)))
            self._newest = newest
            if self._unsaved >= max(SAVE_EVERY, len(self._keys) // 10):
                self._save()

    def search(self, vector: NDArray[np.float32], count: int) -> list[Hit]:
        """Return about the ``count`` nearest to a unit vector (d,), best first."""
        with self._lock:
            if self._index is None or not len(self._index):
                return []
            found = self._index.search(vector, count, threads=1)
        return [
            Hit(int(k), 1.0 - float(d)) for k, d in zip(found.keys, found.distances, strict=True)
        ]

    def rank(self, vector: NDArray[np.float32], keys: list[int], count: int) -> list[Hit]:
        """Return exactly the ``count`` nearest among ``keys``, best first."""
        with self._lock:
            known = [key for key in keys if key in self._keys]
            if self._index is None or not known:
                return []
            rows: Any = self._index.get(np.array(known))
            matrix = np.stack(rows)
        scores = matrix.astype(np.float32) @ vector
        best = np.argsort(-scores, kind="stable")[:count]
        return [Hit(known[place], float(scores[place])) for place in best]

    def save(self) -> None:
        """Write the index to its file if it changed."""
        with self._lock:
            if self._unsaved:
                self._save()

    # --- below, the lock is held ---------------------------------------------------------------

    def _add(self, keys: dict[int, str]) -> None:
        # In pieces, so that building a large index does not hold all rows in memory.
        wanted = list(keys)
        for start in range(0, len(wanted), 4096):
            rows = self._embeddings.by_key(wanted[start : start + 4096])
            if not rows:
                continue
            matrix = np.concatenate(list(rows.values()))
            if self._index is None:
                self._index = _empty(matrix.shape[1])
            self._index.add(np.fromiter(rows, dtype=np.uint64), matrix, threads=self._threads)
            self._keys |= {key: keys[key] for key in rows}
            self._unsaved += len(rows)

    def _load(self) -> None:
        try:
            header, body = self._file.read_bytes().split(b"\n", 1)
            told = json.loads(header)
            # The file is handed to native code: only one that is whole and ours may go there.
            if told["sha256"] != hashlib.sha256(body).hexdigest():
                raise ValueError("it is damaged")
            keys = self._embeddings.keys(self._kind, until=told["newest"])
            if told["content"] != self._content(keys):
                raise ValueError("it belongs to another state of the database")
            index = _empty(told["dimension"])
            index.load(body)
        except FileNotFoundError:
            return
        except Exception as exc:  # noqa: BLE001 - whatever is wrong with a copy, it is made again
            logger.warning("rebuilding the vector index %s: %s", self._file.name, exc)
            return
        self._index, self._keys = index, keys

    def _save(self) -> None:
        if self._index is None:
            return
        present = self._embeddings.keys(self._kind, until=max(self._keys, default=0))
        if gone := [key for key in self._keys if key not in present]:
            self._index.remove(np.array(gone, dtype=np.uint64))
            self._keys = {key: self._keys[key] for key in self._keys if key in present}
        body = bytes(self._index.save() or b"")
        header = {
            "sha256": hashlib.sha256(body).hexdigest(),
            "content": self._content(self._keys),
            "newest": max(self._keys, default=0),
            "dimension": self.dimension,
        }
        partial = self._file.with_suffix(f".{os.getpid()}.partial")
        try:
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            partial.write_bytes(json.dumps(header).encode() + b"\n" + body)
            os.replace(partial, self._file)
        except OSError as exc:
            logger.warning("the vector index is not on disk and will be built at start: %s", exc)
            with contextlib.suppress(OSError):
                partial.unlink(missing_ok=True)
        self._unsaved = 0

    def _content(self, keys: dict[int, str]) -> str:
        told = json.dumps([self._embeddings.encoder, self._kind, *keys.items()])
        return hashlib.sha256(told.encode()).hexdigest()


def _empty(dimension: int) -> Index:
    from usearch.index import Index

    return Index(ndim=dimension, metric="ip", dtype="f16", expansion_search=EXPANSION)
