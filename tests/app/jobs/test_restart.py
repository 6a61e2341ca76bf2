"""A server that dies in the middle of work says so when it is back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.jobs.restart import tell
from app.settings import load
from app.store.store import Store
from models.domain import Attachment, Said, Turn


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(load(home=tmp_path / "home")) as made:
        yield made


def asked(store: Store, user: str, text: str, *files: Attachment) -> str:
    conversation = store.conversations.start(user)
    turn = Turn(role="visitor", text=text, attachments=files)
    store.conversations.append(conversation, user, turn)
    return str(conversation)


def last(store: Store, user: str, conversation: str) -> tuple[str, tuple[str, ...]]:
    kept = store.conversations.turns(conversation, user)[-1]
    assert all(isinstance(event, Said) for event in kept.events)
    return kept.turn.text, kept.turn.options


def test_what_was_cut_short_is_said_where_it_was_asked_for(store: Store) -> None:
    (user, _), (other, _) = store.users.create(), store.users.create()
    mine, done = asked(store, user, "make it noir"), asked(store, user, "show me boats")
    store.conversations.append(done, user, Turn(role="assistant", text="Here."))
    theirs = asked(store, other, "hello")
    job = store.jobs.add(user, "style noir", {"title": "Redrawing the clip"})
    store.jobs.set(job, "running")
    over = store.jobs.add(user, "clip", {})
    store.jobs.set(over, "done")
    assert tell(store) == 1
    assert last(store, user, mine) == (
        "“Redrawing the clip” was stopped by a restart of the server. Please ask again.",
        ("make it noir",),
    )
    assert last(store, user, done)[0] == "Here." and last(store, other, theirs)[0] == "hello"
    assert (
        store.jobs.get(job, user).state == "failed" and store.jobs.get(over, user).state == "done"
    )
    assert tell(store) == 0 and len(store.conversations.turns(mine, user)) == 2


def test_what_cannot_be_asked_again_in_one_tap_is_not_offered_so(store: Store) -> None:
    user, _ = store.users.create()
    clip = Attachment(path=Path("a.mp4"), name="a.mp4", kind="video")
    with_file = asked(store, user, "make this noir", clip)
    endless, wordless = asked(store, user, "make " * 100), asked(store, user, "")
    store.jobs.add(user, "style", {})
    tell(store)
    for conversation in (with_file, endless, wordless):
        text, options = last(store, user, conversation)
        assert text.startswith("“What you asked for” was stopped") and options == ()


def test_a_message_taken_back_waits_for_nothing(store: Store) -> None:
    user, _ = store.users.create()
    conversation = asked(store, user, "make it noir")
    store.conversations.undo(conversation, user)
    store.jobs.add(user, "style", {})
    assert tell(store) == 1 and store.conversations.turns(conversation, user) == []


def test_how_long_jobs_took_is_known_after_a_restart(store: Store) -> None:
    user, _ = store.users.create()
    for seconds in (2.0, 4.0, 6.0):
        job = store.jobs.add(user, "compose", {})
        store.jobs.set(job, "done", units=2.0, seconds=seconds)
    failed = store.jobs.add(user, "compose", {})
    store.jobs.set(failed, "failed", units=2.0)
    assert store.jobs.paces("compose", 2) == [2.0, 3.0]
    assert store.jobs.paces("clip", 2) == []
    assert store.jobs.get(job, user).seconds == 6.0
