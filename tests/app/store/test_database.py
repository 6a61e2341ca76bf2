"""Transactions: what readers see, what writers keep, and who waits for whom."""

import threading

import pytest

from app.store.store import Store
from models.domain import Turn
from tests.waiting import PATIENCE


def say(store: Store, user: str, conversation: str, text: str) -> None:
    store.conversations.append(conversation, user, Turn(role="visitor", text=text))


def said(store: Store, user: str, conversation: str) -> list[str]:
    return [kept.turn.text for kept in store.conversations.turns(conversation, user)]


def test_inside_one_state_nothing_that_is_written_meanwhile_is_seen(
    store: Store, people: tuple[str, str]
) -> None:
    user, key = people[0], store.conversations.start(people[0])
    with store.database.one_state():
        assert said(store, user, key) == []
        say(store, user, key, "hello")
        with store.database.one_state():
            assert said(store, user, key) == []
    assert said(store, user, key) == ["hello"]


def test_of_writes_together_all_are_kept_or_none(store: Store, people: tuple[str, str]) -> None:
    user, key = people[0], store.conversations.start(people[0])
    with pytest.raises(ZeroDivisionError), store.together():
        say(store, user, key, "one")
        say(store, user, key, "two")
        1 / 0  # noqa: B018
    assert said(store, user, key) == []
    with store.together():
        say(store, user, key, "three")
    assert said(store, user, key) == ["three"]


def test_writers_go_on_while_the_journal_waits_for_a_reader(
    store: Store, people: tuple[str, str]
) -> None:
    user, key = people[0], store.conversations.start(people[0])
    reading, over, folded = (threading.Event() for _ in range(3))

    def read() -> None:
        with store.database.one_state():
            said(store, user, key)
            reading.set()
            over.wait(PATIENCE)

    def fold() -> None:
        if store.database.fold(PATIENCE):
            folded.set()

    threads = [threading.Thread(target=work) for work in (read, fold)]
    threads[0].start()
    assert reading.wait(PATIENCE)
    say(store, user, key, "now in the journal")
    assert not store.database.fold(0.0)
    threads[1].start()
    for number in range(5):
        say(store, user, key, f"number {number}")
    waited = not folded.is_set()
    over.set()
    for thread in threads:
        thread.join()
    assert waited and folded.is_set()
