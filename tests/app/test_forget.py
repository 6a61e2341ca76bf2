"""The command that erases one visitor."""

from pathlib import Path

import numpy as np
import pytest

from app.forget import forget, main
from app.settings import load
from app.store.store import Store
from models.domain import Attachment, Turn
from models.errors import BadRequest
from tests.contracts.catalogue import item


def test_a_visitor_goes_with_their_files_and_nobody_else(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Store(load(home=home, database_url="")) as store:
        catalogue, vector = store.catalogue("toy@1"), np.array([1.0, 0.0], np.float32)
        people = [store.users.create()[0] for _ in range(2)]
        for user in people:
            media = home / "made" / f"{user}.mp4"
            media.parent.mkdir(exist_ok=True)
            media.write_bytes(b"a clip")
            catalogue.add(item(user, owner=user, media=media, thumbnail=None), visual=vector)
            conversation = store.conversations.start(user)
            said = Turn(role="visitor", text=f"a secret of {user}")
            store.conversations.append(conversation, user, said)
        assert forget(store, catalogue, people[0]) == 1
        assert [path.stem for path in (home / "made").iterdir()] == people[1:]
        assert len(catalogue.index("visual")) == 1
        with pytest.raises(BadRequest, match="Nobody here has the number"):
            forget(store, catalogue, people[0])
        assert store.conversations.latest(people[1]) is not None
    assert not any(people[0].encode() in f.read_bytes() for f in home.rglob("generec.db-wal"))


def test_what_is_everybodys_stays_though_a_visitor_who_goes_had_it_too(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with Store(load(home=home, database_url="")) as store:
        catalogue, vector = store.catalogue("toy@1"), np.array([1.0, 0.0], np.float32)
        user, _ = store.users.create()
        media, cover = home / "media" / "theirs.mp4", home / "made" / "cover.jpg"
        for path in (media, cover):
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"something")
        catalogue.add(item("public", media=media, thumbnail=None), visual=vector)
        # A cover of it is an item of one's own, over the same video; and it was brought once more.
        catalogue.add(item("own", owner=user, media=media, thumbnail=cover), visual=vector)
        brought = Attachment(path=media, name="again.mp4", kind="video", item="public")
        said = Turn(role="visitor", text="look", attachments=(brought,))
        store.conversations.append(store.conversations.start(user), user, said)
        assert forget(store, catalogue, user) == 1
        assert media.is_file() and not cover.exists()
        assert catalogue.item("public", None).media == media


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    with Store(load(home=home, database_url="")) as store:
        user, _ = store.users.create()
    assert main([user, "--home", str(home)]) == 0
    assert "Erased" in capsys.readouterr().out
    assert main([user, "--home", str(home)]) == 1
    assert "Nobody here has the number" in capsys.readouterr().err
