"""The end of the server, also while something runs that cannot be stopped.

A thread that loads a model, or waits for one that does, hears nothing until it is through; Python
would wait for it at the end. One that computes in native code (torch, an index) comes back to an
interpreter that is gone, and C++ ends the process with "terminate called without an active
exception" and a core dump.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
import time

log = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds that the end may take; what matters is written at once and lies in the database."""

PATIENCE = 1.5
"""Seconds that threads get to hear that it is the end."""

NATIVE = frozenset(("warm", "job", "turn", "chat", "people", "taste-map"))
"""Names of our threads that may be in native code."""


def within(seconds: float = GRACE, status: int = 0) -> None:
    """End the process with ``status`` in ``seconds``, unless it has ended by itself by then."""

    def end() -> None:
        log.warning("something still runs after %g seconds; it is left", seconds)
        os._exit(status)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()


def leave(status: int = 0) -> None:
    """Wait a moment for the threads of :data:`NATIVE`; if one goes on, end the process here.

    Called last of all: nothing that is registered for the end of Python is run then.
    """
    until = time.monotonic() + PATIENCE
    threads = [thread for thread in threading.enumerate() if thread.name in NATIVE]
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    left = sorted({thread.name for thread in threads if thread.is_alive()})
    if left:
        log.info("left at the end: %s", ", ".join(left))
        logging.shutdown()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
