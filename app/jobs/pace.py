"""How long work takes: seconds a unit, tool by tool, as the median of the last few times."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from statistics import median

LAST = 15
"""Times that count: few enough to follow a machine that got busy."""


def _nothing(tool: str, count: int) -> Sequence[float]:
    return ()


class Pace:
    """What was measured. ``past(tool, n)`` gives up to n older seconds a unit, the newest last."""

    def __init__(self, past: Callable[[str, int], Sequence[float]] = _nothing) -> None:
        self._past = past
        self._known: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def add(self, tool: str, units: float, seconds: float) -> None:
        """Note how long ``units`` of work took."""
        if units > 0:
            known = self._of(tool)
            with self._lock:
                known.append(seconds / units)

    def seconds(self, tool: str, units: float) -> float | None:
        """Return how long ``units`` of work will take; ``None`` for a tool never seen at work."""
        known = self._of(tool)
        with self._lock:
            return units * median(known) if known else None

    def _of(self, tool: str) -> deque[float]:
        with self._lock:
            known = self._known.get(tool)
        if known is None:
            found = deque(self._past(tool, LAST), maxlen=LAST)
            with self._lock:
                known = self._known.setdefault(tool, found)
        return known
