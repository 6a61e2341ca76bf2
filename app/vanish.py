"""Made items vanish when their visitor wants it (now, or when they leave) or the deployer does.

From the database, the disk, the vector indexes and with them every feed; a test scans the whole
home folder for their bytes. A visitor who leaves has :data:`GRACE` to come back: a reload is none.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from app.runtime import Runtime
from models.errors import BadRequest, GeneRecError

log = logging.getLogger(__name__)

GRACE = 60.0
"""Seconds between leaving and vanishing."""

LOOK = 60.0
"""Seconds between looks at what is too old."""


class Vanish:
    """See :class:`app.ui.protocol.Service` for what ``now``, ``wish`` and ``left`` promise."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._timers: dict[str, threading.Timer] = {}
        self._lock = threading.Lock()
        self._begun = False

    def now(self, user: str) -> int:
        """Let all that was made for a visitor vanish; return how many items."""
        return self._let_go(self._runtime.store.vanishing.made_for(user))

    def one(self, user: str, item_id: str) -> None:
        """Let one item that a visitor brought or had made vanish; an offer of it is taken back."""
        store = self._runtime.store
        store.publications.withdraw(user, item_id)
        self._erase(store.vanishing.let_go_one(user, item_id))

    def wished(self, user: str) -> bool:
        """Whether it vanishes when they leave: by their wish, or the deployer's setting."""
        if self._runtime.settings.made_leaves:
            return True
        return bool(self._runtime.store.users.settings(user).get("vanishes"))

    def wish(self, user: str, yes: bool) -> None:
        """Keep the wish."""
        self._runtime.store.users.set_settings(user, vanishes=yes)

    def left(self, user: str) -> None:
        """Note that a visitor closed a tab; unless they come back, it vanishes after a while."""
        try:
            if not self.wished(user):
                return
            self._runtime.store.users.set_settings(user, left_at=time.time())
        except BadRequest:
            return  # forgotten meanwhile
        self._later(user)

    def _later(self, user: str) -> None:
        with self._lock:
            self._stop(user)
            timer = threading.Timer(GRACE, self._after, (user,))
            timer.daemon = True
            self._timers[user] = timer
            timer.start()

    def here(self, user: str) -> None:
        """Note that a visitor is here, or back."""
        with self._lock:
            # Until the start has looked, they may have left while the server was down.
            left = user in self._timers or not self._begun
            self._stop(user)
        users = self._runtime.store.users
        if left and users.settings(user).get("left_at"):
            users.set_settings(user, left_at=0)

    def start(self) -> None:
        """Do what was due while the server was down; then look, where things have their time."""
        with self._lock:
            self._begun = True
        for user in self._runtime.store.vanishing.gone_users():
            self._after(user)
        if self._runtime.settings.made_hours is not None:
            self.expire()
            threading.Thread(target=self._watch, name="vanish", daemon=True).start()

    def expire(self) -> int:
        """Let vanish what is older than its time; return how many items."""
        hours = self._runtime.settings.made_hours
        if hours is None:
            return 0
        old = self._runtime.store.vanishing.made_before(time.time() - hours * 3600.0)
        return self._let_go(old)

    def _watch(self) -> None:
        while not self._runtime.stop.wait(LOOK):
            self._quietly(self.expire)

    def _after(self, user: str) -> None:
        with self._lock:
            self._timers.pop(user, None)
        if self._runtime.stop.is_set():
            return  # it is done at the next start
        if self._runtime.answers(user):
            self._later(user)  # what is being made for them has to go, too
            return
        self._quietly(lambda: self.now(user))
        self._quietly(lambda: self._runtime.store.users.set_settings(user, left_at=0))

    def _let_go(self, ids: list[str]) -> int:
        if not ids:
            return 0
        self._erase(self._runtime.store.vanishing.let_go(ids))
        return len(ids)

    def _erase(self, files: list[Path]) -> None:
        """Delete files whose items are gone, and what indexes and journal still hold of them."""
        from models.stylise import beneath

        for path in files:
            beneath.gone(path)
        self._runtime.engine.catalogue.purge()
        self._runtime.store.vanishing.fold()

    def _quietly(self, work: Callable[[], object]) -> None:
        try:
            work()
        except (GeneRecError, OSError) as exc:
            log.warning("what should have vanished is still there: %s", exc)

    def _stop(self, user: str) -> None:
        timer = self._timers.pop(user, None)
        if timer is not None:
            timer.cancel()
