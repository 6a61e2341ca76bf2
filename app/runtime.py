"""What the service runs on: the store, the engine and the maps, each opened when first needed."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from app.roles.roles import Roles
from app.settings import Settings
from app.wiring import Engine, build_engine, open_store
from models.errors import Cancelled

if TYPE_CHECKING:  # SQLAlchemy stays out of the imports: the first page does not wait for it
    from app.store.store import Store
    from app.taste_map import TasteMaps

GIVES_WAY = 60.0
"""Seconds that work in the background waits for visitors before it goes on a little all the same:
with somebody always there it would never be done."""
PATIENCE = 2.0
"""Seconds that running turns get to keep their answers when the server ends."""


class Runtime:
    """Shared by all parts of the service. Any thread may use it.

    Attributes:
        ready: models are loaded; until then lists are empty.
        stop: set when the server ends; what runs in the background looks at it.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.roles = Roles(settings)
        self.ready = False
        self.stop = threading.Event()
        self._lock = threading.RLock()  # held while models load
        self._opening = threading.RLock()  # for what must not wait for that
        self._turns: Counter[str] = Counter()

    @cached_property
    def _store_unlocked(self) -> Store:
        from app.jobs.restart import tell

        store = open_store(self.settings)
        tell(store)
        return store

    @property
    def store(self) -> Store:
        """The store, opened once. The first pages ask it while models load."""
        with self._opening:
            return self._store_unlocked

    @cached_property
    def _engine_unlocked(self) -> Engine:
        return build_engine(self.settings, self.store, self.roles)

    @property
    def engine(self) -> Engine:
        """Encoder, catalogue, agents: built once."""
        with self._lock:
            return self._engine_unlocked

    def follow(self) -> Engine:
        """Build an engine on the encoder that has come; :meth:`take` puts it in force."""
        return build_engine(self.settings, self.store, self.roles, self.engine)

    def take(self, engine: Engine) -> None:
        """Put an engine in force; turns that run end with the one they began with."""
        with self._lock:
            self._engine_unlocked = engine
            self.__dict__.pop("_maps_unlocked", None)

    @cached_property
    def _maps_unlocked(self) -> TasteMaps:
        from app.taste_map import TasteMaps

        return TasteMaps(self.engine.catalogue)

    @property
    def maps(self) -> TasteMaps:
        """The maps of the corpus, built once."""
        with self._lock:
            return self._maps_unlocked

    @property
    def busy(self) -> bool:
        """Whether a visitor waits for an answer: what can wait should."""
        return self._turns.total() > 0

    def answers(self, user: str) -> bool:
        """Whether this visitor waits for an answer, or left before it came."""
        return self._turns[user] > 0

    def rest(self, share: float = 0.0) -> None:
        """Wait while a visitor waits for an answer, at most :data:`GIVES_WAY` seconds.

        A :data:`models.domain.Tick` for work in the background: raises :class:`Cancelled` once the
        server ends.
        """
        until = time.monotonic() + GIVES_WAY
        while self.busy and time.monotonic() < until and not self.stop.wait(0.05):
            pass
        if self.stop.is_set():
            raise Cancelled("the server ends")

    @contextmanager
    def turn(self, user: str) -> Iterator[None]:
        """While inside, this visitor waits for an answer."""
        with self._opening:
            self._turns[user] += 1
        try:
            yield
        finally:
            with self._opening:
                self._turns[user] -= 1
                self._turns += Counter()  # forgets who waits for nothing

    def close(self) -> None:
        """Stop what runs in the background and close the store. Safe to call twice."""
        self.stop.set()
        engine = self.__dict__.get("_engine_unlocked")  # who builds one holds the lock for long
        if engine is not None:
            engine.jobs.close()
        until = time.monotonic() + PATIENCE
        while self.busy and time.monotonic() < until:
            time.sleep(0.02)  # whoever waited reads that it was stopped: that is kept, too
        if not self._lock.acquire(timeout=PATIENCE):
            return  # models load: the database is whole without being closed
        try:
            if "_store_unlocked" in self.__dict__:
                self._store_unlocked.close()
        finally:
            self._lock.release()
