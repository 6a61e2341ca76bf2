import json
from pathlib import Path

import pytest

from app.own_data import own_data
from app.settings import load
from app.store.store import Store
from models.domain import (
    Artifact,
    Attachment,
    Card,
    Feedback,
    FidelityReport,
    Recipe,
    Shown,
    Turn,
)
from tests.contracts.catalogue import axis, item

SECRET = "only-of-the-other"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def fill(store: Store, home: Path, user: str, word: str) -> str:
    """Leave a trace of ``user`` with ``word`` in it wherever something is kept; return its item."""
    own = item(f"{word}-clip", title=word, owner=user, media=home / "made" / f"{word}.mp4",
               thumbnail=home / "made" / f"{word}.jpg")  # fmt: skip
    store.catalogue("test@1").add(own, visual=axis(1), text=axis(2))
    recipe = Recipe(tool="clip", pixels="kept", parameters={"note": word})
    artifact = Artifact(media=own.media, kind="video", title=word, parents=(), recipe=recipe)
    store.artifacts.add(own.id, artifact, FidelityReport(), own.media)
    conversation = store.conversations.start(user)
    file = Attachment(path=home / "attached" / f"{word}.png", name=f"{word}.png", kind="image")
    store.conversations.append(
        conversation, user, Turn(role="visitor", text=f"I am {word}", attachments=(file,))
    )
    store.conversations.append(
        conversation,
        user,
        Turn(role="assistant", text=f"Hello {word}", shown=(own.id,)),
        events=[Shown(cards=(Card(item=own, why=word),))],
    )
    store.feedback.add(Feedback(user=user, item=own.id, kind="like", text=word))
    store.taste.say(user, "wants", word)
    store.reports.add(user, own.id, f"{word} is wrong")
    store.users.set_consent(user, True)
    store.users.set_settings(user, tuning={"breadth": 0.5}, name=word)
    store.jobs.add(user, "clip", {"note": word})
    return own.id


def test_it_is_all_there_and_nothing_of_anybody_else(home: Path) -> None:
    with Store(load(home=home, database_url="", threads=1)) as store:
        (user, token), (other, _) = store.users.create(), store.users.create()
        fill(store, home, user, "mine")
        fill(store, home, other, SECRET)
        told = own_data(store.database, user)
    written = json.dumps(told, allow_nan=False)
    assert SECRET not in written and other not in written
    assert token not in written and "token" not in written
    assert str(home) not in written and "mine.mp4" not in written and "made/mine" not in written
    (conversation,) = told["conversations"]
    assert [turn["text"] for turn in conversation["turns"]] == ["I am mine", "Hello mine"]
    assert conversation["turns"][0]["attachments"] == [
        {"name": "mine.png", "kind": "image", "item": None, "agreed": None}
    ]
    (own,) = told["items"]
    assert own["title"] == "mine" and own["made"]["recipe"]["parameters"] == {"note": "mine"}
    assert [line["kind"] for line in told["feedback"]] == ["like"]
    assert told["taste"][0]["text"] == "mine" and told["reports"][0]["reason"] == "mine is wrong"
    assert told["jobs"][0]["arguments"] == {"note": "mine"}
    assert {line["kind"] for line in told["log"]} >= {"turn", "feedback", "taste", "consent"}
    visitor = told["visitor"]
    assert visitor["consent"] is True and visitor["consent_at"].endswith("+00:00")
    assert visitor["settings"]["name"] == "mine"


def test_what_was_taken_back_is_kept_and_so_it_is_told(home: Path) -> None:
    with Store(load(home=home, database_url="", threads=1)) as store:
        user, _ = store.users.create()
        conversation = store.conversations.start(user)
        store.conversations.append(conversation, user, Turn(role="visitor", text="never mind"))
        store.conversations.undo(conversation, user)
        told = own_data(store.database, user)
    (turn,) = told["conversations"][0]["turns"]
    assert turn["text"] == "never mind" and turn["retracted_at"]


def test_nobody_has_no_data(home: Path) -> None:
    with Store(load(home=home, database_url="", threads=1)) as store:
        assert own_data(store.database, "nobody") == {}
