"""Jobs in threads: in a fair order, stopped at any moment, tried again, and never lost."""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from typing import Any

import numpy as np
import pytest

from agents.jobs import Job, Progress, Watch
from app.jobs import local
from app.jobs.ledger import State, Unwritten
from app.jobs.local import LocalRunner
from models.errors import BadRequest, Cancelled, Unavailable
from tests.waiting import PATIENCE, until


class Gate:
    """Work that goes on until it is let through; knows what became of it."""

    def __init__(self) -> None:
        self.began, self.opened, self.ended = (threading.Event() for _ in range(3))
        self.discarded: list[str] = []

    def work(self, watch: Watch) -> str:
        try:
            self.began.set()
            while not self.opened.is_set():
                watch(0.5)
                time.sleep(0.005)
            return "made"
        finally:
            self.ended.set()

    def deaf(self, watch: Watch) -> str:
        self.began.set()
        self.opened.wait(PATIENCE)
        self.ended.set()
        return "made"

    def job(self, user: str = "v", *, deaf: bool = False, **more: Any) -> Job[str]:
        more = {"title": "Making it", "tool": "make"} | more
        work = self.deaf if deaf else self.work
        return Job(user=user, work=work, discard=self.discarded.append, **more)


class Follower(threading.Thread):
    """A turn's thread: asks for a job and follows it to its end."""

    def __init__(self, runner: LocalRunner, job: Job[Any]) -> None:
        super().__init__(daemon=True)
        self.cancel = threading.Event()
        self.seen: list[Progress] = []
        self.made: Any = None
        self.error: BaseException | None = None
        self._stream = runner.run(job, self.cancel)
        self.start()

    def run(self) -> None:
        try:
            while True:
                self.seen.append(next(self._stream))
        except StopIteration as end:
            self.made = end.value
        except BaseException as exc:
            self.error = exc

    def stop(self) -> None:
        """Press stop, and see the turn go on. How soon it does, ``benchmarks/jobs.py`` measures."""
        self.cancel.set()
        self.join(PATIENCE)
        assert isinstance(self.error, Cancelled), self.error


@pytest.fixture
def runner() -> Iterator[LocalRunner]:
    made = LocalRunner()
    yield made
    made.close()


def finished(runner: LocalRunner, work: Callable[[Watch], Any], **more: Any) -> Any:
    job = Job(title="Making it", tool="make", user="v", work=work, discard=lambda made: None)
    turn = Follower(runner, job)
    turn.join(PATIENCE)
    if turn.error is not None:
        raise turn.error
    return turn.made


def test_what_is_made_comes_back_even_if_it_is_nothing(runner: LocalRunner) -> None:
    assert finished(runner, lambda watch: "it") == "it"
    assert finished(runner, lambda watch: None) is None


def test_our_own_errors_come_out_as_they_are_and_are_not_tried_again(runner: LocalRunner) -> None:
    tries = []

    def work(watch: Watch) -> None:
        tries.append(1)
        raise BadRequest("not like that")

    with pytest.raises(BadRequest, match="not like that"):
        finished(runner, work)
    assert len(tries) == 1


def test_one_at_a_time_and_visitors_in_turn(runner: LocalRunner) -> None:
    order: list[str] = []
    first = Gate()
    turns = [Follower(runner, first.job("a"))]
    first.began.wait(PATIENCE)

    def job(name: str) -> Job[str]:
        def work(watch: Watch) -> str:
            order.append(name)
            assert len(runner._running) == 1
            return name

        return Job(title=name, tool="make", user=name[0], work=work, discard=order.append)

    for number, name in enumerate(("a2", "a3", "a4", "b1", "c1", "b2")):
        turns.append(Follower(runner, job(name)))
        until(lambda number=number: len(runner._line) == number + 1)
    first.opened.set()
    for turn in turns:
        turn.join(PATIENCE)
    assert order == ["b1", "c1", "a2", "b2", "a3", "a4"]


def test_who_waits_knows_their_place_and_how_long() -> None:
    runner = LocalRunner(clock=lambda: 0.0)
    gates = [Gate(), Gate(), Gate()]
    turns = []
    runner.pace.add("make", 1, 10.0)
    for number, gate in enumerate(gates):
        turns.append(Follower(runner, gate.job(f"v{number}", units=2.0)))
        until(lambda turn=turns[-1]: turn.seen)
    assert [turn.seen[0].place for turn in turns] == [0, 1, 2]
    assert [turn.seen[0].left for turn in turns] == [20, 20, 40]
    gates[0].opened.set()
    until(lambda: turns[1].seen[-1].place == 0 and turns[2].seen[-1].place == 1)
    for turn in turns[1:]:
        turn.stop()
    runner.close()


def test_nobody_is_told_a_time_that_nobody_knows(runner: LocalRunner) -> None:
    gates = [Gate(), Gate()]
    turns = [Follower(runner, gate.job(f"v{number}")) for number, gate in enumerate(gates)]
    until(lambda: all(turn.seen for turn in turns))
    assert {turn.seen[0].left for turn in turns} == {None}
    for turn in turns:
        turn.stop()


def test_what_is_quick_does_not_wait_behind_what_is_long(runner: LocalRunner) -> None:
    runner.pace.add("cover", 1, 0.2)
    long, quick, other = Gate(), Gate(), Gate()
    turns = [Follower(runner, long.job("a"))]
    long.began.wait(PATIENCE)
    turns.append(Follower(runner, quick.job("b", tool="cover")))
    assert quick.began.wait(PATIENCE)
    turns.append(Follower(runner, other.job("b", tool="cover")))
    assert not other.began.wait(0.1)
    quick.opened.set()
    assert other.began.wait(PATIENCE)
    for turn in (turns[0], turns[2]):
        turn.stop()


def test_more_workers_do_more_at_once() -> None:
    runner = LocalRunner(3)
    gates = [Gate() for _ in range(4)]
    turns = [Follower(runner, gate.job(f"v{number}")) for number, gate in enumerate(gates)]
    until(lambda: sum(gate.began.is_set() for gate in gates) == 3)
    until(lambda: len(runner._line) == 1)
    assert [gate.began.is_set() for gate in gates].count(False) == 1
    for turn in turns:
        turn.stop()
    runner.close()


def test_a_full_line_is_said_at_once() -> None:
    runner = LocalRunner(waiting=1)
    gate, waits, third = Gate(), Gate(), Gate()
    turns = [Follower(runner, gate.job("a"))]
    gate.began.wait(PATIENCE)
    turns.append(Follower(runner, waits.job("b")))
    until(lambda: len(runner._line))
    late = Follower(runner, third.job("c"))
    late.join(PATIENCE)
    assert isinstance(late.error, Unavailable) and "no more fit" in str(late.error)
    turns[1].stop()
    assert Follower(runner, third.job("c")).is_alive()  # there is room again
    runner.close()


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


@pytest.mark.parametrize("error", [ZeroDivisionError, MemoryError, SystemExit, KeyboardInterrupt])
def test_what_dies_is_tried_once_more(
    runner: LocalRunner, error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []
    seen = threading.Event()

    def work(watch: Watch) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise error("secret words")
        seen.wait(PATIENCE)
        return "made"

    job = Job(title="Making it", tool="make", user="v", work=work, discard=lambda made: None)
    turn = Follower(runner, job)
    until(lambda: any(now.again for now in turn.seen))
    seen.set()
    turn.join(PATIENCE)
    assert turn.made == "made" and len(tries) == 2 and "Making it died, reference" in caplog.text


@pytest.mark.parametrize(
    ("error", "said"), [(OSError, "Something on our side"), (MemoryError, "not enough memory")]
)
def test_what_dies_twice_is_said_with_a_reference_that_the_log_holds(
    runner: LocalRunner,
    error: type[BaseException],
    said: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(watch: Watch) -> None:
        raise error("secret words")

    with pytest.raises(Unavailable, match=said) as caught:
        finished(runner, work)
    sentence = str(caught.value)
    assert "making it" in sentence and "twice" in sentence and "secret" not in sentence
    reference = sentence.rsplit(":" if error is OSError else "(", 1)[1].strip(" .").split(")")[0]
    assert len(reference) == 8 and reference in caplog.text
    assert finished(runner, lambda watch: "next") == "next"


class Noted(Unwritten):
    """A ledger in memory: what was said of each job, one after the other."""

    def __init__(self) -> None:
        self.said: list[list[str]] = []

    def add(self, user: str, tool: str, arguments: Mapping[str, Any]) -> str:
        self.said.append(["queued"])
        return str(len(self.said) - 1)

    def set(self, job: str, state: State, note: str = "", **more: float | None) -> None:
        self.said[int(job)].append(state)


def test_no_job_stays_queued_that_nobody_will_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Noted()
    runner = LocalRunner(ledger=ledger)

    def none_left(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", none_left)
        with pytest.raises(Unavailable, match="too busy"):
            list(runner.run(Gate().job(), threading.Event()))
    assert ledger.said == [["queued", "failed"]]
    runner.close()
    with pytest.raises(Unavailable, match="restart"):
        list(runner.run(Gate().job(), threading.Event()))
    assert len(ledger.said) == 1


def test_no_thread_to_be_had_is_said(runner: LocalRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    turn: list[Any] = []
    start = threading.Thread.start

    def never(thread: threading.Thread) -> None:
        if thread.name == "job":
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", never)
    with pytest.raises(Unavailable, match="too busy"):
        finished(runner, turn.append)
    monkeypatch.undo()
    assert finished(runner, lambda watch: "it") == "it"


def test_pictures_on_the_way_are_thinned_and_let_go() -> None:
    pictures = [np.zeros((4, 4, 3), np.uint8) for _ in range(40)]
    now, seen = [0.0], threading.Event()
    runner = LocalRunner(clock=lambda: now[0])

    def work(watch: Watch) -> str:
        for number, picture in enumerate(pictures):
            watch(number / 40, picture)
            assert seen.wait(PATIENCE)
            now[0] += 0.02
        return "made"

    job = Job(title="Making it", tool="make", user="v", work=work, discard=lambda made: None)
    turn = Follower(runner, job)
    until(lambda: any(one.preview is not None for one in turn.seen))
    seen.set()
    turn.join(PATIENCE)
    shown = {id(one.preview) for one in turn.seen if one.preview is not None}
    assert 1 <= len(shown) <= 2 and shown <= {id(picture) for picture in pictures}
    runner.close()


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


def test_how_long_it_took_is_learnt() -> None:
    now = [0.0]
    runner = LocalRunner(clock=lambda: now[0])

    def work(watch: Watch) -> str:
        now[0] += 3.0
        return "made"

    finished(runner, work)
    until(lambda: runner.pace.seconds("make", 1) is not None)
    assert runner.pace.seconds("make", 2) == 6.0
    runner.close()
