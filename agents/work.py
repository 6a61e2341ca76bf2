"""Slow work in a thread of its own, watched from a generator, and gone when it is stopped."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

from models.domain import Artifact, Tick
from models.errors import Cancelled


class Work:
    """One tool at work. ``discard`` deletes what came out too late for anybody to want it."""

    POLL = 0.1

    def __init__(
        self, function: Callable[[Tick], Artifact], discard: Callable[[Artifact], None]
    ) -> None:
        self._function, self._discard = function, discard
        self._stop = threading.Event()
        self._ticks: queue.SimpleQueue[float] = queue.SimpleQueue()
        self._error: BaseException | None = None
        self._value: Artifact | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def progress(self, cancel: threading.Event) -> Iterator[float]:
        """Yield the share done, a few times a second; raises Cancelled soon after ``cancel``."""
        self._thread.start()
        try:
            last = -1.0
            running = True
            while running:
                self._thread.join(self.POLL)
                running = self._thread.is_alive()
                if cancel.is_set():
                    raise Cancelled("the visitor pressed stop")
                fraction = last
                while not self._ticks.empty():
                    fraction = self._ticks.get()
                if fraction - last >= 0.02:
                    last = fraction
                    yield fraction
        except BaseException:
            # Reached too when the page goes away: the generator is closed, the work ends.
            self._abandon()
            raise

    def result(self) -> Artifact:
        """Return what the work returned, or raise what it raised."""
        if self._error is not None:
            raise self._error
        if self._value is None:
            raise Cancelled("the work did not finish")
        return self._value

    def _run(self) -> None:
        try:
            value = self._function(self._tick)
        except BaseException as exc:  # handed to the turn's own thread, which raises it
            self._error = exc
            return
        with self._lock:
            if not self._stop.is_set():
                self._value = value
                return
        self._discard(value)

    def _tick(self, fraction: float) -> None:
        if self._stop.is_set():
            raise Cancelled("the visitor pressed stop")
        self._ticks.put(fraction)

    def _abandon(self) -> None:
        with self._lock:
            self._stop.set()
            value, self._value = self._value, None
        if value is not None:
            self._discard(value)
