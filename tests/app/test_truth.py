"""What the app says of a visitor and of its own work is what the store has of them."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Card, Said, Shown


@pytest.fixture
def service(tmp_path: Path) -> Iterator[GeneRec]:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    for colour in ("red", "blue"):
        made.engine.library.take(tiny_clip(tmp_path / f"a {colour} boat.mp4", 1.0))
    yield made
    made.close()


def test_what_is_claimed_of_a_visitor_and_of_edits_is_in_the_store(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    chat = service.conversation(user)
    store = service.store

    def say(text: str) -> tuple[str, list[Card]]:
        events = list(service.respond(user, chat, text, (), threading.Event()))
        cards = [card for event in events if isinstance(event, Shown) for card in event.cards]
        return " ".join(event.text for event in events if isinstance(event, Said)), cards

    def judged() -> dict[str, tuple[str, ...]]:
        return {one.item: (one.kind, str(one.value)) for one in store.feedback.of(user)}

    _, boats = say("show me a boat")
    say("like the first but at night")
    assert judged() == {}  # “like” is no like
    first = boats[0].item
    _, (made,) = say("make the first one brighter")
    say("that is too bright")
    assert judged() == {}  # it is of what was done
    told, _ = say("what did i like just now?")
    assert "You turned down" not in told and "You liked" not in told
    told, _ = say("what did you change so far, list it")
    recipes = store.artifacts.of(made.item.id, user)
    assert recipes is not None and "brighter" in told and first.title in told
    assert "slower" not in told
    _, again = say("show me a boat")
    say("i love the second one")
    liked = [item for item, (_, value) in judged().items() if value == "1.0"]
    told, _ = say("what did i like just now?")
    titles = {one.title for one in service.engine.catalogue.items(liked, user)}
    assert liked == [again[1].item.id] and all(title in told for title in titles)
