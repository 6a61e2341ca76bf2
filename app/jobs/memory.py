"""Gives memory back to the system once a job is over."""

from __future__ import annotations

import ctypes
import gc
from functools import cache
from typing import Any


@cache
def _library() -> Any:
    """The C library where it can trim its heaps (glibc), else ``None``."""
    try:
        found = ctypes.CDLL(None)
        return found if hasattr(found, "malloc_trim") else None
    except OSError:
        return None


def give_back(broken: bool) -> None:
    """Return free memory to the system; with ``broken`` also what only a collection frees.

    Pictures are large and threads many: glibc keeps a heap for each and gives little of it back
    by itself, so that a server would grow with every film. What was stopped half-way leaves
    frames that hold each other.
    """
    if broken:
        gc.collect()
    library = _library()
    if library is not None:
        library.malloc_trim(0)
