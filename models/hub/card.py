"""The graphics card of this process: whether it still answers, and what is said when it does not.

A card that fell off the bus, or was reset, answers nothing more in a process that used it, and
whatever is asked of it raises, its free memory included. So what failed there is looked into once;
from then on no role asks a dead card again until the next start.
"""

from __future__ import annotations

import logging
import threading

from models.hub import zero

log = logging.getLogger(__name__)

_gone = threading.Event()

SHORT = "the memory of the graphics card did not do"
GONE = "the graphics card does not answer any more"


def here() -> bool:
    """Whether there is a card, and it is not known to be gone."""
    import torch

    return not _gone.is_set() and torch.cuda.is_available()


def free() -> int:
    """Free bytes of the card; 0 without one."""
    import torch

    if not here():
        return 0
    try:
        return int(torch.cuda.mem_get_info()[0])
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


def examined(exc: Exception) -> str:
    """Say in plain words why a model failed with ``exc``; note where the card is gone.

    An error of the card may be one call's alone, so the card is asked for a sum: a dead one raises.
    """
    import torch

    if isinstance(exc, torch.OutOfMemoryError):
        return SHORT
    if not isinstance(exc, RuntimeError) or zero.here():  # there a card is another process's
        return type(exc).__name__
    if _gone.is_set():
        return GONE
    if not here():
        return type(exc).__name__
    try:
        _asked()
    except torch.OutOfMemoryError:  # full to the last byte, and so it answers
        return SHORT
    except RuntimeError:
        _gone.set()
        log.exception("the graphics card is gone; nothing asks it until the next start")
        return GONE
    return type(exc).__name__


def _asked() -> None:
    """Have the card compute a sum."""
    import torch

    torch.ones(2, device="cuda").sum().item()
