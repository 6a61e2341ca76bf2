"""The end of the server, also while something runs that cannot be stopped.

A thread that loads a model, or waits for one that does, hears nothing until it is through; Python
would wait for it at the end.
"""

from __future__ import annotations

import logging
import os
import threading

log = logging.getLogger(__name__)

GRACE = 5.0
"""Seconds that the end may take; what matters is written at once and lies in the database."""


def within(seconds: float = GRACE, status: int = 0) -> None:
    """End the process with ``status`` in ``seconds``, unless it has ended by itself by then."""

    def end() -> None:
        log.warning("something still runs after %g seconds; it is left", seconds)
        os._exit(status)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
