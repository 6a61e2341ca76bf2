"""Words said in passing: how long they count, and who is asked."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.read.memory import NO, YES
from app.service import GeneRec
from app.settings import load
from models.domain import Event, Said


@pytest.fixture
def service(tmp_path: Path) -> Iterator[GeneRec]:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    yield made
    made.close()


def say(service: GeneRec, user: str, text: str) -> list[Event]:
    return list(service.respond(user, service.conversation(user), text, (), threading.Event()))


def words(service: GeneRec, user: str) -> set[str]:
    return {line.text for line in service.taste(user) if line.kind in ("wants", "avoids")}


def asked(events: list[Event]) -> bool:
    return any(YES in event.options for event in events if isinstance(event, Said))


def test_it_holds_for_the_conversation_and_is_asked_once(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    assert asked(say(service, user, "I love boats. Show me some"))
    assert not asked(say(service, user, "I hate clowns"))
    assert words(service, user) == {"boats", "clowns"}
    service.new_conversation(user)
    assert words(service, user) == set() and not service.remembers(user)
    assert asked(say(service, user, "I love kites"))


def test_with_consent_it_is_remembered_and_can_be_forgotten(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love kites")
    service.new_conversation(user)
    say(service, user, "I love boats and I hate clowns")
    (said,) = say(service, user, YES)
    assert isinstance(said, Said) and "taste panel" in said.text
    for _ in range(2):
        service.new_conversation(user)
    # What was said before anybody was allowed to remember it is not.
    assert words(service, user) == {"boats", "clowns"} and service.remembers(user)
    service.forget_taste(user, "wants:boats")
    assert words(service, user) == {"clowns"}
    assert not asked(say(service, user, "I love trains"))
    say(service, user, NO)
    assert not service.remembers(user) and words(service, user) == {"trains"}
    service.new_conversation(user)
    assert words(service, user) == set()


def test_taking_consent_back_is_not_undone_by_giving_it_again(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love boats")
    service.set_remembers(user, True)
    service.set_remembers(user, False)
    service.new_conversation(user)
    service.set_remembers(user, True)
    assert words(service, user) == set()


def test_an_older_chat_that_is_opened_brings_its_own_words_back(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love boats")
    old = service.conversation(user)
    service.new_conversation(user)
    say(service, user, "I love kites")
    assert words(service, user) == {"kites"}
    service.open_chat(user, old)
    assert words(service, user) == {"boats"}


def test_what_was_said_in_a_chat_goes_with_it_and_leaves_nothing(service: GeneRec) -> None:
    (user, _), (other, _) = service.visitor(None), service.visitor(None)
    say(service, user, "I love zeppelins and I hate clowns")
    say(service, other, "I love zeppelins")
    service.forget_taste(user, "avoids:clowns")
    doomed = service.conversation(user)
    service.new_conversation(user)
    say(service, user, "I love kites")
    job = service.store.jobs.add(user, "create", {"title": "Drawing zeppelins"})
    service.store.jobs.set(job, "done")
    service.delete_chat(user, doomed)
    kept = str(service.own_data(user))
    assert "kites" in kept and "zeppelin" not in kept and "clowns" not in kept
    assert "zeppelins" in str(service.own_data(other)) and words(service, other) == {"zeppelins"}


def test_what_may_be_remembered_outlives_its_chat(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "I love boats")
    service.set_remembers(user, True)
    service.delete_chat(user, service.conversation(user))
    assert words(service, user) == {"boats"}


def test_nobody_else_is_told(service: GeneRec) -> None:
    (user, _), (other, _) = service.visitor(None), service.visitor(None)
    say(service, user, "I love boats")
    service.set_remembers(user, True)
    assert words(service, other) == set() and not service.remembers(other)
    assert "memory" in service.own_data(user)["visitor"]["settings"]


def test_what_was_said_is_taken_back_where_the_visitor_says_so(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    say(service, user, "i love boats and dogs")
    say(service, user, "actually not boats")
    assert words(service, user) == {"dogs"}
    say(service, user, "i hate snow")
    told = say(service, user, "forget i said that")
    assert any("you do not like snow" in e.text for e in told if isinstance(e, Said))
    assert words(service, user) == {"dogs"}
