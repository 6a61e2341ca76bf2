"""A thread that one model's work is done in, whoever asks.

PyTorch keeps what cuDNN planned for a convolution's shape by thread (pytorch#103939), so that a new
thread plans all of them anew. On one H100 a picture of true size took 3.5 times as long drawn in a
new thread as in one that had drawn before, and a look of an encoder nine times.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

from models.errors import Busy

T = TypeVar("T")

IDLE = 600.0
"""Seconds without work after which the thread ends; the next work starts another one."""


class OwnThread:
    """See the module. Any thread may ask; one work is done after the other."""

    def __init__(
        self, name: str, idle: float = IDLE, ended: Callable[[], object] = lambda: None
    ) -> None:
        """``ended`` is called by the thread once nobody has asked for ``idle`` seconds."""
        self._name, self._idle, self._ended = name, idle, ended
        self._waiting: queue.SimpleQueue[tuple[Callable[[], Any], Future[Any]]]
        self._waiting = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()

    def run(self, work: Callable[[], T]) -> T:
        """Return what ``work`` returns, or raise what it raises; from within it is done at once.

        Raises :class:`Busy` where there is no thread to be had.
        """
        if threading.current_thread() is self._thread:
            return work()
        told: Future[T] = Future()
        with self._lock:
            if self._thread is None:
                thread = threading.Thread(target=self._do, name=self._name, daemon=True)
                try:
                    thread.start()
                except RuntimeError as exc:  # the next work tries again
                    raise Busy("The server is too busy just now; ask again in a minute.") from exc
                self._thread = thread
            self._waiting.put((work, told))
        return told.result()

    def _do(self) -> None:
        while True:
            try:
                work, told = self._waiting.get(timeout=self._idle)
            except queue.Empty:
                with self._lock:
                    if self._waiting.empty():
                        self._thread = None
                        self._ended()
                        return
                continue
            try:
                told.set_result(work())
            except BaseException as exc:  # noqa: BLE001  # raised where it is waited for
                told.set_exception(exc)
            del work, told  # what was worked on is nobody's any more
