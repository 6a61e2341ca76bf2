"""Drawing on a card that is lent by the call (ZeroGPU): in a process that forks from this one."""

from __future__ import annotations

from typing import Any

from models.generate.drawing import Drawing
from models.generate.pipeline import Drawn
from models.hub import zero

PLACED: dict[str, Any] = {}
"""Pipelines by name, which that process finds: its arguments are pickled."""


def placed(name: str, drawing: Drawing) -> Drawn:
    """Draw with the pipeline of that name; nobody there hears of steps."""
    return drawing.on(PLACED[name], None)


def seconds(name: str, drawing: Drawing) -> float:
    """About how long the card is needed."""
    return drawing.seconds


borrowed = zero.borrowing(placed, seconds)
