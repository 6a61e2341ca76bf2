"""The command with which a person looks at what visitors offer."""

from pathlib import Path

import pytest

from app.review import main
from app.settings import load
from app.store.store import Store
from models.domain import Artifact, Check, Feedback, FidelityReport, Recipe, Turn
from tests.contracts.catalogue import item


@pytest.fixture
def home(tmp_path: Path) -> Path:
    home = tmp_path / "home"
    with Store(load(home=home, database_url="", threads=1)) as store:
        user, _ = store.users.create()
        made = item("made", owner=user, origin="edited", title="A boat", media=home / "made.mp4")
        store.catalogue("test@1").add(made)
        artifact = Artifact(
            media=made.media,
            kind="video",
            title="A boat",
            parents=(),
            recipe=Recipe(tool="style", pixels="changed"),
            note="Redrawn as a comic.",
        )
        report = FidelityReport(checks=(Check(name="safety", verdict="unknown"),))
        store.artifacts.add("made", artifact, report, made.media)
        store.feedback.add(Feedback(user=user, item="made", kind="like"))
        store.publications.offer(user, "made")
    return home


def run(home: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = main(["--home", str(home), *arguments])
    told = capsys.readouterr()
    return status, told.out + told.err


def test_what_waits_is_listed_with_file_and_checks(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, told = run(home, capsys)
    assert status == 0 and told.startswith("1  “A boat”")
    assert str(home / "made.mp4") in told
    assert "Redrawn as a comic." in told and "safety unknown" in told


def test_published_once(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, capsys, "--publish", "1") == (0, "Number 1 is published.\n")
    assert run(home, capsys) == (0, "Nothing waits for a decision.\n")
    status, told = run(home, capsys, "--refuse", "1")
    assert status == 1 and "No offer number 1 waits" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--publish", "1"], "A person looked at “A boat”: others can see it now."),
        (
            ["--refuse", "1", "--reason", "Too dark."],
            "A person looked at “A boat” and left it with you alone. They wrote: Too dark.",
        ),
    ],
)
def test_the_visitor_finds_the_decision_in_their_chat(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    with Store(load(home=home, database_url="", threads=1)) as store:
        ((waiting, _),) = store.publications.waiting()
        conversation = store.conversations.start(waiting.user)
        asked = Turn(role="assistant", text="How long?", options=("Short", "Any length"))
        store.conversations.append(conversation, waiting.user, asked)
    assert run(home, capsys, *words)[0] == 0
    assert run(home, capsys, *words)[0] == 1  # decided already: nothing is said twice
    with Store(load(home=home, database_url="", threads=1)) as store:
        first, said = store.conversations.turns(conversation, waiting.user)
        (ruling,) = store.reviews.rulings()
    assert (ruling.kind, ruling.item) == ("share", "made")
    assert ruling.action == ("approve" if words[0] == "--publish" else "reject")
    assert said.turn.text == told and said.turn.role == "assistant"
    assert said.turn.options == first.turn.options  # what was asked can still be answered


def test_who_has_no_chat_gets_one(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Store(load(home=home, database_url="", threads=1)) as store:
        user = store.publications.waiting()[0][0].user
    run(home, capsys, "--publish", "1")
    with Store(load(home=home, database_url="", threads=1)) as store:
        conversation = store.conversations.latest(user)
        assert conversation is not None and len(store.conversations.turns(conversation, user)) == 1


def test_a_home_where_nothing_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, told = run(tmp_path / "nowhere", capsys)
    assert status == 1 and "Nothing is kept in" in told
