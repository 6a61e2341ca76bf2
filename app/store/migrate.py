"""Brings a database to the schema of this code.

Importing alembic takes longer than opening the database, so at start the stored revision is
compared with :data:`HEAD` by one query, and alembic comes in only when they differ.
"""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import OperationalError

from models.errors import Unavailable

HEAD = "0008"
"""The newest revision in ``migrations/versions`` (a test compares the two)."""

FOLDER = Path(__file__).parent / "migrations"


def upgrade(engine: Engine, name: str) -> None:
    """Create or migrate, all or nothing; two processes at once take turns.

    Raises :class:`Unavailable` when the database was written by a newer GeneRec.
    """
    with engine.execution_options(generec_write=False).connect() as connection:
        current = revision(connection)
    if current == HEAD:
        return
    if engine.dialect.name == "sqlite":
        _use_wal(engine)
    with engine.begin() as connection:
        if revision(connection) != HEAD:  # else another process was quicker
            _run(connection, name)


def revision(connection: Connection) -> str | None:
    """Return the stored revision, ``None`` for a new database."""
    if connection.dialect.name == "sqlite":
        known = connection.execute(
            text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
        ).scalar()
    else:
        known = inspect(connection).has_table("alembic_version")
    if not known:
        return None
    stored: str | None = connection.execute(
        text("SELECT version_num FROM alembic_version")
    ).scalar()
    return stored


def _use_wal(engine: Engine) -> None:
    # The mode is kept in the file. Changing it does not wait for other processes: try for a while.
    for attempt in range(100):
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
            return
        except engine.dialect.loaded_dbapi.OperationalError as exc:
            if "locked" not in str(exc) or attempt == 99:
                raise OperationalError("PRAGMA journal_mode=WAL", {}, exc) from exc
            time.sleep(0.05)
        finally:
            raw.close()


def _run(connection: Connection, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    current = revision(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if current is not None and current not in known:
        raise Unavailable(
            f"The database {name} was written by a newer GeneRec (revision {current!r}, this one"
            f" knows up to {HEAD!r}); update GeneRec, or set GENEREC_HOME to another folder."
        )
    try:
        command.upgrade(config, "head")
    except CommandError as exc:
        raise Unavailable(f"The database {name} could not be brought up to date: {exc}.") from exc
