"""“Use this picture as the cover”, through the real service: made, labelled, private."""

import threading
from pathlib import Path

import cv2
import numpy as np
import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Card, Event, Said, Shown
from models.errors import NoSuchItem
from models.media.picture import picture_metadata, read_image


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


def test_a_picture_of_the_visitor_is_the_cover_as_it_is(service: GeneRec, tmp_path: Path) -> None:
    picture = tmp_path / "mine.png"
    cv2.imwrite(str(picture), np.full((120, 160, 3), (30, 160, 60), np.uint8))
    ann, _ = service.visitor(None)
    bob, _ = service.visitor(None)
    plain = card(say(service, ann, "show me a boat"))
    made = card(say(service, ann, "use this picture as the cover", picture))
    assert made.item.media == plain.item.media and made.item.thumbnail is not None
    shown = read_image(made.item.thumbnail)
    assert np.abs(shown.astype(int) - (60, 160, 30)).mean() < 6  # nothing is written on it
    assert "generec" in picture_metadata(made.item.thumbnail)
    assert "Your picture is its cover now" in made.why
    with pytest.raises(NoSuchItem):
        service.media(bob, made.item.id, "thumbnail")
    told = say(service, ann, "what did you change?")
    assert "your picture as cover" in " ".join(e.text for e in told if isinstance(e, Said))
    # What AI changed says so on its cover, whatever picture that is.
    say(service, ann, "make it brighter")
    labelled = card(say(service, ann, "use my picture as the cover")).item.thumbnail
    assert labelled is not None
    white = read_image(labelled).min(2) > 170
    assert white[:40].any() and not white[40:].any()


def test_a_picture_that_says_that_ai_made_it_goes_on_saying_so(
    service: GeneRec, tmp_path: Path
) -> None:
    drawn = tmp_path / "drawn.jpg"
    cv2.imwrite(str(drawn), np.full((120, 160, 3), (30, 160, 60), np.uint8))
    source = b"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    drawn.write_bytes(drawn.read_bytes() + source)
    ann, _ = service.visitor(None)
    say(service, ann, "show me a boat")
    cover = card(say(service, ann, "use this picture as the cover", drawn)).item.thumbnail
    assert cover is not None
    white = read_image(cover).min(2) > 170
    assert white[:40].any() and not white[40:].any()
    assert '"pixels": "made"' in picture_metadata(cover)["generec"]
