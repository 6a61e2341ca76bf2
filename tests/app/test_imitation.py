"""“Make it look like this picture” through the real service: made, moved, taken back, private."""

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Card, Event, Refused, Said, Shown
from models.errors import NoSuchItem


@pytest.fixture
def service(tmp_path: Path) -> GeneRec:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    made.engine.library.take(tiny_clip(tmp_path / "a blue boat.mp4", 0.6))
    return made


def say(service: GeneRec, user: str, text: str, *files: Path) -> list[Event]:
    conversation = service.conversation(user)
    return list(service.respond(user, conversation, text, files, threading.Event()))


def card(events: list[Event]) -> Card:
    (one,) = [card for event in events if isinstance(event, Shown) for card in event.cards]
    return one


def words(events: list[Event]) -> str:
    return " ".join(event.text for event in events if isinstance(event, Said | Refused))


def test_a_clip_is_painted_like_a_picture_and_all_that_follows(
    service: GeneRec, tmp_path: Path
) -> None:
    picture = tmp_path / "my painting.png"
    rng = np.random.default_rng(1)
    cv2.imwrite(str(picture), cv2.resize(rng.integers(0, 256, (9, 9, 3), np.uint8), (90, 90)))
    ann, _ = service.visitor(None)
    bob, _ = service.visitor(None)
    say(service, ann, "show me a boat")
    made = card(say(service, ann, "make it look like this picture", picture))
    assert made.item.title == "A blue boat (in the style of a picture)" and made.strength == 1.0
    assert "in the style of your picture, with its colours" in made.why
    with pytest.raises(NoSuchItem):
        service.media(bob, made.item.id, "media")
    assert card(say(service, ann, "undo that")).item.title == "A blue boat"
    # Sent before, in this conversation; another visitor's is never found.
    assert card(say(service, ann, "paint it like my picture")).item.title == made.item.title
    again = card(say(service, ann, "less strong"))
    assert again.strength == 0.5 and again.item.title == made.item.title
    own = card(say(service, ann, "keep my colours"))
    assert "in its own colours" in own.why
    assert "in the style of your picture, in its own colours" in words(
        say(service, ann, "what did you change?")
    )
    say(service, bob, "show me a boat")
    assert "attach one" in words(say(service, bob, "paint it like my picture"))
    for kept in (tmp_path / "home" / "pictures").iterdir():
        kept.unlink()
    assert "attach it again" in words(say(service, ann, "less strong"))


def test_a_picture_that_cannot_be_read_gets_one_sentence(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    say(service, user, "show me a boat")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    refused = [e for e in say(service, user, "make it look like this", broken)]
    assert len(refused) == 1 and isinstance(refused[0], Refused)
