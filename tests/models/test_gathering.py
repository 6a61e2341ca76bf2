"""Questions of several threads in one call: each its own answer, its own error, its own stop."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from models.errors import Cancelled
from models.gathering import Gathering
from tests.waiting import PATIENCE, until


class Calls:
    """Answers with squares; the first call waits until it is let through."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []
        self.open = threading.Event()
        self.gathering = Gathering[int, int](
            self.answer, most=lambda: 4, size=lambda one: 1, alike=lambda a, b: a % 2 == b % 2
        )

    def answer(self, asked: Sequence[int]) -> list[int | Exception]:
        self.seen.append(list(asked))
        if len(self.seen) == 1:
            assert self.open.wait(PATIENCE)
        if 13 in asked:
            raise ValueError("thirteen")
        return [KeyError(one) if one == 99 else one * one for one in asked]

    def waiting(self, count: int) -> None:
        until(lambda: len(self.gathering._line) == count)


class Asker(threading.Thread):
    def __init__(self, ask: Callable[[], Any]) -> None:
        super().__init__(daemon=True)
        self.got: Any = None
        self._ask = ask
        self.start()

    def run(self) -> None:
        try:
            self.got = self._ask()
        except Exception as exc:
            self.got = exc

    def answer(self) -> Any:
        self.join(PATIENCE)
        assert not self.is_alive()
        return self.got


def asked(calls: Calls, *questions: int) -> list[Asker]:
    """The first is being answered, the others wait in this order."""
    askers = []
    for number, question in enumerate(questions):
        askers.append(Asker(lambda question=question: calls.gathering.ask(question)))
        if number:
            calls.waiting(number)
        else:
            until(lambda: calls.seen)
    return askers


def test_one_alone_is_answered_at_once() -> None:
    calls = Calls()
    calls.open.set()
    assert calls.gathering.ask(3) == 9 and calls.seen == [[3]]


def test_those_who_wait_are_answered_together_the_oldest_first_and_each_gets_their_own() -> None:
    calls = Calls()
    askers = asked(calls, 1, 2, 3, 4, 6, 5, 8, 10, 12)
    calls.open.set()
    assert [one.answer() for one in askers] == [1, 4, 9, 16, 36, 25, 64, 100, 144]
    # Alike ones come along, four at most; whoever is not alike waits for one call, not for all.
    assert calls.seen == [[1], [2, 4, 6, 8], [3, 5], [10, 12]]


def test_a_question_that_cannot_be_answered_harms_itself() -> None:
    calls = Calls()
    askers = asked(calls, 1, 13, 3, 99)
    calls.open.set()
    one, thirteen, three, other = (asker.answer() for asker in askers)
    assert (one, three) == (1, 9)
    assert isinstance(thirteen, ValueError) and isinstance(other, KeyError)
    assert calls.gathering.ask(2) == 4


def test_who_stops_waiting_leaves_the_others_as_they_were() -> None:
    calls = Calls()
    (first,) = asked(calls, 1)
    gone = threading.Event()

    def wanted() -> None:
        if gone.is_set():
            raise Cancelled("stop")

    stopped = Asker(lambda: calls.gathering.ask(3, wanted))
    calls.waiting(1)
    other = Asker(lambda: calls.gathering.ask(5))
    calls.waiting(2)
    gone.set()
    assert isinstance(stopped.answer(), Cancelled)
    calls.open.set()
    assert (first.answer(), other.answer()) == (1, 25) and calls.seen == [[1], [5]]


@pytest.mark.parametrize("crowd", [40])
def test_nobody_is_forgotten_in_a_crowd(crowd: int) -> None:
    calls = Calls()
    calls.open.set()
    numbers = [n for n in range(crowd) if n != 13]
    askers = [Asker(lambda n=n: [calls.gathering.ask(n) for _ in range(5)]) for n in numbers]
    assert [asker.answer() for asker in askers] == [[n * n] * 5 for n in numbers]
