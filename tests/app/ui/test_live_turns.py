import logging
import threading
import time
from collections.abc import Iterator

import pytest

from app.ui.live_turns import GRACE, PACE, LiveTurn, LiveTurns
from models.domain import Event, Refused, Said, Step
from models.errors import BadRequest, Cancelled, Unavailable
from tests.waiting import PATIENCE


def start(turns: LiveTurns, work: object, after: object = lambda: None) -> LiveTurn:
    turn = LiveTurn(base=[])
    assert turns.start("c", turn, work, after)  # type: ignore[arg-type]
    return turn


def last(turn: LiveTurn) -> tuple[Event, ...]:
    *_, final = turn.follow()
    return final


def test_everybody_who_looks_sees_the_same_end() -> None:
    def work(cancel: threading.Event) -> Iterator[Event]:
        yield Said(text="one")
        time.sleep(0.3)
        yield Said(text="two")

    turns, seen = LiveTurns(), []
    turn = start(turns, work)
    other = threading.Thread(target=lambda: seen.append(last(turn)))
    other.start()
    assert last(turn) == (Said(text="one"), Said(text="two"))
    other.join()
    assert seen == [last(turn)]
    assert turns.live("c") is None


@pytest.mark.parametrize("error", [BadRequest("Too long."), Unavailable("No weights.")])
def test_what_a_visitor_can_mend_is_said_word_for_word(error: Exception) -> None:
    def work(cancel: threading.Event) -> Iterator[Event]:
        yield Said(text="so far")
        raise error

    turn = start(LiveTurns(), work)
    assert last(turn) == (Said(text="so far"), Refused(text=str(error)))
    assert turn.failed


def test_a_crash_is_a_sentence_with_a_reference_that_the_log_holds(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(cancel: threading.Event) -> Iterator[Event]:
        raise RuntimeError("the secret path /etc")
        yield

    with caplog.at_level(logging.ERROR):
        (refused,) = last(start(LiveTurns(), work))
    assert isinstance(refused, Refused)
    assert "/etc" not in refused.text
    reference = refused.text.rsplit(" ", 1)[1].rstrip(".")
    assert reference in caplog.text and "the secret path" in caplog.text


def test_stop_answers_within_a_second_even_if_the_work_does_not_listen() -> None:
    began, release, ended = (threading.Event() for _ in range(3))

    def work(cancel: threading.Event) -> Iterator[Event]:
        yield Step(id="s", title="Deaf", status="running", fraction=0.5)
        began.set()
        release.wait(PATIENCE)
        ended.set()

    turns = LiveTurns()
    turn = start(turns, work)
    assert began.wait(PATIENCE)
    assert turns.stop("c")
    step, said = last(turn)
    # A busy machine may take longer for the same: what was waited for is not the work.
    assert not ended.is_set() and GRACE + PACE < 1.0
    assert isinstance(step, Step) and step.status == "cancelled"
    assert said == Said(text="Stopped.")
    # The next message need not wait for the deaf work.
    again = start(turns, lambda cancel: iter([Said(text="next")]))
    assert last(again) == (Said(text="next"),)
    release.set()


def test_stop_reaches_the_work() -> None:
    began, stopped = threading.Event(), threading.Event()

    def work(cancel: threading.Event) -> Iterator[Event]:
        yield Step(id="s", title="Listening", status="running")
        began.set()
        assert cancel.wait(PATIENCE)
        stopped.set()
        raise Cancelled

    turns = LiveTurns()
    turn = start(turns, work)
    assert began.wait(PATIENCE)
    turns.stop("c")
    assert last(turn)[-1] == Said(text="Stopped.")
    assert stopped.wait(PATIENCE)
    assert not turns.stop("c")


def test_one_turn_at_a_time_in_a_conversation() -> None:
    release = threading.Event()

    def work(cancel: threading.Event) -> Iterator[Event]:
        release.wait(PATIENCE)
        yield Said(text="done")

    turns = LiveTurns()
    turn = start(turns, work)
    assert not turns.start("c", LiveTurn(base=[]), work, lambda: None)
    assert turns.start("d", LiveTurn(base=[]), lambda cancel: iter(()), lambda: None)
    release.set()
    assert last(turn) == (Said(text="done"),)


def test_what_comes_after_comes_even_after_a_crash() -> None:
    after = threading.Event()

    def work(cancel: threading.Event) -> Iterator[Event]:
        raise BadRequest("no")
        yield

    last(start(LiveTurns(), work, after.set))
    assert after.wait(PATIENCE)


def test_a_turn_that_gets_no_thread_says_so_and_blocks_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none_left(self: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    def work(cancel: threading.Event) -> Iterator[Event]:
        yield Said(text="done")

    turns, after = LiveTurns(), threading.Event()
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", none_left)
        turn = start(turns, work, after.set)
    (said,) = last(turn)
    assert isinstance(said, Refused) and "too busy" in said.text and after.is_set()
    assert last(start(turns, work)) == (Said(text="done"),)
