"""Runs jobs in threads of this process: a few at once, the others in a fair line.

Each job has a thread of its own while it runs, so that one that dies or hangs takes nothing along.
A thread cannot be killed: work looks up several times a second and ends then (see
``benchmarks/jobs.py`` for how soon). Its visitor never waits for that, and what hangs for longer
than :data:`STUCK` no longer keeps others waiting.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator
from typing import Any, TypeVar

from agents.make.jobs import Job, Progress
from app.jobs.entry import Entry
from app.jobs.fair import FairLine
from app.jobs.ledger import Ledger, State, Unwritten
from app.jobs.memory import give_back
from app.jobs.outlook import Outlook, news
from app.jobs.pace import Pace
from models.errors import Cancelled, GeneRecError, Unavailable

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL = 0.1
"""Seconds between looks at a job, and so the longest a stop goes unseen."""

STUCK = 5.0
"""Seconds after which work that was stopped and goes on gives up its place to others."""

QUICK = 3.0
"""Seconds: what is known to take fewer has a lane of its own, not to wait behind longer work."""


def _alone(tool: str) -> int:
    """How many jobs are done in one go where each is done by itself."""
    return 1


class LocalRunner:
    """An :class:`agents.make.jobs.JobRunner` for one process."""

    def __init__(
        self,
        workers: int = 1,
        *,
        waiting: int = 32,
        each: int = 4,
        ledger: Ledger | None = None,
        clock: Callable[[], float] = time.monotonic,
        together: Callable[[str], int] = _alone,
    ) -> None:
        """``workers`` jobs run at once, and one more that is quick.

        At most ``waiting`` wait in all, ``each`` of one visitor. ``together`` says of a tool how
        many of its jobs are done in one go: so many take one worker's place, and who is next joins
        those that run. Nobody joins before one who has waited longer.
        """
        self._ledger: Ledger = Unwritten() if ledger is None else ledger
        self.pace = Pace(self._ledger.paces)
        self._outlook = Outlook(self.pace)
        self._workers, self._clock, self._together = workers, clock, together
        self._line: FairLine[Entry[Any]] = FairLine(waiting, each)
        self._running: list[Entry[Any]] = []
        self._threads: set[threading.Thread] = set()
        self._lock = threading.RLock()
        self._closed = False

    def run(self, job: Job[T], cancel: threading.Event) -> Generator[Progress, None, T]:
        """See :class:`agents.make.jobs.JobRunner`."""
        entry = self._enter(job)
        try:
            last: Progress | None = None
            while not entry.over.wait(POLL):
                if cancel.is_set():
                    break
                now = self._progress(entry)
                if last is None or news(last, now):
                    last = now
                    yield now
            if cancel.is_set():
                raise Cancelled("the visitor pressed stop")
            with self._lock:
                return entry.result()
        except BaseException:  # a stop, a failure, or the page went away: the work ends with it
            self._abandon(entry)
            raise

    def close(self, patience: float = 3.0) -> None:
        """End all jobs, saying why, and wait for them a little. Safe to call twice."""
        with self._lock:
            self._closed = True
            for entry in [*self._line.order(), *self._running]:
                self._line.drop(entry.job.user, entry)
                entry.stop.set()
                entry.error = entry.error or Unavailable(
                    "This was stopped by a restart of the server; ask again in a minute."
                )
                entry.over.set()
            threads = list(self._threads)
        until = time.monotonic() + patience
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))

    # --- the line -------------------------------------------------------------------------

    def _enter(self, job: Job[T]) -> Entry[T]:
        if self._closed:  # and nothing is written down that the next start would find open
            raise Unavailable("The server is about to restart; ask again in a minute.")
        expected = self.pace.seconds(job.tool, job.units)
        row = self._ledger.add(job.user, job.tool, {"title": job.title})
        quick = job.light or (expected is not None and expected <= QUICK)
        entry = Entry(job, row, self._clock, quick)
        try:
            with self._lock:
                if self._closed:
                    raise Unavailable("The server is about to restart; ask again in a minute.")
                self._line.put(job.user, entry)
                self._fill()
        except Unavailable as exc:
            entry.error = exc
            self._note(entry, "failed")
            raise
        return entry

    def _fill(self) -> None:
        """Start what there is room for."""
        while not self._closed:
            entry = self._next()
            if entry is None:
                return
            entry.began = self._clock()
            self._running.append(entry)
            work = (self._work, entry)
            thread = threading.Thread(target=entry.context.run, args=work, name="job", daemon=True)
            self._threads.add(thread)
            try:
                thread.start()
            except RuntimeError as exc:  # the system has no thread left to give
                self._threads.discard(thread)
                self._running.remove(entry)
                entry.error = Unavailable("The server is too busy just now; ask again in a minute.")
                entry.error.__cause__ = exc
                self._note(entry, "failed")
                entry.over.set()

    def _next(self) -> Entry[Any] | None:
        """Take out who is next, of those that run as quickly, where there is room for them."""
        full: set[bool] = set()

        def fits(entry: Entry[Any]) -> bool:
            if entry.quick not in full and not self._room(entry):
                full.add(entry.quick)
            return entry.quick not in full

        return self._line.take(fits)

    def _room(self, entry: Entry[Any]) -> bool:
        tools = Counter(one.job.tool for one in [*self._beside(entry), entry])
        taken = sum(-(-count // self._together(tool)) for tool, count in tools.items())
        return taken <= self._places(entry)

    def _places(self, entry: Entry[Any]) -> int:
        return 1 if entry.quick else self._workers

    def _beside(self, entry: Entry[Any]) -> list[Entry[Any]]:
        """What runs where this one runs or would."""
        return [one for one in self._running if one.quick == entry.quick]

    def _progress(self, entry: Entry[T]) -> Progress:
        with self._lock:
            if entry.began is not None:
                return self._outlook.running(entry)
            order = [one for one in self._line.order() if one.quick == entry.quick]
            if entry not in order:  # over this very moment
                return Progress()
            before = order[: order.index(entry)]
            return self._outlook.waiting(before, self._beside(entry), self._places(entry))

    # --- the work -------------------------------------------------------------------------

    def _work(self, entry: Entry[T]) -> None:
        state: State = "failed"
        try:
            self._note(entry, "running")
            state = self._arrived(entry, entry.tried())
        except Cancelled as exc:
            entry.error, state = entry.error or exc, "cancelled"
        except GeneRecError as exc:  # handed to the turn's own thread, which raises it
            entry.error = entry.error or exc
        finally:
            self._ended(entry, state)

    def _arrived(self, entry: Entry[T], value: T) -> State:
        with self._lock:
            if not entry.stop.is_set():
                entry.value = (value,)
                return "done"
        entry.job.discard(value)
        return "cancelled"

    def _ended(self, entry: Entry[T], state: State) -> None:
        seconds = entry.spent
        if state == "done":
            self.pace.add(entry.job.tool, entry.job.units, seconds)
        self._note(entry, state, seconds if state == "done" else None)
        with self._lock:
            entry.preview = None
            entry.over.set()
            self._leave(entry)
        give_back(broken=state != "done")
        with self._lock:
            self._threads.discard(threading.current_thread())

    def _leave(self, entry: Entry[Any]) -> None:
        if entry in self._running:
            self._running.remove(entry)
            self._fill()

    def _note(self, entry: Entry[T], state: State, seconds: float | None = None) -> None:
        """Write down how it stands; that the database is busy does not end the work."""
        if self._closed:
            return  # what a restart cuts short stays open, so that the next start finds it
        # What a visitor reads may repeat their words, which a chat that is deleted takes along.
        ours = state == "failed" and isinstance(entry.error, Unavailable)
        note = str(entry.error) if ours else ""
        try:
            self._ledger.set(entry.row, state, note, units=entry.job.units, seconds=seconds)
        except Exception:  # whatever the database says, the visitor gets their video
            log.exception("a job could not be noted as %s", state)

    def _abandon(self, entry: Entry[T]) -> None:
        with self._lock:
            entry.stop.set()
            value, entry.value = entry.value, None
            waited = self._line.drop(entry.job.user, entry)
            runs = entry in self._running
        if value is not None:
            entry.job.discard(value[0])
        if waited:
            self._note(entry, "cancelled")
        if runs:
            timer = threading.Timer(STUCK, self._give_up, (entry,))
            timer.daemon = True
            timer.start()

    def _give_up(self, entry: Entry[Any]) -> None:
        with self._lock:
            if entry in self._running:
                log.warning("%s was stopped and does not end; others go on", entry.job.title)
                self._leave(entry)
