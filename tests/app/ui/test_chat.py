"""The chat's handlers, called as Gradio calls them."""

import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

import app.ui.chat as module
from app.ui.chat import Chat, Place
from app.ui.fake_service import FakeService
from app.ui.identity import COOKIE
from app.ui.live_turns import LiveTurns
from app.ui.protocol import ShownTurn
from app.ui.uploads import Uploads
from models.domain import Attachment, Turn
from tests.waiting import PATIENCE, until


@pytest.fixture
def chat(service: FakeService) -> Chat:
    return Chat(service, Uploads(), LiveTurns())


@pytest.fixture
def request_(service: FakeService) -> Any:
    _, token = service.visitor(None)
    return SimpleNamespace(cookies={COOKIE: token}, session_hash="first")


def send(chat: Chat, request: Any, text: str, files: tuple[Path, ...] = ()) -> list[Any]:
    return list(chat.submit({"text": text, "files": [str(path) for path in files]}, request))


def words(messages: list[dict[str, Any]]) -> str:
    return str(messages)


def test_the_words_are_shown_at_once_and_the_box_is_emptied(chat: Chat, request_: Any) -> None:
    first, box = next(chat.submit({"text": "  dogs ", "files": []}, request_))
    assert first[0]["content"] == ["dogs"]
    assert box["value"] is None and box["stop_btn"] and not box["submit_btn"]


def test_the_view_ends_as_what_is_stored(chat: Chat, request_: Any) -> None:
    *_, (shown, box) = send(chat, request_, "dogs")
    restored, _ = next(chat.restore(request_))
    assert shown == restored
    assert "Here is what I found for “dogs”" in words(shown)
    assert box["submit_btn"] and not box["stop_btn"]


def test_nothing_is_sent_when_there_is_nothing(chat: Chat, request_: Any, monkeypatch: Any) -> None:
    hints: list[str] = []
    monkeypatch.setattr(gr, "Info", lambda text, **more: hints.append(text))
    send(chat, request_, "   ")
    send(chat, request_, "")
    assert len(hints) == 2
    assert next(chat.restore(request_))[0] == []


@pytest.mark.parametrize("bad", ["x" * 100_000, "please crash"])
def test_after_a_failure_the_next_message_works(chat: Chat, request_: Any, bad: str) -> None:
    *_, (shown, _), (_, box) = send(chat, request_, bad)
    assert "refused" in words(shown[-1:])
    assert box["submit_btn"]
    *_, (shown, _) = send(chat, request_, "dogs")
    assert "Here is what I found" in words(shown)


def test_a_stranger_is_asked_to_reload(chat: Chat) -> None:
    with pytest.raises(gr.Error, match="Reload"):
        send(chat, SimpleNamespace(cookies={}, session_hash="first"), "dogs")


def test_only_ones_own_upload_can_be_attached(
    chat: Chat, request_: Any, service: FakeService, tmp_path: Path
) -> None:
    theirs = tmp_path / "hash" / "theirs.wav"
    theirs.parent.mkdir()
    theirs.write_bytes(b"x")
    chat.uploads.add("another token", [str(theirs)])
    with pytest.raises(gr.Error, match="no longer there"):
        send(chat, request_, "look", (theirs,))
    assert theirs.exists()


def test_an_upload_is_gone_after_its_turn_and_shown_from_our_route(
    chat: Chat, request_: Any, service: FakeService, tmp_path: Path
) -> None:
    mine = tmp_path / "hash" / "mine.mp4"
    mine.parent.mkdir()
    mine.write_bytes(service.items["clip0"].media.read_bytes())
    chat.uploads.add(request_.cookies[COOKIE], [str(mine)])
    *_, (shown, _) = send(chat, request_, "like this", (mine,))
    until(lambda: not mine.exists())
    assert 'src="media/clip1"' in words(shown)
    assert str(tmp_path) not in words(shown)


def test_an_upload_that_was_stopped_on_its_way_in_is_sent_again(
    chat: Chat, request_: Any, service: FakeService, tmp_path: Path, monkeypatch: Any
) -> None:
    mine = tmp_path / "hash" / "mine.mp4"
    mine.parent.mkdir()
    mine.write_bytes(service.items["clip0"].media.read_bytes())
    chat.uploads.add(request_.cookies[COOKIE], [str(mine)])

    def taking(
        user: str, conversation: str, text: str, files: Any, cancel: threading.Event, **more: Any
    ) -> Iterator[Any]:
        came = tuple(Attachment(path=one, name=one.name, kind="video") for one in files)
        said = Turn(role="visitor", text=text, attachments=came)
        service.turns[conversation].append(ShownTurn(turn=said))
        assert cancel.wait(PATIENCE)
        yield from ()

    with monkeypatch.context() as patch:
        patch.setattr(service, "respond", taking)
        turn = chat.submit({"text": "like this", "files": [str(mine)]}, request_)
        next(turn)
        chat.stop(request_)
        list(turn)
        until(lambda: not chat.turns._live)
    assert mine.exists()
    *_, (shown, _) = chat.retry(request_)
    until(lambda: not mine.exists())
    assert 'src="media/clip1"' in words(shown)


def test_a_file_that_is_gone_is_named_before_anything_is_taken_back(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    _, _, conversation = chat._place(request_)
    gone = Attachment(path=Path("/nowhere/cat.mp4"), name="cat.mp4", kind="video")
    said = Turn(role="visitor", text="like this", attachments=(gone,))
    service.turns[conversation].append(ShownTurn(turn=said))
    with pytest.raises(gr.Error, match="cat.mp4.*Attach it again"):
        list(chat.retry(request_))
    assert [kept.turn.text for kept in _history(chat, request_)] == ["like this"]


def test_stop_ends_the_turn_and_the_next_message_can_follow(chat: Chat, request_: Any) -> None:
    turn = chat.submit({"text": "slow", "files": []}, request_)
    next(turn), next(turn)
    chat.stop(request_)
    *_, (shown, _), (_, box) = turn
    assert "Stopped." in words(shown) and box["submit_btn"]
    *_, (shown, _) = send(chat, request_, "dogs")
    assert "stopped" in words(shown) and "pending" not in words(shown)


def test_a_second_tab_sees_the_running_turn(chat: Chat, request_: Any) -> None:
    turn = chat.submit({"text": "slow", "files": []}, request_)
    next(turn)
    other = chat.restore(request_)
    shown, box = next(other)
    assert shown[0]["content"] == ["slow"] and box["stop_btn"]
    chat.stop(request_)
    assert "Stopped." in words([view for view, _ in other][-2])
    turn.close()


def test_a_closed_tab_loses_nothing(chat: Chat, request_: Any) -> None:
    turn = chat.submit({"text": "dogs", "files": []}, request_)
    next(turn)
    turn.close()
    until(lambda: not chat.turns._live)
    assert "Here is what I found" in words(next(chat.restore(request_))[0])


def test_undo_gives_the_words_back(chat: Chat, request_: Any) -> None:
    send(chat, request_, "dogs")
    send(chat, request_, "cats")
    shown, box = chat.undo(request_)
    assert box["value"] == "cats"
    assert "dogs" in words(shown) and "cats" not in words(shown)


def _held(service: FakeService, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let "cats" wait, stopped or not, before it is so much as stored, until the event is set."""
    let, respond = threading.Event(), service.respond

    def late(*arguments: Any, **more: Any) -> Iterator[Any]:
        if "cats" in arguments:
            let.wait(PATIENCE)
        yield from respond(*arguments, **more)

    monkeypatch.setattr(service, "respond", late)
    return let


@pytest.mark.parametrize("stopped", [False, True])
def test_undo_takes_back_what_runs_and_not_what_was_before(
    chat: Chat, request_: Any, service: FakeService, monkeypatch: Any, stopped: bool
) -> None:
    send(chat, request_, "dogs")
    let = _held(service, monkeypatch)
    turn = chat.submit({"text": "cats", "files": []}, request_)
    next(turn)
    if stopped:
        chat.stop(request_)
    threading.Timer(1.0, let.set).start()  # longer than the page waits for a stopped turn
    shown, box = chat.undo(request_)
    assert box["value"] == "cats" and "Here is what I found for “dogs”" in words(shown)
    assert [kept.turn.role for kept in _history(chat, request_)] == ["visitor", "assistant"]


def test_what_does_not_end_takes_nothing_back(
    chat: Chat, request_: Any, service: FakeService, monkeypatch: Any
) -> None:
    send(chat, request_, "dogs")
    let = _held(service, monkeypatch)
    next(chat.submit({"text": "cats", "files": []}, request_))
    monkeypatch.setattr(module, "WAIT_FOR_STOP", 0.05)
    with pytest.raises(gr.Error, match="still being stopped"):
        chat.undo(request_)
    assert [kept.turn.text for kept in _history(chat, request_)][:1] == ["dogs"]
    let.set()
    until(lambda: not chat.turns._live)


def test_answers_stand_in_the_order_of_messages(
    chat: Chat, request_: Any, service: FakeService, monkeypatch: Any
) -> None:
    let = _held(service, monkeypatch)
    next(chat.submit({"text": "cats", "files": []}, request_))
    chat.stop(request_)
    threading.Timer(0.3, let.set).start()
    send(chat, request_, "dogs")
    said = [kept.turn.text for kept in _history(chat, request_) if kept.turn.role == "visitor"]
    assert said == ["cats", "dogs"]


def _history(chat: Chat, request: Any) -> list[Any]:
    user, _, conversation = chat._place(request)
    return list(chat.service.history(user, conversation))


def test_retry_says_it_once_more(chat: Chat, request_: Any, service: FakeService) -> None:
    send(chat, request_, "dogs")
    *_, (shown, _) = chat.retry(request_)
    assert words(shown).count("'dogs'") == 1
    assert "Here is what I found" in words(shown)


def test_a_card_sends_its_item_along(chat: Chat, request_: Any) -> None:
    pressed = gr.EventData(None, {"text": "More like “Tiny”", "item": "clip0"})
    *_, (shown, _) = chat.card(pressed, request_)
    assert "More like “Tiny”" in words(shown)


def test_a_new_conversation_is_empty_and_the_current_one(chat: Chat, request_: Any) -> None:
    send(chat, request_, "dogs")
    assert chat.new(request_)[0] == []
    assert next(chat.restore(request_))[0] == []


def test_work_goes_on_in_a_chat_that_is_left_for_a_new_one(
    chat: Chat, request_: Any, service: FakeService, monkeypatch: Any
) -> None:
    let = _held(service, monkeypatch)
    user, _, left = chat._place(request_)
    turn = chat.submit({"text": "cats", "files": []}, request_)
    next(turn)
    chat.new(request_)
    *_, (shown, box) = turn  # the page that followed it shows the new one
    assert shown == [] and box["submit_btn"]
    running = chat.turns.live(left)
    assert running is not None
    let.set()
    assert running.done.wait(PATIENCE)
    assert "Here is what I found for “cats”" in words(chat._stored(Place(user, "", left)))
    assert service.history(user, service.conversation(user)) == []


def test_what_is_sent_in_a_tab_goes_where_it_is_seen(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    other = SimpleNamespace(cookies=request_.cookies, session_hash="second")
    send(chat, request_, "dogs")
    list(chat.restore(other))
    chat.new(other)
    send(chat, other, "kites")
    *_, (shown, _) = send(chat, request_, "cats")
    assert "dogs" in words(shown) and "kites" not in words(shown)
    chat.undo(other)
    *_, (shown, _) = send(chat, other, "boats")
    assert "boats" in words(shown) and "cats" not in words(shown)
    assert "boats" in words(next(chat.restore(request_))[0])  # a page that is loaded anew


def test_a_turn_is_followed_whatever_another_tab_opens(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    other = SimpleNamespace(cookies=request_.cookies, session_hash="second")
    user, _, _ = chat._place(request_)
    turn = chat.submit({"text": "slow", "files": []}, request_)
    next(turn), next(turn)
    service.new_conversation(user)
    assert next(chat.restore(other))[0] == []
    shown, _ = next(turn)
    assert "slow" in words(shown)
    chat.stop(request_)
    assert "Stopped." in words([view for view, _ in turn][-2])


def test_what_is_sent_where_a_chat_was_deleted_goes_to_the_current_one(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    send(chat, request_, "dogs")
    user, _, conversation = chat._place(request_)
    service.delete_chat(user, conversation)
    *_, (shown, _) = send(chat, request_, "cats")
    assert "cats" in words(shown) and "dogs" not in words(shown)


def test_a_page_of_somebody_else_tells_nothing(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    send(chat, request_, "a secret")
    _, token = service.visitor(None)
    thief = SimpleNamespace(cookies={COOKIE: token}, session_hash="first")
    *_, (shown, _) = send(chat, thief, "dogs")
    assert "secret" not in words(shown)


def test_a_tab_sees_what_was_said_in_another_and_stays_in_its_own_chat(
    chat: Chat, request_: Any, service: FakeService
) -> None:
    other = SimpleNamespace(cookies=request_.cookies, session_hash="second")
    list(chat.restore(other))
    send(chat, request_, "dogs")
    shown, box = next(chat.again(other))
    assert "dogs" in words(shown) and "value" not in box  # what is being written stays
    assert next(chat.again(other)) == (gr.skip(), gr.skip())  # nothing new
    chat.new(request_)
    send(chat, request_, "kites")
    current = service.conversation(chat._user(request_))
    assert next(chat.again(other)) == (gr.skip(), gr.skip())  # its own chat has not gone on
    assert service.conversation(chat._user(request_)) == current


def test_of_a_long_chat_the_newest_part_is_sent_and_the_rest_when_asked_for(
    chat: Chat, request_: Any, service: FakeService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.tabs.NEWEST", 4)
    for thing in ("ants", "bees", "cats", "dogs", "eels"):
        *_, (shown, _) = send(chat, request_, thing)
    assert "dogs" in words(shown) and "cats" not in words(shown)
    assert 'data-do="earlier"' in words(shown[0])
    shown, _ = next(chat.earlier(request_))
    assert "bees" in words(shown) and "ants" not in words(shown)
    *_, (shown, _) = send(chat, request_, "foxes")  # as much of it as before
    assert "cats" in words(shown) and "bees" not in words(shown)
    shown, _ = next(chat.earlier(request_))
    assert "ants" in words(shown) and 'data-do="earlier"' not in words(shown)
