"""The list of a visitor's own conversations."""

from pathlib import Path

import pytest

from app.settings import Settings
from app.store.chats import LONGEST
from app.store.store import Store
from models.domain import Attachment, Turn
from models.errors import BadRequest
from tests.app.store.logged import logged


def talk(store: Store, user: str, *said: str, at: float = 0.0, shown: tuple[str, ...] = ()) -> str:
    key = store.conversations.start(user)
    for text in said:
        store.conversations.append(key, user, Turn(role="visitor", text=text, at=at))
        answer = Turn(role="assistant", text="Here.", shown=shown, at=at)
        store.conversations.append(key, user, answer)
    return key


def test_the_list_has_what_was_said_first_when_and_what_was_seen_last(
    store: Store, people: tuple[str, str]
) -> None:
    user, other = people
    old = talk(store, user, "a beach", "and a dog", at=100.0, shown=("a", "b", "c", "d"))
    new = talk(store, user, "fast\n cars " + "x" * 200, at=200.0)
    store.conversations.start(user)  # nothing was said in it
    talk(store, other, "mine alone")
    first, second = store.chats.of(user)
    assert (second.key, second.title, second.at) == (old, "a beach", 100.0)
    assert second.items == ("a", "b", "c")
    assert first.key == new and first.title.startswith("fast cars x")
    assert len(first.title) == LONGEST


def test_what_was_taken_back_is_in_no_list(store: Store, people: tuple[str, str]) -> None:
    key = talk(store, people[0], "never mind")
    store.conversations.undo(key, people[0])
    assert store.chats.of(people[0]) == []


def test_an_opened_one_is_the_current_one_until_another_begins(
    store: Store, people: tuple[str, str]
) -> None:
    user, _ = people
    old, new = talk(store, user, "old"), talk(store, user, "new")
    assert store.conversations.latest(user) == new
    begun = store.conversations.begun(user)
    store.chats.open(old, user)
    assert store.conversations.latest(user) == old
    # What was said in other chats meanwhile counts no longer.
    assert store.conversations.begun(user) >= begun  # type: ignore[operator]
    assert store.conversations.latest(user) != store.conversations.start(user)
    assert store.conversations.latest(user) not in (old, new)


def test_a_name_can_be_given_and_taken_back(store: Store, people: tuple[str, str]) -> None:
    key = talk(store, people[0], "a beach")
    store.chats.rename(key, people[0], "  Summer\n2026 ")
    assert store.chats.of(people[0])[0].title == "Summer 2026"
    store.chats.rename(key, people[0], " ")
    assert store.chats.of(people[0])[0].title == "a beach"


def test_a_deleted_one_leaves_nothing_but_what_others_name(
    store: Store, settings: Settings, people: tuple[str, str]
) -> None:
    user, _ = people
    alone, twice = (settings.home / "pictures" / name for name in ("alone.jpg", "twice.jpg"))
    doomed, kept = store.conversations.start(user), store.conversations.start(user)
    for key, files in ((doomed, (alone, twice)), (kept, (twice,))):
        pictures = tuple(Attachment(path=path, name=path.name, kind="image") for path in files)
        clip = Attachment(path=Path("/clip.mp4"), name="clip", kind="video", item="x")
        said = Turn(role="visitor", text=f"in {key}", attachments=(*pictures, clip))
        store.conversations.append(key, user, said)
    assert store.chats.delete(doomed, user) == [alone]
    assert [one.key for one in store.chats.of(user)] == [kept]
    assert {line.conversation for line in logged(store, user)} == {kept, None}
    with pytest.raises(BadRequest):
        store.conversations.turns(doomed, user)


@pytest.mark.parametrize("what", ["open", "rename", "delete"])
def test_somebody_elses_is_not_there(store: Store, people: tuple[str, str], what: str) -> None:
    mine, thief = people
    key = talk(store, mine, "a secret")
    more = ("stolen",) if what == "rename" else ()
    said = []
    for tried in (key, "no-such-id"):
        with pytest.raises(BadRequest) as refused:
            getattr(store.chats, what)(tried, thief, *more)
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert [one.title for one in store.chats.of(mine)] == ["a secret"]
    assert store.conversations.latest(mine) == key and store.chats.of(thief) == []


def test_an_attached_picture_is_found_by_its_own_visitor(
    store: Store, settings: Settings, people: tuple[str, str]
) -> None:
    path = settings.home / "pictures" / "one.jpg"
    file = Attachment(path=path, name="dog.jpg", kind="image")
    said = Turn(role="visitor", text="", attachments=(file,))
    store.conversations.append(store.conversations.start(people[0]), people[0], said)
    assert store.chats.attached(people[0], "one.jpg") == path
    assert store.chats.attached(people[1], "one.jpg") is None
    assert store.chats.attached(people[0], "dog.jpg") is None
    assert store.chats.of(people[0])[0].title == "dog.jpg"
