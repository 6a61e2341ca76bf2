"""Slow work in a thread of its own, whose steps are heard, and which is stopped at its next one."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any, TypeVar

from models.errors import Cancelled

Step = Callable[[int], None]
"""Hears how many steps are done, and may raise Cancelled."""
T = TypeVar("T")


def watched(work: Callable[[Step], T]) -> Iterator[int | T]:
    """Run ``work`` in a thread of its own; yield the steps it tells, and then what it returns.

    Whoever closes this stops it at its next step. The thread has the caller's context.
    """
    told: queue.Queue[tuple[str, Any]] = queue.Queue()
    stop = threading.Event()

    def step(number: int) -> None:
        if stop.is_set():
            raise Cancelled("the visitor pressed stop")
        told.put(("step", number))

    def run() -> None:
        try:
            told.put(("made", work(step)))
        except BaseException as exc:  # noqa: BLE001  # raised again where it is waited for
            told.put(("error", exc))

    thread = threading.Thread(target=copy_context().run, args=(run,), name="picture", daemon=True)
    thread.start()
    try:
        while True:
            kind, value = told.get()
            if kind == "error":
                raise value
            yield value
            if kind == "made":
                return
    finally:
        stop.set()
        thread.join()
