"""Spoken requests: heard where a model is set, explained where none is."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from app.wiring import build_listener
from models.domain import Event, Refused, Shown
from models.speech.listener import FakeListener
from models.speech.whisper import WhisperListener
from tests.models.speech.test_listener import recording


@pytest.fixture
def service(tmp_path: Path) -> Iterator[GeneRec]:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))
    made.warm()
    for name in ("a red ball", "a blue boat"):
        made.engine.library.take(tiny_clip(tmp_path / f"{name}.mp4", 1.0 + len(name) / 50))
    yield made
    made.close()


def say(service: GeneRec, user: str, *files: Path) -> list[Event]:
    told = service.respond(user, service.conversation(user), "", files, threading.Event())
    return list(told)


def test_without_a_model_the_microphone_says_what_it_needs(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    (refused,) = say(service, user, recording(tmp_path / "audio.wav", 0.5))
    assert isinstance(refused, Refused)
    assert "GENEREC_SPEECH" in refused.text and "write what you said" in refused.text


def test_with_one_what_was_said_is_done_and_the_recording_is_not_kept(
    service: GeneRec, tmp_path: Path
) -> None:
    heard = FakeListener({"audio.wav": "show me a boat", "hm.wav": ""})
    service._runtime.__dict__["_engine_unlocked"] = replace(service.engine, listener=heard)
    user, _ = service.visitor(None)
    path = recording(tmp_path / "audio.wav", 0.5)
    events = say(service, user, path)
    (shown,) = [event for event in events if isinstance(event, Shown)]
    assert shown.cards[0].item.title == "A blue boat"
    asked = service.history(user, service.conversation(user))[0].turn
    assert asked.text == "show me a boat"
    assert not list((tmp_path / "home").rglob("*.wav"))
    (refused,) = say(service, user, recording(tmp_path / "hm.wav", 0.5))
    assert isinstance(refused, Refused) and "heard nothing" in refused.text


def test_the_setting_chooses_who_hears() -> None:
    assert build_listener(load()) is None
    assert isinstance(build_listener(load(speech="openai/whisper-tiny")), WhisperListener)
