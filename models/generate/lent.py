"""Drawing on a card that is lent by the call (ZeroGPU): in a process that forks from this one."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

from models.generate.drawing import Drawing
from models.generate.pipeline import Drawn, TooLarge
from models.hub import card, zero

log = logging.getLogger(__name__)

PLACED: dict[str, Any] = {}
"""Pipelines by name, which that process finds: its arguments are pickled."""


class Failed(NamedTuple):
    """What went wrong there: the platform itself hands back no more than the error's class."""

    too_large: bool
    why: str


def placed(name: str, drawing: Drawing) -> Drawn | Failed:
    """Draw with the pipeline of that name; nobody there hears of steps."""
    try:
        return drawing.on(PLACED[name], None)
    except TooLarge:
        log.warning("memory did not do on the borrowed card")
        large, why = True, ""
    except Exception as exc:
        log.exception("%s failed on the borrowed card", name)
        large, why = False, f"{type(exc).__name__}: {exc}"
    card.collect()  # here, where the error holds what was computed no longer
    return Failed(large, why)


def seconds(name: str, drawing: Drawing) -> float:
    """About how long the card is needed."""
    return drawing.seconds


borrowed = zero.borrowing(placed, seconds)
"""What this machine's platform lends a card to."""


def draw(name: str, drawing: Drawing) -> Drawn:
    """Draw with the pipeline of that name on a borrowed card.

    Raises:
        TooLarge: when the card's memory does not do.
        Unavailable: when no card is lent; see :func:`models.hub.zero.borrowing`.
        RuntimeError: when the pipeline fails.
    """
    found = borrowed(name, drawing)
    if not isinstance(found, Failed):
        return found
    if found.too_large:
        raise TooLarge
    raise RuntimeError(found.why)
