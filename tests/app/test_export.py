import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from app.export import main
from app.settings import Settings, load
from app.store.store import Store
from models.domain import Attachment, Decision, Guidance, ToolCall, Turn
from tests.contracts.catalogue import item


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load(home=tmp_path / "home", database_url="", threads=1, research=True)


def run(settings: Settings, out: Path) -> list[dict[str, Any]]:
    assert main(["--out", str(out), "--home", str(settings.home)]) == 0
    return [json.loads(line) for line in out.read_text().splitlines()]


def visitor(store: Store, consent: bool | None) -> tuple[str, str]:
    user, _ = store.users.create()
    if consent is not None:
        store.users.set_consent(user, consent)
    return user, store.conversations.start(user)


def say(store: Store, user: str, conversation: str, text: str, **more: Any) -> None:
    store.conversations.append(conversation, user, Turn(role="visitor", text=text, **more))


def texts(lines: list[dict[str, Any]]) -> list[str]:
    return [turn["text"] for line in lines for turn in line["turns"]]


def test_only_consented_conversations_are_written(settings: Settings, tmp_path: Path) -> None:
    with Store(settings) as store:
        for answer in (True, False, None, True):
            user, conversation = visitor(store, answer)
            say(store, user, conversation, f"consent {answer}")
            store.conversations.start(user)  # an empty one is not written
    lines = run(settings, tmp_path / "a.jsonl")
    assert texts(lines) == ["consent True"] * 2
    assert [line["visitor"] for line in lines] == ["visitor-1", "visitor-2"]
    assert run(settings, tmp_path / "b.jsonl") == lines
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_what_was_said_without_consent_stays_out_for_good(
    settings: Settings, tmp_path: Path
) -> None:
    with Store(settings) as store:
        user, conversation = visitor(store, None)
        say(store, user, conversation, "before")
        store.users.set_consent(user, True)
        say(store, user, conversation, "during")
        assert texts(run(settings, tmp_path / "1.jsonl")) == ["during"]
        time.sleep(0.01)
        store.users.set_consent(user, False)
        say(store, user, conversation, "after")
        assert run(settings, tmp_path / "2.jsonl") == []
        time.sleep(0.01)
        store.users.set_consent(user, True)
        say(store, user, conversation, "again")
        store.users.set_consent(user, True)
        assert texts(run(settings, tmp_path / "3.jsonl")) == ["again"]


def test_a_retracted_exchange_stays_out(settings: Settings, tmp_path: Path) -> None:
    with Store(settings) as store:
        user, conversation = visitor(store, True)
        say(store, user, conversation, "kept")
        say(store, user, conversation, "oops")
        store.conversations.undo(conversation, user)
    assert texts(run(settings, tmp_path / "a.jsonl")) == ["kept"]


def test_nothing_tells_who_it_was(settings: Settings, tmp_path: Path) -> None:
    secrets = [
        "Ann",
        "ann@x.example",
        "4111111111111111",
        "mine00",
        "secret.png",
        "/home/ann",
        "Zoe",
    ]
    with Store(settings) as store:
        user, conversation = visitor(store, True)
        catalogue = store.catalogue("toy@1")
        catalogue.add(item("open"))
        catalogue.add(item("mine00", owner=user, title="Birthday of Zoe"))
        files = (Attachment(path=Path("/home/ann/secret.png"), name="secret.png", kind="image"),)
        say(store, user, conversation, "My name is Ann, ann@x.example", attachments=files, at=5e9)
        decision = Decision(
            kind="edit",
            guidance=Guidance(want="Ann", target="mine00", attributes={"who": "Ann"}),
            calls=(ToolCall(name="cut", arguments={"item": "mine00", "file": "/home/ann/a.mp4"}),),
            text="4111111111111111",
        )
        turn = Turn(
            role="assistant",
            text="Hi Ann! I put secret.png beside “Birthday of Zoe”.",
            shown=("mine00", "open"),
            options=("Ann",),
            at=5e9 + 2.5,
        )
        store.conversations.append(conversation, user, turn, decision=decision)
        secrets += [user, conversation]
    (line,) = run(settings, tmp_path / "a.jsonl")
    written = (tmp_path / "a.jsonl").read_text()
    assert [word for word in secrets if word in written] == []
    first, second = line["turns"]
    assert (first["text"], first["attachments"]) == ("My name is [NAME], [EMAIL]", 1)
    assert second["text"] == "Hi [NAME]! I put [NAME] beside “[NAME]”." and second["shown"] == [
        "[ITEM]",
        "open",
    ]
    assert second["seconds"] == 2.5 and line["day"] == "2128-06-11"
    assert second["decision"]["calls"][0]["arguments"] == {"item": "[ITEM]", "file": "[PATH]"}


def test_odd_characters_are_one_line(settings: Settings, tmp_path: Path) -> None:
    with Store(settings) as store:
        user, conversation = visitor(store, True)
        say(store, user, conversation, "a\nb\u2028c\r\0🎬", options=("half \ud83d",))
    (line,) = run(settings, tmp_path / "a.jsonl")
    assert line["turns"][0]["text"] == "a\nb\u2028c\r\ufffd🎬"


def test_the_command_prints_a_count(settings: Settings, tmp_path: Path) -> None:
    with Store(settings) as store:
        user, conversation = visitor(store, True)
        say(store, user, conversation, "hello")
    out = tmp_path / "out.jsonl"
    command = [sys.executable, "-m", "app.export", "--out", str(out), "--home", str(settings.home)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"1 conversation written to {out}\n" and done.stderr == ""
    assert out.stat().st_mode & 0o077 == 0


def test_what_cannot_be_done_is_said(
    settings: Settings,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = ["--home", str(settings.home)]
    assert main(["--out", str(tmp_path / "a"), *home]) == 1
    assert "Nothing is kept in" in capsys.readouterr().err
    assert not settings.home.exists()
    Store(settings).close()
    assert main(["--out", str(tmp_path / "no" / "a"), *home]) == 1
    assert "Cannot write" in capsys.readouterr().err
    monkeypatch.setenv("GENEREC_RESEARCH", "false")
    assert main(["--out", str(tmp_path / "a"), *home]) == 1
    assert "switched off" in capsys.readouterr().err
    assert not (tmp_path / "a").exists()
