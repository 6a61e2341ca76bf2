"""What the page relies on, asked of every service. A new one is one line in ``SERVICES``."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import FakeService, tiny_clip
from app.ui.protocol import Service
from models.domain import Shown
from models.errors import BadRequest, NoSuchItem


def _real(folder: Path) -> Service:
    corpus = folder / "corpus"
    corpus.mkdir()
    lines = ["id,file,title,description,tags,attributes,licence"]
    for place, name in enumerate(("boat", "dog", "kite")):
        tiny_clip(corpus / f"{name}.mp4", 1.25 + place)
        lines.append(f"{name},{name}.mp4,A {name},A {name} moves,{name};clip,{{}},CC0")
    (corpus / "items.csv").write_text("\n".join(lines) + "\n")
    return GeneRec(load(home=folder / "home", corpus=corpus))


SERVICES: dict[str, Callable[[Path], Service]] = {"fake": FakeService, "real": _real}


@pytest.fixture(scope="module", params=SERVICES)
def service(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    """One for all tests: each has visitors of its own, and what one does no other sees."""
    made = SERVICES[request.param](tmp_path_factory.mktemp("service"))
    made.warm()
    yield made
    made.close()


def visitor(service: Service) -> tuple[str, str]:
    user, _ = service.visitor(None)
    return user, service.conversation(user)


def say(service: Service, user: str, conversation: str, text: str, *files: Path) -> list[object]:
    return list(service.respond(user, conversation, text, files, threading.Event()))


def test_a_token_is_its_visitor_and_an_unknown_one_a_new_visitor(service: Service) -> None:
    user, token = service.visitor(None)
    assert service.visitor(token) == (user, token) and service.known(token) == user
    assert service.known("made-up") is None and service.known(None) is None
    other, fresh = service.visitor("made-up")
    assert other != user and fresh not in (token, "made-up")


def test_a_conversation_stays_current_until_a_new_one(service: Service) -> None:
    user, conversation = visitor(service)
    assert service.conversation(user) == conversation
    other = service.new_conversation(user)
    assert other != conversation and service.conversation(user) == other


def test_what_was_shown_is_what_is_stored(service: Service) -> None:
    user, conversation = visitor(service)
    shown = say(service, user, conversation, "show me something")
    asked, answered = service.history(user, conversation)
    assert (asked.turn.role, asked.turn.text) == ("visitor", "show me something")
    assert answered.turn.role == "assistant"
    assert [e for e in answered.events if isinstance(e, Shown)] == [
        e for e in shown if isinstance(e, Shown)
    ]


def test_undo_takes_a_turn_and_its_answer_back(service: Service) -> None:
    user, conversation = visitor(service)
    say(service, user, conversation, "first")
    say(service, user, conversation, "second")
    assert service.undo(user, conversation) == "second"
    assert [stored.turn.text for stored in service.history(user, conversation)][0] == "first"
    assert len(service.history(user, conversation)) == 2


def test_what_one_visitor_brings_no_other_can_see(service: Service, tmp_path: Path) -> None:
    (user, conversation), (other, _) = visitor(service), visitor(service)
    say(service, user, conversation, "look at this", tiny_clip(tmp_path / "in" / "mine.mp4"))
    attached = service.history(user, conversation)[0].turn.attachments[0].item
    assert attached is not None
    for which in ("media", "thumbnail"):
        assert service.media(user, attached, which).is_file()
        with pytest.raises(NoSuchItem):
            service.media(other, attached, which)
    with pytest.raises(NoSuchItem):
        service.feedback(other, attached, "like", None)


def test_unknown_and_forbidden_are_told_in_the_same_words(service: Service, tmp_path: Path) -> None:
    (user, conversation), (other, _) = visitor(service), visitor(service)
    say(service, user, conversation, "look", tiny_clip(tmp_path / "in" / "mine.mp4"))
    attached = service.history(user, conversation)[0].turn.attachments[0].item
    said = []
    for item in ("nothing-like-it", str(attached)):
        with pytest.raises(NoSuchItem) as refused:
            service.media(other, item, "media")
        said.append(str(refused.value).replace(item, ""))
    assert said[0] == said[1]


def test_likes_are_learnt_and_unlearnt(service: Service) -> None:
    user, _ = visitor(service)
    item = service.feed(user, 1)[0].item.id
    service.feedback(user, item, "like", None)
    (liked,) = [line for line in service.taste(user) if line.kind == "liked"]
    service.forget_taste(user, liked.id)
    assert not [line for line in service.taste(user) if line.kind == "liked"]


def test_watching_carries_what_happened(service: Service) -> None:
    user, _ = visitor(service)
    item = service.feed(user, 1)[0].item.id
    for text, seconds in (("play", 0.0), ("pause", 1.2), ("ended", 0.8), ("left", 0.0)):
        service.feedback(user, item, "watch", seconds, text)


def test_a_turn_that_is_stopped_shows_nothing_and_ends_long_before_its_work(
    service: Service,
) -> None:
    user, conversation = visitor(service)
    cancel, events = threading.Event(), []
    cancel.set()
    begin = time.monotonic()
    try:
        for event in service.respond(user, conversation, "make it slow", (), cancel):
            events.append(event)
    except Exception as exc:
        assert type(exc).__name__ == "Cancelled"
    assert time.monotonic() - begin < 20  # the work takes a minute; a busy machine some seconds
    assert not [event for event in events if isinstance(event, Shown)]
    assert say(service, user, conversation, "show me something")


def test_nothing_said_is_remembered_until_it_may_be(service: Service) -> None:
    user, _ = visitor(service)
    assert service.remembers(user) is False
    for answer in (True, False):
        service.set_remembers(user, answer)
        assert service.remembers(user) is answer


def test_consent_is_unknown_until_it_is_given(service: Service) -> None:
    user, _ = visitor(service)
    assert service.consent(user) is None
    for answer in (True, False):
        service.set_consent(user, answer)
        assert service.consent(user) is answer


def test_status_says_ready_after_warming_up(service: Service) -> None:
    status = service.status()
    assert status.ready and status.items >= 1


def test_an_older_chat_is_opened_named_and_deleted(service: Service) -> None:
    user, old = visitor(service)
    say(service, user, old, "a calm sea")
    new = service.new_conversation(user)
    assert [one.id for one in service.chats(user)] == [old]  # nothing was said in the new one
    say(service, user, new, "fast cars")
    assert [one.title for one in service.chats(user)] == ["fast cars", "a calm sea"]
    assert all(one.items for one in service.chats(user))
    service.open_chat(user, old)
    assert service.conversation(user) == old
    assert [one.current for one in service.chats(user)] == [False, True]
    service.rename_chat(user, old, "Evenings")
    assert service.chats(user)[1].title == "Evenings"
    service.delete_chat(user, old)
    assert [one.id for one in service.chats(user)] == [new]
    assert service.conversation(user) not in (old, new)  # another begins
    with pytest.raises(BadRequest):
        service.history(user, old)


def test_the_chats_of_others_are_not_there_whatever_their_id(service: Service) -> None:
    (user, chat), (other, own) = visitor(service), visitor(service)
    say(service, user, chat, "my secret wish")
    assert service.chats(other) == []
    for forged in (chat, "no-such-id"):
        with pytest.raises(BadRequest, match="not here"):
            service.open_chat(other, forged)
        with pytest.raises(BadRequest, match="not here"):
            service.rename_chat(other, forged, "stolen")
        with pytest.raises(BadRequest, match="not here"):
            service.delete_chat(other, forged)
        with pytest.raises(BadRequest, match="not here"):
            service.history(other, forged)
    assert service.conversation(other) == own
    assert [one.title for one in service.chats(user)] == ["my secret wish"]
