"""The graphics card of this process: whether it still answers, and what is said when it does not.

A card that fell off the bus, or was reset, answers nothing more in a process that used it, and
whatever is asked of it raises, its free memory included. So what failed there is looked into once;
from then on no role asks a dead card again until the next start.
"""

from __future__ import annotations

import gc
import logging
import threading

from models.hub import zero

log = logging.getLogger(__name__)

_gone = threading.Event()

SHORT = "there was not enough memory"
GONE = "the graphics card does not answer any more"
_FULL = ("out of memory", "allocate memory", "alloc_failed")


def here() -> bool:
    """Whether there is a card, and it is not known to be gone."""
    import torch

    return not _gone.is_set() and torch.cuda.is_available()


def free() -> int:
    """Free bytes of the card; 0 without one."""
    return _bytes(0)


def size() -> int:
    """Bytes of the card in all; 0 without one."""
    return _bytes(1)


def _bytes(which: int) -> int:
    import torch

    if not here():
        return 0
    try:
        return int(torch.cuda.mem_get_info()[which])
    except RuntimeError as exc:
        examined(exc)
        return 0


def emptied() -> None:
    """Give back what the card keeps for nobody."""
    import torch

    if here():
        try:
            torch.cuda.empty_cache()
        except RuntimeError as exc:
            examined(exc)


def collect() -> None:
    """Give back what nobody holds any more, on the card as well."""
    gc.collect()
    emptied()


def examined(exc: Exception) -> str:
    """Say in plain words why a model failed with ``exc``; note where the card is gone.

    An error of the card may be one call's alone, so the card is asked for a sum: a dead one raises.
    """
    if full(exc):
        return SHORT
    if not isinstance(exc, RuntimeError) or zero.here():  # there a card is another process's
        return type(exc).__name__
    if _gone.is_set():
        return GONE
    if not here():
        return type(exc).__name__
    try:
        _asked()
    except RuntimeError as more:
        if full(more):  # to the last byte, and so it answers
            return SHORT
        _gone.set()
        log.exception("the graphics card is gone; nothing asks it until the next start")
        return GONE
    return type(exc).__name__


def full(exc: Exception) -> bool:
    """Whether ``exc`` says that memory did not do: the driver has no class of its own for it."""
    import torch

    if isinstance(exc, torch.OutOfMemoryError | MemoryError):
        return True
    told = str(exc).lower()
    return isinstance(exc, RuntimeError) and any(sign in told for sign in _FULL)


def _asked() -> None:
    """Have the card compute a sum."""
    import torch

    torch.ones(2, device="cuda").sum().item()
