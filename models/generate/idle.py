"""What gives something back once nobody has asked for it for a while."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import Any


class Idle:
    """One timer, not one a call: it looks again where somebody came meanwhile."""

    def __init__(
        self,
        seconds: float,
        lock: threading.RLock | Any,
        kept: Callable[[], bool],
        give_back: Callable[[], None],
    ) -> None:
        """``give_back`` is called with ``lock`` held, ``seconds`` after the last :meth:`later`.

        Nothing is looked at while nothing is ``kept``.
        """
        self.timer: threading.Timer | None = None
        self._seconds, self._lock, self._kept, self._give_back = seconds, lock, kept, give_back
        self._until = 0.0

    def later(self) -> None:
        """Begin the time anew. To be called with the lock held."""
        self._until = monotonic() + self._seconds
        if self.timer is None:
            self._look()

    def _look(self) -> None:
        with self._lock:
            left, self.timer = self._until - monotonic(), None
            if left <= 0:
                self._give_back()
            elif self._kept():
                timer = threading.Timer(left, self._look)
                timer.daemon = True
                with suppress(RuntimeError):  # no thread to be had: the next call looks again
                    timer.start()
                    self.timer = timer
