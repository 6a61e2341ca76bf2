"""What was acknowledged is there: after a kill, with two processes, on a full disk."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event

from app.settings import Settings, load
from app.store import database as database_module
from app.store.store import Store
from models.domain import Turn
from models.errors import Unavailable
from tests.app.store.logged import logged
from tests.contracts.catalogue import axis

ROOT = Path(__file__).resolve().parents[3]

WRITER = """
import sys, threading
from app.settings import load
from app.store.store import Store
from models.domain import Feedback, Turn
from tests.contracts.catalogue import axis, item

store = Store(load(home=sys.argv[1]))
name, rounds = sys.argv[2], int(sys.argv[3])
store.catalogue("toy@1").add(item(name), visual=axis(0))
out = threading.Lock()

def write(thread):
    user, token = store.users.create()
    conversation = store.conversations.start(user)
    for number in range(rounds):
        text = f"{name} {thread} {number}"
        store.conversations.append(conversation, user, Turn(role="visitor", text=text))
        store.feedback.add(Feedback(user=user, item=name, kind="watch", value=number))
        with out:
            print(user, conversation, number, flush=True)

threads = [threading.Thread(target=write, args=(n,), daemon=True) for n in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
"""


def start_writer(home: Path, name: str, rounds: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, str(home), name, str(rounds)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def check(settings: Settings, acknowledged: list[str]) -> None:
    last: dict[tuple[str, str], int] = {}
    for line in acknowledged:
        user, conversation, number = line.split()
        last[user, conversation] = int(number)
    with Store(settings) as store:
        for (user, conversation), number in last.items():
            turns = store.conversations.turns(conversation, user)
            numbers = [int(stored.turn.text.split()[-1]) for stored in turns]
            assert numbers[: number + 1] == list(range(number + 1))
            watched = [feedback.value for feedback in store.feedback.of(user)]
            assert watched[: number + 1] == numbers[: number + 1]


@pytest.mark.parametrize("acks", [1, 57])
def test_a_kill_loses_nothing_acknowledged(settings: Settings, acks: int) -> None:
    writer = start_writer(settings.home, "a", 100_000)
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(acks)]
    os.kill(writer.pid, signal.SIGKILL)
    rest, error = writer.communicate(timeout=30)
    assert writer.returncode == -signal.SIGKILL, error
    lines += [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    check(settings, lines)


def test_processes_that_start_at_once_on_a_new_home_share_it(settings: Settings) -> None:
    writers = [start_writer(settings.home, f"item{n}", 20) for n in range(3)]
    lines = []
    for writer in writers:
        output, error = writer.communicate(timeout=60)
        assert writer.returncode == 0, error
        lines += output.splitlines()
    assert len(lines) == 3 * 2 * 20
    check(settings, lines)
    with Store(settings) as store:
        assert len(store.catalogue("toy@1").nearest(axis(0), "visual", 9, None)) == 3


def test_a_full_disk_is_said_and_nothing_is_half_kept(store: Store) -> None:
    user, _ = store.users.create()
    conversation = store.conversations.start(user)
    pages = [0]

    def limit(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages[0] or 2**30}")

    event.listen(store.database._engine, "checkout", limit)
    pages[0] = 1  # SQLite takes this as: no page more than there are
    with pytest.raises(Unavailable, match="disk is full.*Free some space"):
        turn = Turn(role="visitor", text="x" * 300_000)
        store.conversations.append(conversation, user, turn)
    assert store.conversations.turns(conversation, user) == []
    pages[0] = 0
    store.conversations.append(conversation, user, Turn(role="visitor", text="again"))
    assert store.conversations.turns(conversation, user)[0].turn.text == "again"
    assert len(logged(store, user)) == 1


def test_a_busy_database_is_said_after_a_while(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.2)
    with Store(settings) as store:
        user, token = store.users.create()
        other = sqlite3.connect(settings.home / "generec.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="busy"):
            store.conversations.start(user)
        assert store.users.by_token(token) == user  # reading goes on
        other.execute("ROLLBACK")
        other.close()
        assert store.conversations.start(user)


def test_a_database_one_may_only_read_is_said(settings: Settings) -> None:
    Store(settings).close()
    url = f"sqlite:///file:{settings.home / 'generec.db'}?mode=ro&uri=true"
    with Store(settings.model_copy(update={"database_url": url})) as store:
        with pytest.raises(Unavailable, match="cannot be opened for writing.*GENEREC_HOME"):
            store.users.create()


def test_a_home_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable, match="Cannot make the folder.*GENEREC_HOME"):
        Store(load(home=tmp_path / "file" / "home"))


@pytest.mark.parametrize("content", [b"hello" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_said_and_left_alone(
    settings: Settings, content: bytes
) -> None:
    settings.home.mkdir()
    file = settings.home / "generec.db"
    file.write_bytes(content)
    with pytest.raises(Unavailable, match="not a readable GeneRec database"):
        Store(settings)
    assert file.read_bytes() == content


@pytest.mark.parametrize("url", ["nonsense", "oracle9://x", "sqlite+nodriver:///x", "postgresql:"])
def test_an_unusable_url_is_said_without_repeating_it(settings: Settings, url: str) -> None:
    with pytest.raises(Unavailable, match="GENEREC_DATABASE_URL cannot be used") as caught:
        Store(settings.model_copy(update={"database_url": url}))
    assert url not in str(caught.value)


def test_home_is_private(store: Store, settings: Settings) -> None:
    assert settings.home.stat().st_mode & 0o077 == 0
