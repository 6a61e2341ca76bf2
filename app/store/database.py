"""The connection to the database: transactions, SQLite's pragmas, and its errors in plain words.

Durability. SQLite runs in WAL mode with ``synchronous=FULL``: a commit returns once its WAL frame
is synced, so what was acknowledged survives a killed process (NORMAL would do for that) and also a
power cut (NORMAL would not). It costs one fsync a commit, and a turn makes a handful.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.orm import Session

from app.store import migrate
from app.store.paths import make_private
from models.errors import BadRequest, Unavailable

BUSY_SECONDS = 10.0
"""How long a writer waits for another process to finish its transaction."""
TRY = 0.1
"""Seconds that writers wait at a time while the journal is written away."""


class Database:
    """One open database. Sessions are short; any thread may ask for one."""

    def __init__(self, url: str) -> None:
        """Open, and create or migrate where needed. Raises :class:`Unavailable` with the reason."""
        try:
            self._name = _name(url)
            self._engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ImportError) as exc:
            raise Unavailable(
                "GENEREC_DATABASE_URL cannot be used: expected an SQLAlchemy URL whose driver is"
                " installed, such as sqlite:////folder/generec.db; mend or unset it."
            ) from exc
        self._immediate = self._engine.execution_options(generec_write=True)
        # Writers of this process queue here, in order, instead of polling SQLite's lock.
        self._writing = threading.RLock()
        self._current: Session | None = None  # of the thread that holds the lock
        self._reading = threading.local()
        try:
            with self._translated():
                migrate.upgrade(self._immediate, self._name)
        except BaseException:
            self._engine.dispose()
            raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Yield a session that is committed at the end, or rolled back entirely on an error.

        Inside another ``write`` of the same thread it is the outer one's session, and all is
        committed together at the outer end. Do no slow work inside: other writers wait.
        """
        with self._writing:
            if self._current is not None:
                yield self._current
                return
            with self._translated(), Session(self._immediate, expire_on_commit=False) as session:
                with session.begin():
                    self._current = session
                    try:
                        yield session
                    finally:
                        self._current = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Yield a session that sees one state of the database and changes nothing."""
        shared: Session | None = getattr(self._reading, "session", None)
        if shared is not None:
            with self._translated():
                yield shared
            return
        with self._translated(), Session(self._engine) as session:
            yield session

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Inside, all reads of this thread see the same state, and take one connection together.

        What is written meanwhile, by this thread too, is seen after it.
        """
        if getattr(self._reading, "session", None) is not None:
            yield
            return
        with self._translated(), Session(self._engine) as session:
            self._reading.session = session
            try:
                yield
            finally:
                self._reading.session = None

    def fold(self, patience: float = BUSY_SECONDS) -> bool:
        """Have SQLite write its journal away, in which what was deleted still lies; return whether
        it did within ``patience`` seconds. Other databases have no such file.

        It waits for who reads, and who writes waits for it: so in short tries, not in a long one.
        """
        if self._engine.dialect.name != "sqlite":
            return True
        until = time.monotonic() + patience
        raw = self._engine.raw_connection()
        try:
            cursor = raw.cursor()
            cursor.execute(f"PRAGMA busy_timeout={1000 * TRY:.0f}")
            while cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
                if time.monotonic() >= until:
                    return False
                time.sleep(TRY)
            return True
        finally:
            cursor.execute(f"PRAGMA busy_timeout={1000 * BUSY_SECONDS:.0f}")
            raw.close()

    def close(self) -> None:
        """Close all connections; SQLite then folds its WAL into the database file."""
        self._engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as exc:
            told = str(exc.orig).lower()
            if "foreign key" in told:  # forgotten in one tab, still pressing in another
                raise BadRequest(
                    "This visitor or item is not known (any more); reload the page to start anew."
                ) from exc
            sentence = _sentence(told, self._name)
            if sentence is None and not isinstance(exc, OperationalError | InterfaceError):
                raise  # a mistake of ours (a broken constraint): not for the visitor's eyes
            raise Unavailable(sentence or f"The database {self._name} failed: {exc.orig}.") from exc


def _name(url: str) -> str:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return parsed.database or "in memory"
    return parsed.render_as_string(hide_password=True)


def _engine(url: str) -> Engine:
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True)
    file = make_url(url).database
    if file and file != ":memory:" and not file.startswith("file:"):
        make_private(Path(file).parent)
    engine = create_engine(
        url, connect_args={"timeout": BUSY_SECONDS}, pool_size=8, max_overflow=56
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, record: object) -> None:
    # The driver must not begin transactions on its own: it would do so late and only for DML.
    connection.isolation_level = None
    for pragma in ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer half-way could not wait for it.
    write = connection.get_execution_options().get("generec_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def _sentence(message: str, name: str) -> str | None:
    if "disk is full" in message or "no space" in message:
        return (
            f"The disk is full: nothing of this was kept in {name}. Free some space and repeat it."
        )
    if "locked" in message or "busy" in message:
        return (
            f"The database {name} has been busy for {BUSY_SECONDS:.0f} seconds with another"
            " process; nothing of this was kept. Try again, or stop the other process."
        )
    if "readonly" in message or "read-only" in message or "unable to open" in message:
        return (
            f"The database {name} cannot be opened for writing; make its folder writable or set"
            " GENEREC_HOME to one that is."
        )
    if "disk i/o error" in message:
        return (
            f"The disk under {name} failed; nothing of this was kept. Check the disk and repeat it."
        )
    if "not a database" in message or "malformed" in message:
        return (
            f"The file {name} is not a readable GeneRec database; move it aside, or bring it back"
            " from a backup."
        )
    return None
