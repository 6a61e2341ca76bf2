"""What was made vanishes: the whole home folder is scanned for its bytes."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import app.vanish as module
from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Event, Item, Shown
from models.errors import NoSuchItem
from tests.waiting import until


@pytest.fixture
def service(tmp_path: Path) -> Iterator[GeneRec]:
    made = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "no-corpus", database_url=""))
    made.warm()
    made.engine.library.take(tiny_clip(tmp_path / "a blue boat.mp4", 1.0))
    yield made
    made.close()


def edited(service: GeneRec, user: str, conversation: str = "") -> Item:
    conversation = conversation or service.conversation(user)

    def say(text: str) -> list[Event]:
        return list(service.respond(user, conversation, text, (), threading.Event()))

    say("show me a boat")
    shown = [card.item for e in say("make it brighter") if isinstance(e, Shown) for card in e.cards]
    assert shown[0].origin == "edited"
    return shown[0]


def traces(service: GeneRec, item: Item) -> dict[str, bytes]:
    """Pieces of the item that are nowhere else."""
    media = item.media.read_bytes()
    assert item.thumbnail is not None
    cover = item.thumbnail.read_bytes()
    shelf = service.engine.catalogue
    vector = np.random.default_rng(3).normal(size=256).astype(np.float32)
    vector /= np.linalg.norm(vector)
    shelf.embed(item.id, visual=vector)  # unlike its source's
    shelf.warm()
    shelf.save()
    return {
        "the clip": media[len(media) // 2 :][:64],
        # Of the picture itself: the signed record before it stays in the registry.
        "the cover": cover[-200:][:64],
        "its vector": vector.astype("<f2").tobytes()[:64],
        "its title": item.title.encode(),
    }


def found(home: Path, pieces: dict[str, bytes]) -> set[str]:
    """Which pieces are in any file of the home folder, and where."""
    return {
        f"{name} in {path.relative_to(home)}"
        for path in home.rglob("*")
        if path.is_file() and "keys" not in path.parts
        for name, piece in pieces.items()
        if piece in path.read_bytes()
    }


def test_no_byte_of_it_is_left_anywhere(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    home = service.settings.home
    item = edited(service, user)
    pieces = traces(service, item)
    before = {line.partition(" in ")[0] for line in found(home, pieces)}
    assert before == set(pieces)  # the scan sees all of them while they are there
    beneath = home / "beneath" / f"{item.media.name}.npz"  # pixels of it, too
    assert beneath.is_file()
    assert service.vanish(user) == 1
    assert found(home, pieces) == set()
    assert not any(beneath.parent.iterdir())
    assert not list((home / "made").iterdir()) and not list((home / "work").iterdir())
    with pytest.raises(NoSuchItem):
        service.media(user, item.id, "media")
    assert item.id not in [card.item.id for card in service.feed(user, 8)]
    history = service.history(user, service.conversation(user))
    shown = [c.item.id for t in history for e in t.events if isinstance(e, Shown) for c in e.cards]
    assert shown and item.id not in shown  # the source is still there
    assert service.vanish(user) == 0
    assert service.store.registry.marks()  # what lets it be recognised stays


def test_one_that_was_deleted_is_gone_and_what_it_came_of_stays(
    service: GeneRec, tmp_path: Path
) -> None:
    (user, _), (stranger, _) = service.visitor(None), service.visitor(None)
    home, chat = service.settings.home, service.conversation(user)
    first = edited(service, user)
    for whose, item in ((stranger, first.id), (user, first.parents[0])):
        with pytest.raises(NoSuchItem):  # somebody else's, and nobody's
            service.delete_item(whose, item)
    pieces = traces(service, first)
    service.delete_item(user, first.id)
    assert found(home, pieces) == set()
    assert service.media(user, first.parents[0], "media")
    with pytest.raises(NoSuchItem):
        service.delete_item(user, first.id)
    # What was brought: the message that it came with keeps its words, and names it no more.
    clip = tiny_clip(tmp_path / "my own clip.mp4", 1.5)
    list(service.respond(user, chat, "", (clip,), threading.Event()))
    own = service.history(user, chat)[-2].turn.attachments[0].item
    assert own is not None
    path, title = service.download(user, own)
    assert path.is_file() and title == "my own clip"
    service.delete_item(user, own)
    assert not path.exists() and service.history(user, chat)[-2].turn.attachments == ()
    assert service.store.items.get([own], user) == {}


def test_others_keep_theirs_and_what_is_old_goes_by_itself(
    service: GeneRec, monkeypatch: pytest.MonkeyPatch
) -> None:
    (user, _), (other, _) = service.visitor(None), service.visitor(None)
    mine, theirs = edited(service, user), edited(service, other)
    monkeypatch.setattr(module, "GRACE", 0.05)
    service.left(user)  # nobody asked for it
    assert not service.vanishes(user) and service.media(user, mine.id, "media")
    service.set_vanishes(user, True)
    monkeypatch.setattr(module, "GRACE", 60.0)
    service.left(user)
    service.conversation(user)  # a reload: they are back
    assert not service._vanish._timers and service.store.vanishing.gone_users() == []
    monkeypatch.setattr(module, "GRACE", 0.05)
    service.left(user)
    until(lambda: not mine.media.exists() and not service.store.vanishing.gone_users())
    assert service.media(other, theirs.id, "media")
    # Left while the server went down: it is done at the next start.
    service.store.users.set_settings(other, left_at=1.0)
    service._vanish.start()
    assert not theirs.media.exists()


def test_what_has_its_time_goes_and_what_was_published_stays(tmp_path: Path) -> None:
    home = tmp_path / "home"
    settings = load(home=home, corpus=tmp_path / "none", database_url="", made_hours=1.0)
    service = GeneRec(settings)
    user, _ = service.visitor(None)
    shelf, now = service.engine.catalogue, time.time()
    (home / "made").mkdir(parents=True)

    def add(name: str, age: float, owner: str | None, origin: str = "edited") -> None:
        media = home / "made" / f"{name}.mp4"
        media.write_bytes(name.encode())
        shelf.add(
            Item(
                id=name, title=name, media=media, duration=1.0, owner=owner,
                origin=origin, created_at=now - age * 3600,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    add("old", 2.0, user)
    add("new", 0.5, user)
    add("published", 2.0, None)
    add("brought", 2.0, user, "uploaded")
    shelf.add(
        Item(
            id="cover", title="cover", media=home / "made" / "new.mp4", duration=1.0, owner=user,
            origin="edited", created_at=now - 7200,
        )
    )  # fmt: skip
    assert service._vanish.expire() == 2
    left = sorted(path.stem for path in (home / "made").iterdir())
    assert left == ["brought", "new", "published"]  # another item still names the file of a cover
    # Published between the look and the deed: nothing of it goes.
    shelf.embed("published", visual=np.ones(4))
    assert service.store.vanishing.let_go(["published"]) == []
    assert shelf.embedded("visual", None) == ["published"]
    service.close()


def test_one_of_two_tabs_is_closed_and_nothing_goes(service: GeneRec) -> None:
    user, _ = service.visitor(None)
    mine = edited(service, user)
    service.set_vanishes(user, True)
    service.left(user)
    service.here(user)  # the other tab is open
    assert not service._vanish._timers and service.store.vanishing.gone_users() == []
    assert service.media(user, mine.id, "media")


def test_who_is_back_before_a_server_has_begun_anew_never_left(
    service: GeneRec, tmp_path: Path
) -> None:
    user, _ = service.visitor(None)
    mine = edited(service, user)
    service.set_vanishes(user, True)
    service.left(user)
    service.close()
    again = GeneRec(service.settings)
    again.conversation(user)
    again.warm()
    assert again.media(user, mine.id, "media").is_file()
    again.close()


def test_what_is_still_being_made_when_they_left_goes_once_it_is_done(
    service: GeneRec, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, _ = service.visitor(None)
    service.set_vanishes(user, True)
    conversation = service.conversation(user)
    monkeypatch.setattr(module, "GRACE", 0.02)
    with service._runtime.turn(user):
        service.left(user)
        made = edited(service, user, conversation)
        until(lambda: user in service._vanish._timers)
        assert made.media.exists()
    until(lambda: not made.media.exists() and not service.store.vanishing.gone_users())
