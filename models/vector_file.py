"""A vector index on disk: usearch's own bytes, then a line that says what they belong to.

The bytes are handed to native code, so only those that are whole and ours may go there. They are
never held in memory beside the index: at a million items they are most of a gigabyte.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from usearch.index import Index

PIECE = 1 << 20
TAIL = 16
"""Bytes at the end that say, in digits, how long the line before them is."""

LONGEST = 64 * PIECE

EXPANSION = 1024
"""How wide usearch looks; wider finds more of the true neighbours and takes longer."""


def empty(dimension: int) -> Index:
    """Return an index of unit vectors (dimension,) by inner product, kept in half precision."""
    from usearch.index import Index

    return Index(ndim=dimension, metric="ip", dtype="f16", expansion_search=EXPANSION)


def write(index: Index, told: Mapping[str, Any], file: Path) -> None:
    """Write the index with what is told of it; a reader never sees half a file. Raises OSError."""
    # Two threads may write one index at once: each writes its own file, and the later one stays.
    partial = file.with_suffix(f".{os.getpid()}-{threading.get_ident()}.partial")
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # The library would say only that it failed; opening the file says why.
        partial.touch(mode=0o600)
        index.save(str(partial))
        size = partial.stat().st_size
        with partial.open("r+b") as opened:
            whole = {**told, "size": size, "dimension": int(index.ndim), "sha256": _hash(opened)}
            line = json.dumps(whole).encode()
            opened.write(line + f"{len(line):0{TAIL}d}".encode())
        os.replace(partial, file)
    finally:
        partial.unlink(missing_ok=True)


def read(file: Path) -> tuple[Index, dict[str, Any]]:
    """Return the index and what was told of it.

    Raises FileNotFoundError, or ValueError with the reason for one that is damaged or strange.
    """
    with file.open("rb") as opened:
        told = _told(opened.fileno())
        if _hash(opened, told["size"]) != told["sha256"]:
            raise ValueError("it is damaged")
        index = empty(told["dimension"])
        with mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            with memoryview(mapped) as whole, whole[: told["size"]] as body:
                index.load(body)
        return index, told


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
