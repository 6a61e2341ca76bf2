"""Questions that wait at the same time are answered in one call, each with its own answer.

Whoever finds nobody at work leads: it answers its own question and, with it, those alike that wait
already. Nobody waits for more company to come, so that one visitor alone loses nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Q = TypeVar("Q")
A = TypeVar("A")

POLL = 0.1
"""Seconds between looks at whether an answer is still wanted."""


def _wanted() -> None:
    """What is always wanted."""


@dataclass(slots=True, eq=False)
class _Waiting(Generic[Q, A]):
    """One who asked. ``turn`` is set once there is an answer, or once they lead."""

    question: Q
    turn: threading.Event = field(default_factory=threading.Event)
    answer: A | Exception | None = None
    over: bool = False


class Gathering(Generic[Q, A]):
    """See the module. Any thread may ask; one call runs at a time, the oldest question in it."""

    def __init__(
        self,
        answer: Callable[[Sequence[Q]], Sequence[A | Exception]],
        *,
        most: Callable[[], int],
        size: Callable[[Q], int],
        alike: Callable[[Q, Q], bool],
    ) -> None:
        """``answer`` answers questions that are alike, in their order; an error is an answer, too.

        Where it raises, each question is answered alone, so that one that cannot be answered harms
        itself. ``most`` is the sum of sizes that one call takes; a larger question comes alone.
        """
        self._answer, self._most, self._size, self._alike = answer, most, size, alike
        self._line: list[_Waiting[Q, A]] = []
        self._leads = False
        self._lock = threading.Lock()

    def ask(self, question: Q, wanted: Callable[[], object] = _wanted) -> A:
        """Return the answer, or raise the error.

        While it waits in the line ``wanted`` is called several times a second; what that raises
        ends the waiting, and the others' is left as it was.
        """
        mine: _Waiting[Q, A] = _Waiting(question)
        with self._lock:
            self._line.append(mine)
            if not self._leads:
                self._leads = True
                mine.turn.set()
        try:
            while not mine.turn.wait(POLL):
                wanted()
        except BaseException:
            self._leave(mine)
            raise
        if not mine.over:
            self._lead(mine)
        answer = mine.answer
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[return-value]

    def _leave(self, mine: _Waiting[Q, A]) -> None:
        with self._lock:
            if mine in self._line:
                self._line.remove(mine)
            leads = mine.turn.is_set() and not mine.over
        if leads:  # it had become its turn in this very moment
            self._next()

    def _lead(self, mine: _Waiting[Q, A]) -> None:
        with self._lock:
            company = self._company(mine)
            self._line = [one for one in self._line if one not in company]
        try:
            answers = self._answered([one.question for one in company])
            for one, answer in zip(company, answers, strict=True):
                one.answer = answer
        except BaseException as exc:  # this thread is ended: nobody may wait for it for ever
            ended = exc if isinstance(exc, Exception) else RuntimeError("who answered was ended")
            for one in company[1:]:
                one.answer = ended
            raise
        finally:
            for one in company:
                one.over = True
                one.turn.set()
            self._next()

    def _company(self, mine: _Waiting[Q, A]) -> list[_Waiting[Q, A]]:
        """``mine``, and those after it that are alike, as many as one call takes."""
        company, left = [mine], self._most() - self._size(mine.question)
        for one in self._line:
            if one is not mine and self._size(one.question) <= left:
                if self._alike(mine.question, one.question):
                    company.append(one)
                    left -= self._size(one.question)
        return company

    def _answered(self, questions: list[Q]) -> list[A | Exception]:
        if len(questions) == 1:
            return list(self._answer(questions))
        try:
            return list(self._answer(questions))
        except Exception:  # whose fault it is shows when each stands alone
            return [self._alone(question) for question in questions]

    def _alone(self, question: Q) -> A | Exception:
        try:
            return self._answer([question])[0]
        except Exception as exc:
            return exc

    def _next(self) -> None:
        """Let the oldest who waits lead."""
        with self._lock:
            if self._line:
                self._line[0].turn.set()
            else:
                self._leads = False
