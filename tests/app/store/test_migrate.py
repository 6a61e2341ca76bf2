"""Migrations: the schema they make is the code's, data survives, and strangers are refused."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from app.settings import Settings
from app.store import migrate
from app.store.schema import Base
from app.store.store import Store
from models.domain import Turn
from models.errors import Unavailable

NOW, NEXT = migrate.HEAD, "9999"
GOOD = f"""
import sqlalchemy as sa
from alembic import op
revision, down_revision = "{NEXT}", "{NOW}"
def upgrade():
    op.add_column("users", sa.Column("age", sa.Integer()))
"""
BAD = GOOD + '    op.execute("UPDATE nowhere SET x = 1")\n'


@pytest.fixture
def used(settings: Settings) -> Settings:
    """A closed store somebody has used."""
    with Store(settings) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        store.conversations.append(conversation, user, Turn(role="visitor", text="precious"))
    return settings


def ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    """Pretend that this code knows one more revision."""
    folder = Path(shutil.copytree(migrate.FOLDER, tmp_path / "50% migrations"))
    (folder / "versions" / f"{NEXT}_next.py").write_text(source)
    monkeypatch.setattr(migrate, "FOLDER", folder)
    monkeypatch.setattr(migrate, "HEAD", NEXT)


def precious(settings: Settings) -> tuple[str, str]:
    with Store(settings) as store, store.database.read() as session:
        said = session.execute(text("SELECT text FROM turns")).scalar_one()
        with session.connection() as connection:
            return said, migrate.revision(connection) or ""


def test_migrating_from_nothing_gives_the_tables_of_the_code(store: Store) -> None:
    with store.database.read() as session, session.connection() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_current_head() == migrate.HEAD


def test_alembic_stays_out_when_nothing_is_to_be_done(used: Settings) -> None:
    code = (
        "import sys; from app.settings import load; from app.store.store import Store;"
        f"Store(load(home={str(used.home)!r})).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_older_database_is_brought_up_to_date_with_its_data(
    used: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead(tmp_path, monkeypatch, GOOD)
    assert precious(used) == ("precious", NEXT)
    assert precious(used) == ("precious", NEXT)


def test_a_migration_that_fails_leaves_all_as_it_was(
    used: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        ahead(tmp_path, patch, BAD)
        with pytest.raises(Unavailable, match="nowhere"):
            Store(used)
    assert precious(used) == ("precious", NOW)
    with Store(used) as store, store.database.read() as session:
        columns = {row[1] for row in session.execute(text("PRAGMA table_info(users)"))}
    assert "age" not in columns


def test_a_database_from_the_future_is_refused_and_left_alone(
    used: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        ahead(tmp_path, patch, GOOD)
        Store(used).close()
    with pytest.raises(Unavailable, match=f"newer GeneRec.*'{NEXT}'.*update GeneRec"):
        Store(used)
    ahead(tmp_path / "again", monkeypatch, GOOD)
    assert precious(used) == ("precious", NEXT)


def test_wal_and_full_sync_are_in_force(store: Store) -> None:
    with store.database.read() as session:
        told = [
            session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert told == ["wal", 2, 1]
