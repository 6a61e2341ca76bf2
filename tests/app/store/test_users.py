import base64

import pytest

from app.settings import Settings
from app.store.store import Store
from models.errors import BadRequest
from tests.app.store.logged import logged


def test_a_visitor_is_known_by_the_token(store: Store) -> None:
    user, token = store.users.create()
    other, other_token = store.users.create()
    assert store.users.by_token(token) == user != other
    assert len(base64.urlsafe_b64decode(token + "=")) == 32 and token != other_token


@pytest.mark.parametrize("token", [None, "", "x", "ü" * 50, "\ud800", "a" * 100_000, "' OR 1=1 --"])
def test_other_tokens_are_nobodys(store: Store, token: str | None) -> None:
    store.users.create()
    assert store.users.by_token(token) is None


def test_the_token_itself_is_nowhere_on_disk(settings: Settings) -> None:
    with Store(settings) as store:
        _, token = store.users.create()
    kept = b"".join(f.read_bytes() for f in settings.home.rglob("*") if f.is_file())
    assert token.encode() not in kept


def test_consent_is_unasked_then_given_then_withdrawn(store: Store) -> None:
    user, _ = store.users.create()
    assert store.users.consent(user) is None
    for answer in (True, True, False):
        store.users.set_consent(user, answer)
        assert store.users.consent(user) is answer
    told = [e.payload["given"] for e in logged(store, user) if e.kind == "consent"]
    assert told == [True, False]


def test_settings_are_merged(store: Store) -> None:
    user, _ = store.users.create()
    store.users.set_settings(user, theme="dark", seen=1)
    store.users.set_settings(user, seen=2)
    assert store.users.settings(user) == {"theme": "dark", "seen": 2}


def test_an_unknown_visitor_gets_a_sentence(store: Store) -> None:
    for call in (store.users.consent, store.users.settings):
        with pytest.raises(BadRequest, match="reload the page"):
            call("nobody")


def test_a_visitor_forgotten_in_one_tab_gets_a_sentence_in_the_other(store: Store) -> None:
    user, _ = store.users.create()
    conversation = store.conversations.start(user)
    store.erasure.forget(user)
    for call in (
        lambda: store.conversations.start(user),
        lambda: store.taste.say(user, "wants", "dogs"),
        lambda: store.jobs.add(user, "cut", {}),
    ):
        with pytest.raises(BadRequest, match="reload the page"):
            call()
    with pytest.raises(BadRequest, match="start a new one"):
        store.conversations.turns(conversation, user)
    assert logged(store, user) == []
