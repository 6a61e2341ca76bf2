"""Jobs are stopped at any moment, and what they made then is discarded."""

import logging
import threading
from contextlib import closing

import pytest

from app.jobs import local
from app.jobs.local import LocalRunner
from models.errors import Cancelled, Unavailable
from tests.app.jobs.gate import Follower, Gate
from tests.waiting import PATIENCE, until


@pytest.mark.parametrize("how", ["stop", "leave"])
def test_a_stop_while_waiting_takes_it_out_of_the_line(runner: LocalRunner, how: str) -> None:
    gate, waits = Gate(), Gate()
    turn = Follower(runner, gate.job("a"))
    gate.began.wait(PATIENCE)
    if how == "stop":
        waiting = Follower(runner, waits.job("b"))
        until(lambda: len(runner._line))
        waiting.stop()
    else:
        stream = runner.run(waits.job("b"), threading.Event())
        next(stream)
        stream.close()
    assert not len(runner._line)
    gate.opened.set()
    turn.join(PATIENCE)
    assert turn.made == "made" and not waits.began.is_set() and waits.discarded == []


@pytest.mark.parametrize("how", ["stop", "leave"])
def test_a_stop_while_running_ends_the_work(runner: LocalRunner, how: str) -> None:
    gate = Gate()
    if how == "stop":
        turn = Follower(runner, gate.job())
        gate.began.wait(PATIENCE)
        turn.stop()
    else:
        with closing(runner.run(gate.job(), threading.Event())) as stream:
            next(stream)
    assert gate.ended.wait(PATIENCE)
    until(lambda: not runner._running)
    assert gate.discarded == []


def test_what_comes_out_too_late_is_discarded(runner: LocalRunner) -> None:
    gate = Gate()
    turn = Follower(runner, gate.job(deaf=True))
    gate.began.wait(PATIENCE)
    turn.stop()
    assert not gate.ended.is_set()  # it was not waited for
    gate.opened.set()
    until(lambda: gate.discarded == ["made"])


def test_what_was_done_when_stop_came_is_discarded(runner: LocalRunner) -> None:
    gate = Gate()
    gate.opened.set()
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        list(runner.run(gate.job(), cancel))
    until(lambda: not runner._running)
    assert gate.discarded == ["made"] or not gate.began.is_set()


def test_what_hangs_after_a_stop_gives_up_its_place(
    runner: LocalRunner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(local, "STUCK", 0.1)
    gate, after = Gate(), Gate()
    turn = Follower(runner, gate.job("a", deaf=True))
    gate.began.wait(PATIENCE)
    other = Follower(runner, after.job("b"))
    with caplog.at_level(logging.WARNING):
        turn.stop()
        assert after.began.wait(PATIENCE)
    assert "does not end" in caplog.text
    after.opened.set()
    other.join(PATIENCE)
    gate.opened.set()
    until(lambda: gate.discarded == ["made"])
    assert other.made == "made" and not runner._running


def test_closing_ends_all_jobs_and_says_why() -> None:
    runner = LocalRunner()
    gate, waits = Gate(), Gate()
    turns = [Follower(runner, gate.job("a"))]
    gate.began.wait(PATIENCE)
    turns.append(Follower(runner, waits.job("b")))
    until(lambda: len(runner._line))
    runner.close(PATIENCE)
    for turn in turns:
        turn.join(PATIENCE)
        assert isinstance(turn.error, Unavailable) and "restart" in str(turn.error)
    assert gate.ended.is_set()
    late = Follower(runner, Gate().job("c"))
    late.join(PATIENCE)
    assert isinstance(late.error, Unavailable)
    runner.close()
