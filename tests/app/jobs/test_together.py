"""Jobs that are done in one go share a place, and nobody joins before one who waited longer."""

from collections.abc import Iterator

import pytest

from app.jobs.local import LocalRunner
from models.errors import Unavailable
from tests.app.jobs.gate import Follower, Gate
from tests.waiting import PATIENCE, until


@pytest.fixture
def runner() -> Iterator[LocalRunner]:
    made = LocalRunner(together=lambda tool: 3 if tool == "picture" else 1)
    yield made
    made.close()


def begun(*gates: Gate) -> list[bool]:
    return [gate.began.is_set() for gate in gates]


def asked(runner: LocalRunner, gate: Gate, user: str, tool: str = "picture") -> Follower:
    """Ask for a job; return once it runs or stands in the line."""
    before = len(runner._running) + len(runner._line)
    turn = Follower(runner, gate.job(user, tool=tool))
    until(lambda: len(runner._running) + len(runner._line) > before)
    return turn


def test_as_many_as_go_together_run_and_the_next_waits(runner: LocalRunner) -> None:
    gates = [Gate() for _ in range(4)]
    turns = [asked(runner, gate, f"v{n}") for n, gate in enumerate(gates)]
    until(lambda: begun(*gates[:3]) == [True] * 3)
    assert not gates[3].began.is_set() and len(runner._line) == 1
    gates[1].opened.set()
    assert gates[3].began.wait(PATIENCE)
    for gate in gates:
        gate.opened.set()
    for turn in turns:
        turn.join(PATIENCE)
        assert turn.made == "made"


def test_nobody_joins_before_one_who_waited_longer(runner: LocalRunner) -> None:
    first, film, later = Gate(), Gate(), Gate()
    asked(runner, first, "a")
    assert first.began.wait(PATIENCE)
    other = asked(runner, film, "b", "film")
    last = asked(runner, later, "c")
    assert begun(film, later) == [False, False]  # there is room for a picture, after the film
    first.opened.set()
    assert film.began.wait(PATIENCE) and not later.began.is_set()
    film.opened.set()
    assert later.began.wait(PATIENCE)
    later.opened.set()
    other.join(PATIENCE), last.join(PATIENCE)
    assert (other.made, last.made) == ("made", "made")


def test_one_who_stops_leaves_the_others_running(runner: LocalRunner) -> None:
    gates = [Gate() for _ in range(2)]
    turns = [asked(runner, gate, f"v{n}") for n, gate in enumerate(gates)]
    until(lambda: begun(*gates) == [True, True])
    turns[0].stop()
    assert gates[0].ended.wait(PATIENCE) and not gates[1].ended.is_set()
    gates[1].opened.set()
    turns[1].join(PATIENCE)
    assert turns[1].made == "made"


def test_other_work_keeps_its_place_beside_those_that_share_one() -> None:
    runner = LocalRunner(2, together=lambda tool: 3 if tool == "picture" else 1)
    gates = {name: Gate() for name in ("p1", "p2", "film", "next")}
    turns = [asked(runner, gates["p1"], "a"), asked(runner, gates["p2"], "b")]
    turns += [asked(runner, gates[name], name, "film") for name in ("film", "next")]
    until(lambda: begun(*gates.values()) == [True, True, True, False])
    runner.close(0)
    for turn in turns:
        turn.join(PATIENCE)
        assert isinstance(turn.error, Unavailable)


def test_who_waits_behind_those_that_share_a_place_waits_for_the_last_of_them() -> None:
    runner = LocalRunner(clock=lambda: 100.0, together=lambda tool: 3)
    runner.pace.add("picture", 1, 20.0)
    gates = [Gate() for _ in range(3)]
    for at, gate in enumerate(gates):
        asked(runner, gate, f"v{at}")
    until(lambda: begun(*gates) == [True] * 3)
    runner._running[2].began = 85.0  # 10 s are left of it, 20 of the others
    waits = asked(runner, Gate(), "w", "film")
    until(lambda: waits.seen)
    assert waits.seen[0].place == 1 and waits.seen[0].left == 20.0
    runner.close(0)
