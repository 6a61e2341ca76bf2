"""How long a test waits for what another thread or process does."""

import time
from collections.abc import Callable

PATIENCE = 60.0
"""Seconds. What comes is not waited for any longer than it takes; a busy machine may take many."""


def until(true: Callable[[], object], told: str = "it did not come") -> None:
    """Wait for something to be so; fail when it is not within :data:`PATIENCE`."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, told
        time.sleep(0.005)
