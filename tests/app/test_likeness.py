"""Faces in what visitors bring: looked for once; what was said of them is kept with the clip."""

import threading
from pathlib import Path

import numpy as np
import pytest

from app.ingredients import Ingredients
from app.likeness import Likenesses
from app.service import GeneRec
from app.settings import load
from models.domain import Event, Item, Said, Shown
from models.errors import NoSuchItem
from tests.media_factory import make


def somebody(image: np.ndarray) -> np.ndarray:
    return np.array([[0.2, 0.2, 0.4, 0.4]])


def nobody(image: np.ndarray) -> np.ndarray:
    return np.zeros((0, 4))


@pytest.fixture
def service(tmp_path: Path) -> GeneRec:
    return GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus"))


def brought(service: GeneRec, tmp_path: Path) -> tuple[str, Item]:
    user, _ = service.visitor(None)
    clip = make(tmp_path / f"{user}.mp4", seconds=1.0)
    return user, service.engine.library.take(clip, title="Us", owner=user)


def test_it_is_looked_once_and_asked_until_they_agreed(service: GeneRec, tmp_path: Path) -> None:
    user, item = brought(service, tmp_path)
    asking = Likenesses(service.store, somebody)
    assert asking.stands(item.id, user) is None  # not looked at yet
    assert asking.asks(item, user) and asking.stands(item.id, user) is False
    assert Likenesses(service.store, nobody).asks(item, user)  # what was seen is kept
    service.agree(user, item.id, True)
    assert not asking.asks(item, user) and asking.stands(item.id, user) is True
    (made_of,) = Ingredients(service.store.database)([item.id])
    assert made_of.faces and made_of.consent is True
    service.agree(user, item.id, False)
    assert asking.asks(item, user)


def test_nobody_is_asked_about_clips_of_others_or_without_faces(
    service: GeneRec, tmp_path: Path
) -> None:
    user, item = brought(service, tmp_path)
    assert not Likenesses(service.store, nobody).asks(item, user)
    public = service.engine.library.take(make(tmp_path / "all.mp4", seconds=1.2), title="All")
    asking = Likenesses(service.store, somebody)
    assert not asking.asks(public, user)
    with pytest.raises(NoSuchItem, match="no clip that you brought"):
        service.agree(user, public.id, True)
    with pytest.raises(NoSuchItem):
        service.agree(service.visitor(None)[0], item.id, True)


def test_an_upload_with_faces_is_asked_about_in_the_chat(
    service: GeneRec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Likenesses, "_looked", lambda self, item: True)
    service.warm()
    user, _ = service.visitor(None)
    here = service.conversation(user)

    def say(text: str, *files: Path) -> list[Event]:
        return list(service.respond(user, here, text, files, threading.Event()))

    asked = say("make it a comic", make(tmp_path / "us.mp4", seconds=1.0))
    (told,) = [one for one in asked if isinstance(one, Said)]
    assert told.text.startswith("I see faces in “us”") and len(told.options) == 2
    (sent,) = service.history(user, here)[0].turn.attachments
    assert sent.agreed is False
    assert any(isinstance(one, Shown) for one in say(told.options[0]))
    (sent,) = service.history(user, here)[0].turn.attachments
    assert sent.agreed is True
