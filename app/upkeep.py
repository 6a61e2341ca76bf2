"""What a server does for itself at its start and once a day: sweeps leftovers, erases what expired.

A process that was killed leaves files nobody knows: a clip taken in half way, a temporary beside
its target. Only files in the home folder, old enough that no running turn can be writing them, go.
"""

from __future__ import annotations

import logging
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

from app.settings import Settings
from app.store.paths import BENEATH, NAMED
from models.errors import GeneRecError

if TYPE_CHECKING:
    from app.store.store import Store

log = logging.getLogger(__name__)

HOUR = 3600.0
DAY = 24 * HOUR


def sweep(store: Store, home: Path, older_than: float = HOUR) -> int:
    """Delete files in the home's folders that no item and no turn names; return how many went."""
    from models.stylise import beneath

    named = store.items.files() | store.conversations.files()
    gone = 0
    for folder in NAMED:
        for path in (home / folder).glob("*"):
            if path.is_symlink() or not path.is_file():
                continue
            if path not in named and time.time() - path.stat().st_mtime > older_than:
                beneath.gone(path)
                gone += 1
    return gone + _of_nothing(named, home, older_than)


def _of_nothing(named: set[Path], home: Path, older_than: float) -> int:
    """Delete what is kept of labels of files that no item names; return how many went."""
    from models.stylise import beneath

    known = {beneath.place(path) for path in named}
    gone = 0
    for path in (home / BENEATH).glob("*"):
        if path not in known and path.is_file() and time.time() - path.stat().st_mtime > older_than:
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def upkeep(store: Store, settings: Settings) -> None:
    """Do all of it once; what was attached to an erased turn goes with it."""
    if settings.retention_days is not None:
        turns = store.erasure.expire(time.time() - settings.retention_days * DAY)
        log.info("%d turns older than %d days were erased", turns, settings.retention_days)
    gone = sweep(store, settings.home)
    if gone:
        log.info("%d files that nobody names were deleted", gone)


def daily(
    store: Store, settings: Settings, stop: threading.Event, every: float = DAY
) -> threading.Thread:
    """Do all of it now and once a day in the thread returned, until ``stop`` is set."""

    def again() -> None:
        while not stop.wait(every):
            try:
                upkeep(store, settings)
            except (GeneRecError, OSError) as exc:
                log.warning("the daily upkeep is put off until tomorrow: %s", exc)

    upkeep(store, settings)
    thread = threading.Thread(target=again, name="upkeep", daemon=True)
    thread.start()
    return thread
