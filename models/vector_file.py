"""A vector index on disk: faiss' own bytes, then a line that says what they belong to.

The bytes are handed to native code, so only those that are whole and ours may go there. They are
never held in memory beside the index: at a million items they are most of a gigabyte.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from models.neighbours import Neighbours

PIECE = 1 << 20
TAIL = 16
"""Bytes at the end that say, in digits, how long the line before them is."""

LONGEST = 64 * PIECE


def write(index: Neighbours, told: Mapping[str, Any], file: Path) -> None:
    """Write the index with what is told of it; a reader never sees half a file. Raises OSError."""
    # Two threads may write one index at once: each writes its own file, and the later one stays.
    partial = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.partial")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The library would say only that it failed; opening the file says why.
        partial.touch(mode=0o600)
        index.save(partial)
        size = partial.stat().st_size
        with partial.open("r+b") as opened:
            whole = {**told, "size": size, "sha256": _hash(opened)}
            line = json.dumps(whole).encode()
            opened.write(line + f"{len(line):0{TAIL}d}".encode())
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)


def read(file: Path) -> tuple[Neighbours, dict[str, Any]]:
    """Return the index and what was told of it.

    Raises FileNotFoundError, or ValueError with the reason for one that is damaged or strange.
    """
    with file.open("rb") as opened:
        told = _told(opened.fileno())
        if _hash(opened, told["size"]) != told["sha256"]:
            raise ValueError("it is damaged")
        opened.seek(0)
        return Neighbours.load(opened), told


def _told(descriptor: int) -> dict[str, Any]:
    size = os.fstat(descriptor).st_size
    try:
        length = int(os.pread(descriptor, TAIL, max(size - TAIL, 0)))
        if not 0 < length <= min(LONGEST, size - TAIL):
            raise ValueError(length)
        told = json.loads(os.pread(descriptor, length, size - TAIL - length))
        if told["size"] != size - TAIL - length:
            raise ValueError(told["size"])
    except (ValueError, KeyError, TypeError) as exc:
        raise ValueError("it was cut short or is no index") from exc
    return dict(told)


def _hash(opened: Any, size: int | None = None) -> str:
    """Hash the first ``size`` bytes, or all; leaves the position behind them."""
    digest, left = hashlib.sha256(), size
    opened.seek(0)
    while piece := opened.read(PIECE if left is None else min(PIECE, left)):
        digest.update(piece)
        left = None if left is None else left - len(piece)
    return digest.hexdigest()
