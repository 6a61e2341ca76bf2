"""Pictures and recordings in a message, through the real service."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.answering import BROKEN
from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Event, Refused, Said, Shown
from tests.media_factory import make, truncated


@pytest.fixture
def service(tmp_path: Path) -> GeneRec:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    made.engine.library.take(tiny_clip(tmp_path / "a boat.mp4", 1.0))
    return made


def say(service: GeneRec, user: str, text: str, *files: Path) -> list[Event]:
    conversation = service.conversation(user)
    return list(service.respond(user, conversation, text, files, threading.Event()))


def photo(path: Path) -> Path:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.fromarray(np.full((60, 80, 3), (20, 120, 110), np.uint8)).save(path, exif=exif)
    return path


def test_a_picture_finds_what_looks_like_it(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    sent = photo(tmp_path / "teal.jpg")
    events = say(service, user, "something like this", sent)
    assert any("picture" in e.text for e in events if isinstance(e, Said))
    assert [c.item.title for e in events if isinstance(e, Shown) for c in e.cards] == ["A boat"]
    (kept,) = service.history(user, service.conversation(user))[0].turn.attachments
    assert kept.path.is_relative_to(service.settings.home) and sent.exists()
    assert b"taken at home" not in kept.path.read_bytes()


def test_similar_clips_are_like_the_picture_that_was_spoken_of(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    talk = service.conversation(user)
    picture = photo(tmp_path / "photo.png")
    for text, files in (("what is in this picture?", [picture]), ("similar clips please", [])):
        events = list(service.respond(user, talk, text, files, threading.Event()))
    assert any(isinstance(e, Said) and "like your picture" in e.text for e in events)
    assert any(isinstance(e, Shown) for e in events)


def test_erasing_a_visitor_names_their_pictures(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    say(service, user, "", photo(tmp_path / "teal.jpg"))
    (kept,) = service.history(user, service.conversation(user))[0].turn.attachments
    assert kept.path in service.store.erasure.forget(user)


@pytest.mark.parametrize("name", ["broken.png", "huge.png", "words.wav"])
def test_what_cannot_be_used_is_a_sentence(service: GeneRec, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "huge.png":
        Image.new("1", (20_000, 20_000)).save(path)
    else:
        path.write_bytes(b"not what it says")
    user, _ = service.visitor(None)
    (refused,) = say(service, user, "like this", path)
    assert isinstance(refused, Refused) and len(refused.text) > 30
    assert not list(service.settings.home.glob("pictures/*"))
    assert any(isinstance(e, Shown) for e in say(service, user, "a boat"))


def test_a_picture_of_ten_thousand_pixels_is_kept_small(service: GeneRec, tmp_path: Path) -> None:
    path = tmp_path / "wide.png"
    Image.new("L", (10_000, 1_000), 90).save(path)
    user, _ = service.visitor(None)
    assert any(isinstance(e, Shown) for e in say(service, user, "like this", path))
    (kept,) = service.history(user, service.conversation(user))[0].turn.attachments
    with Image.open(kept.path) as image:
        assert image.size == (1280, 128)


def test_a_clip_that_was_cut_short_is_taken_and_said_so(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    whole = make(tmp_path / "whole.mp4", seconds=8)
    events = say(service, user, "make it a comic", truncated(whole, tmp_path / "part.mp4", 0.6))
    said = [event.text for event in events if isinstance(event, Said)]
    assert "cut short" in said[0] and "8.0 seconds" in said[0]
    assert any(isinstance(event, Shown) for event in events)


def test_a_message_that_is_sent_again_brings_the_same_clip(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    say(service, user, "", tiny_clip(tmp_path / "my dog.mp4", 1.5))
    (first,) = service.history(user, conversation)[0].turn.attachments
    assert service.undo(user, conversation) == ""
    say(service, user, "", first.path)
    (again,) = service.history(user, conversation)[0].turn.attachments
    assert again.item == first.item and again.name == "my dog.mp4"
    assert service.media(user, str(first.item), "media").is_file()


def test_a_picture_that_is_sent_again_is_kept_once(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    say(service, user, "like this", photo(tmp_path / "teal.jpg"))
    (first,) = service.history(user, conversation)[0].turn.attachments
    service.undo(user, conversation)
    assert any(isinstance(e, Shown) for e in say(service, user, "like this", first.path))
    assert [first.path] == list(service.settings.home.glob("pictures/*"))


def test_a_button_of_something_that_is_gone_has_an_answer_that_stays(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    stop = threading.Event()
    (told,) = service.respond(user, conversation, "more like it", (), stop, about="gone")
    assert isinstance(told, Refused)
    asked, answered = service.history(user, conversation)
    assert asked.turn.text == "more like it" and answered.events == (told,)


def test_a_clip_can_be_stopped_while_it_is_taken_in(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    before = set(service.settings.home.rglob("*.mp4"))
    cancel = threading.Event()
    cancel.set()
    sent = tiny_clip(tmp_path / "long.mp4", 2.5)
    assert list(service.respond(user, conversation, "make it noir", (sent,), cancel)) == []
    asked, answered = service.history(user, conversation)
    assert (asked.turn.text, answered.turn.text) == ("make it noir", "Stopped.")
    assert set(service.settings.home.rglob("*.mp4")) == before
    (kept,) = asked.turn.attachments  # to be sent again
    assert (kept.path, kept.item) == (sent, None)
    again = list(service.respond(user, conversation, "make it noir", (sent,), threading.Event()))
    assert any(isinstance(event, Shown) for event in again)


def test_the_good_file_is_used_and_the_bad_one_named(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    bad = tmp_path / "notes.mp4"
    bad.write_text("this is not a video")
    events = say(service, user, "make it a comic", bad, tiny_clip(tmp_path / "my cat.mp4", 1.7))
    refused, *others = events
    assert isinstance(refused, Refused) and "notes.mp4" in refused.text
    assert [c.item.title for e in others if isinstance(e, Shown) for c in e.cards] == [
        "my cat (comic book)"
    ]
    asked, answered = service.history(user, service.conversation(user))
    assert [one.name for one in asked.turn.attachments] == ["my cat.mp4"]
    assert refused in answered.events


def test_a_sentence_that_names_no_file_is_told_with_it(service: GeneRec, tmp_path: Path) -> None:
    user, _ = service.visitor(None)
    voice = tmp_path / "memo.wav"
    voice.write_bytes(b"said")
    events = say(service, user, "something like this", voice, photo(tmp_path / "teal.jpg"))
    assert isinstance(events[0], Refused) and events[0].text.startswith("'memo.wav': I cannot hear")
    assert any(isinstance(event, Shown) for event in events)


def test_what_breaks_leaves_the_message_and_a_sentence(
    service: GeneRec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, _ = service.visitor(None)
    conversation = service.conversation(user)
    say(service, user, "a boat")

    def full(*arguments: object, **more: object) -> None:
        raise OSError("no space left")

    sent = photo(tmp_path / "teal.jpg")
    monkeypatch.setattr(Image.Image, "save", full)
    with pytest.raises(OSError, match="no space"):
        say(service, user, "like this", sent)
    *_, asked, answered = service.history(user, conversation)
    assert (asked.turn.text, asked.turn.attachments[0].path) == ("like this", sent)
    assert answered.events == (BROKEN,)
    assert service.undo(user, conversation) == "like this"


@pytest.mark.parametrize("name", ["one.gif", "photo.avif", "scan.tiff"])
def test_what_does_not_move_is_a_picture(service: GeneRec, tmp_path: Path, name: str) -> None:
    user, _ = service.visitor(None)
    say(service, user, "like this", photo(tmp_path / name))
    (kept,) = service.history(user, service.conversation(user))[0].turn.attachments
    assert (kept.kind, kept.item) == ("image", None)
