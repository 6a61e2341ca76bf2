"""Jobs in threads: in a fair order, as many at once as there are workers."""

import threading

import numpy as np
import pytest

from agents.make.jobs import Job, Watch
from app.jobs.local import LocalRunner
from models.errors import BadRequest, Unavailable
from tests.app.jobs.gate import Follower, Gate, finished
from tests.waiting import PATIENCE, until


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
