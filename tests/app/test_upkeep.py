"""What a server does for itself: renews embeddings, sweeps, erases what expired, closes."""

import os
import threading
import time
from pathlib import Path

import pytest

from app.library import Library
from app.service import GeneRec
from app.settings import load
from app.store.paths import BENEATH
from app.store.store import Store
from app.ui.fake_service import tiny_clip
from app.upkeep import HOUR, daily, sweep, upkeep
from models.domain import Attachment, Turn
from models.encode.encoder import FakeEncoder
from models.errors import BadRequest
from models.stylise import beneath
from tests.waiting import PATIENCE, until


class Newer(FakeEncoder):
    name = "fake-2"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def library(store: Store, home: Path, encoder: FakeEncoder) -> Library:
    return Library(store, store.catalogue(encoder.name), encoder, load(home=home))


def test_a_new_encoder_sees_every_item_and_the_old_vectors_go(home: Path, tmp_path: Path) -> None:
    with Store(load(home=home)) as store:
        user, _ = store.users.create()
        old = library(store, home, FakeEncoder())
        shared = old.take(tiny_clip(tmp_path / "a.mp4", 1.0))
        private = old.take(tiny_clip(tmp_path / "b.mp4", 1.2), owner=user)
        new = library(store, home, Newer())
        assert new.catalogue.frames(shared.id, None) is None
        told: list[tuple[int, int]] = []
        assert new.renew(told=lambda done, of: told.append((done, of))) == 2
        assert told == [(0, 2), (1, 2)]
        assert new.catalogue.frames(shared.id, None) is not None
        assert new.catalogue.frames(private.id, None) is None  # still its owner's alone
        assert new.catalogue.frames(private.id, user) is not None
        assert old.catalogue.frames(shared.id, None) is None
        assert new.renew() == 0


def test_renewing_stops_when_told_and_goes_on_later(home: Path, tmp_path: Path) -> None:
    with Store(load(home=home)) as store:
        old = library(store, home, FakeEncoder())
        for name in "abc":
            old.take(tiny_clip(tmp_path / f"{name}.mp4", (ord(name) - 90) / 4))
        new, stop = library(store, home, Newer()), threading.Event()
        assert new.renew(stop, lambda done, of: stop.set() if done == 1 else None) == 2
        assert len(old.catalogue.lacking("frames")) == 0  # what is not done keeps what it had
        assert new.renew() == 1


def test_an_item_whose_file_is_gone_does_not_stop_the_others(home: Path, tmp_path: Path) -> None:
    with Store(load(home=home)) as store:
        old = library(store, home, FakeEncoder())
        lost, kept = (
            old.take(tiny_clip(tmp_path / f"{n}.mp4", s)) for n, s in (("a", 1), ("b", 2))
        )
        lost.media.unlink()
        assert library(store, home, Newer()).renew() == 1
        assert store.catalogue(Newer.name).frames(kept.id, None) is not None


def test_only_old_files_of_nobody_are_swept(home: Path, tmp_path: Path) -> None:
    outside = tmp_path / "mine.mp4"
    outside.write_bytes(b"mine")
    with Store(load(home=home)) as store:
        item = library(store, home, FakeEncoder()).take(tiny_clip(tmp_path / "a.mp4"))
        orphan, fresh = home / "media" / "0.mp4", home / "media" / ".0-abcdefgh.mp4"
        for path in (orphan, fresh):
            path.write_bytes(b"half")
        (home / "media" / "link.mp4").symlink_to(outside)
        of_nothing, of_it = beneath.place(orphan.with_name("1.mp4")), beneath.place(item.media)
        assert of_nothing.parent == home / BENEATH
        of_nothing.parent.mkdir()
        for path in (of_nothing, of_it):
            path.write_bytes(b"pixels")
        long_ago = time.time() - 2 * HOUR
        for path in (orphan, item.media, item.thumbnail, of_nothing, of_it):
            assert path is not None
            os.utime(path, (long_ago, long_ago))
        assert sweep(store, home) == 2
        assert not of_nothing.exists() and of_it.exists()
        assert not orphan.exists() and fresh.exists() and outside.exists()
        assert item.media.is_file() and item.thumbnail is not None and item.thumbnail.is_file()


def test_what_is_kept_long_enough_is_erased(home: Path) -> None:
    settings = load(home=home, retention_days=1)
    with Store(settings) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        for at in (time.time() - 3 * 24 * HOUR, time.time()):
            store.conversations.append(conversation, user, Turn(role="visitor", text="hi", at=at))
        upkeep(store, settings)
        assert len(store.conversations.turns(conversation, user)) == 1


def test_a_server_that_stays_up_erases_what_expires_meanwhile(home: Path) -> None:
    settings, stop = load(home=home, retention_days=1), threading.Event()
    with Store(settings) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        thread = daily(store, settings, stop, every=0.02)
        old = Turn(role="visitor", text="hi", at=time.time() - 3 * 24 * HOUR)
        store.conversations.append(conversation, user, old)
        until(lambda: store.conversations.turns(conversation, user) == [])
        stop.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def test_a_picture_goes_with_the_turn_it_was_attached_to(home: Path) -> None:
    settings = load(home=home, retention_days=1)
    with Store(settings) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        (home / "pictures").mkdir()
        for name, days in (("old", 3), ("new", 0)):
            path = home / "pictures" / f"{name}.jpg"
            path.write_bytes(b"a picture")
            os.utime(path, (time.time() - 3 * HOUR,) * 2)
            turn = Turn(
                role="visitor",
                text="",
                attachments=(Attachment(path=path, name="me.jpg", kind="image"),),
                at=time.time() - days * 24 * HOUR,
            )
            store.conversations.append(conversation, user, turn)
        upkeep(store, settings)
        assert [path.name for path in (home / "pictures").iterdir()] == ["new.jpg"]


def test_a_withheld_video_cannot_be_brought_back_but_a_removed_one_can(
    home: Path, tmp_path: Path
) -> None:
    clip = tiny_clip(tmp_path / "a.mp4")
    with Store(load(home=home)) as store:
        shelf = library(store, home, FakeEncoder())
        first = shelf.take(clip)
        store.items.hide(first.id)
        with pytest.raises(BadRequest, match="withheld"):
            shelf.take(clip)
        store.items.hide(first.id, hidden=False)
        store.items.remove(first.id)
        assert shelf.take(clip).id != first.id


def test_the_page_is_ready_before_the_demo_clips_are_in(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    header = "id,file,title,description,tags,attributes,licence\n"
    lines = [f"{n},{n}.mp4,Clip {n},a clip,one;two,{{}},CC0\n" for n in "ab"]
    (corpus / "items.csv").write_text(header + "".join(lines))
    for n in "ab":
        tiny_clip(corpus / f"{n}.mp4", (ord(n) - 90) / 4)
    service = GeneRec(load(home=tmp_path / "home", corpus=corpus))
    seen: list[tuple[bool, tuple[str, ...]]] = []
    known = service._warming._told

    def told(what: str):  # type: ignore[no-untyped-def]
        inner = known(what)

        def note(done: int, of: int) -> None:
            inner(done, of)
            status = service.status()
            seen.append((status.ready and status.growing, status.notes))

        return note

    service._warming._told = told  # type: ignore[method-assign]
    service.warm()
    assert [ready for ready, _ in seen] == [True] * 4  # taken in, then looked at
    assert "50 %" in seen[1][1][0] and "50 %" in seen[3][1][0]
    assert not service.status().growing
    assert service.status().items == 2 and service.status().notes == ()
    service.close()
    service.close()
