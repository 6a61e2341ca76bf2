"""A folder of notes, Markdown or plain text, searched with SQLite's FTS5 and cited by line.

The index lives in memory and is built anew when a file changed: notes are few, and a stale answer
is worse than a second's work. Ranking is BM25, headings count twice.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path

from models.knowledge.knowledge import Fact, terms
from models.knowledge.passages import passages

log = logging.getLogger(__name__)

ENDINGS = frozenset({".md", ".markdown", ".txt"})
MOST_FILES, MOST_BYTES = 5_000, 2_000_000
LOOKED = 5.0
"""Seconds for which the folder is taken to be as it was."""

SPARE = 5
"""Passages looked at beyond those that are wanted."""

ENOUGH = 0.6
"""Share of a question's words that a passage needs: who asks for the capital of France is not told
of capitals."""


class Notes:
    """Knows what stands in the files below ``folder``. Any thread may ask."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: Mapping[Path, int] = {}
        self._looked = 0.0
        self._index: sqlite3.Connection | None = None

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """See :class:`models.knowledge.knowledge.Knowledge`."""
        words = terms(query)
        if not words:
            return ()
        with self._lock:
            rows = self._fresh().execute(
                "SELECT heading, text, file, line FROM notes WHERE notes MATCH ?"
                " ORDER BY bm25(notes, 2.0, 1.0) LIMIT ?",
                (" OR ".join(f'"{word}"' for word in words), k + SPARE),
            )
            found = [
                Fact(text=text, source=f"{file}:{line}", about=heading)
                for heading, text, file, line in rows
                if _about(f"{heading} {text}", words)
            ]
        return found[:k]

    def _fresh(self) -> sqlite3.Connection:
        now = time.monotonic()
        if self._index is not None and now - self._looked < LOOKED:
            return self._index
        self._looked = now
        seen = dict(islice(self._files(), MOST_FILES))
        if self._index is None or seen != self._seen:
            built = self._built(seen)
            if self._index is not None:
                self._index.close()
            self._index, self._seen = built, seen
        return self._index

    def _files(self) -> Iterator[tuple[Path, int]]:
        """The notes and when they changed; what a link leads to outside of the folder is none."""
        home = self.folder.resolve()
        for path in sorted(self.folder.rglob("*")):
            if path.suffix.lower() not in ENDINGS or not path.is_file():
                continue
            with suppress(OSError):  # it may be gone by now
                told = path.stat()
                if path.resolve().is_relative_to(home) and told.st_size <= MOST_BYTES:
                    yield path, told.st_mtime_ns

    def _built(self, files: Mapping[Path, int]) -> sqlite3.Connection:
        index = sqlite3.connect(":memory:", check_same_thread=False)
        index.execute(
            "CREATE VIRTUAL TABLE notes USING fts5(heading, text, file UNINDEXED, line UNINDEXED,"
            " tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        for path in files:
            name = path.relative_to(self.folder).as_posix()
            try:
                text = path.read_text(encoding="utf-8", errors="replace")
            except OSError as exc:
                log.warning("the note %s cannot be read and is left out: %s", name, exc)
                continue
            titled = path.stem.replace("-", " ").replace("_", " ")
            index.executemany(
                "INSERT INTO notes VALUES (?, ?, ?, ?)",
                [(one.heading or titled, one.text, name, one.line) for one in passages(text)],
            )
        return index


def _about(text: str, words: Sequence[str]) -> bool:
    said = set(re.findall(r"\w+", text.lower()))
    has = sum(any(_same(word, other) for other in said) for word in words)
    return has >= ENOUGH * len(words)


def _same(one: str, other: str) -> bool:
    """Whether two words are forms of one: whale and whales, hunt and hunting."""
    short, long = sorted((one, other), key=len)
    stem = max(3, len(short) - 1) if len(short) > 3 else len(short)
    return long.startswith(short[:stem]) and len(long) - len(short) <= 3
