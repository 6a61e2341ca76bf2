"""Runs jobs in threads of this process: a few at once, the others in a fair line.

Each job has a thread of its own while it runs, so that one that dies or hangs takes nothing along.
A thread cannot be killed: work looks up several times a second and ends then (see
``benchmarks/jobs.py`` for how soon). Its visitor never waits for that, and what hangs for longer
than :data:`STUCK` no longer keeps others waiting.
"""

from __future__ import annotations

import gc
import heapq
import logging
import secrets
import threading
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from agents.jobs import Array, Job, Progress
from app.jobs.fair import FairLine
from app.jobs.ledger import Ledger, State, Unwritten
from app.jobs.pace import Pace
from models.errors import Cancelled, GeneRecError, Unavailable

log = logging.getLogger(__name__)
T = TypeVar("T")

POLL = 0.1
"""Seconds between looks at a job, and so the longest a stop goes unseen."""

STUCK = 5.0
"""Seconds after which work that was stopped and goes on gives up its place to others."""

QUICK = 3.0
"""What is known to take fewer seconds need not wait behind longer work: it has a lane of its own."""

SHOWN = 0.4
"""Seconds between previews; the ones in between are dropped."""

TRIES = 2


@dataclass(slots=True, eq=False)
class _Entry(Generic[T]):
    """A job with how it stands; changed under the runner's lock, but for the watch's own marks."""

    job: Job[T]
    row: str
    stop: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    began: float | None = None
    fraction: float = 0.0
    preview: Array | None = None
    previewed: float = float("-inf")
    again: bool = False
    value: tuple[T] | None = None
    error: BaseException | None = None
    quick: bool = False


class LocalRunner:
    """An :class:`agents.jobs.JobRunner` for one process."""

    def __init__(
        self,
        workers: int = 1,
        *,
        waiting: int = 32,
        each: int = 4,
        ledger: Ledger | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``workers`` jobs run at once, and one more that is quick.

        At most ``waiting`` wait in all, ``each`` of one visitor.
        """
        self._ledger: Ledger = Unwritten() if ledger is None else ledger
        self.pace = Pace(self._ledger.paces)
        self._workers, self._clock = workers, clock
        self._line: FairLine[_Entry[Any]] = FairLine(waiting, each)
        self._running: list[_Entry[Any]] = []
        self._threads: set[threading.Thread] = set()
        self._lock = threading.RLock()
        self._closed = False

    def run(self, job: Job[T], cancel: threading.Event) -> Generator[Progress, None, T]:
        """See :class:`agents.jobs.JobRunner`."""
        entry = self._enter(job)
        try:
            last: Progress | None = None
            while not entry.over.wait(POLL):
                if cancel.is_set():
                    break
                now = self._progress(entry)
                if last is None or _news(last, now):
                    last = now
                    yield now
            if cancel.is_set():
                raise Cancelled("the visitor pressed stop")
            return self._result(entry)
        except BaseException:
            # Reached too when the page goes away: the generator is closed, the work ends.
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

    def _enter(self, job: Job[T]) -> _Entry[T]:
        expected = self.pace.seconds(job.tool, job.units)
        row = self._ledger.add(job.user, job.tool, {"title": job.title})
        entry = _Entry(job, row, quick=expected is not None and expected <= QUICK)
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
            long = sum(not entry.quick for entry in self._running)
            room, lane = long < self._workers, len(self._running) - long < 1
            entry = self._line.take(lambda one: lane if one.quick else room)
            if entry is None:
                return
            entry.began = self._clock()
            self._running.append(entry)
            thread = threading.Thread(target=self._work, args=(entry,), name="job", daemon=True)
            self._threads.add(thread)
            try:
                thread.start()
            except RuntimeError as exc:  # the system has no thread left to give
                self._threads.discard(thread)
                self._running.remove(entry)
                entry.error = Unavailable("The server is too busy just now; ask again in a minute.")
                entry.error.__cause__ = exc
                entry.over.set()

    def _progress(self, entry: _Entry[T]) -> Progress:
        with self._lock:
            if entry.began is not None:
                left = self._left(entry)
                return Progress(
                    fraction=entry.fraction, left=left, preview=entry.preview, again=entry.again
                )
            order = self._line.order()
            if entry not in order:  # over this very moment
                return Progress()
            return Progress(place=order.index(entry) + 1, left=self._wait(entry, order))

    def _left(self, entry: _Entry[Any]) -> float | None:
        """Seconds until a running job is done: by what is usual at first, then by its own pace."""
        if entry.began is None:
            return None
        spent, share = self._clock() - entry.began, entry.fraction
        usual = self.pace.seconds(entry.job.tool, entry.job.units)
        own = spent * (1 - share) / share if share >= 0.1 and spent >= 0.5 else None
        if usual is None or own is None:
            return own if usual is None else max(0.0, usual - spent)
        return share * own + (1 - share) * max(0.0, usual - spent)

    def _wait(self, entry: _Entry[Any], order: list[_Entry[Any]]) -> float | None:
        """Seconds until a waiting job begins; ``None`` when a job before it is of unknown length."""
        free = [self._left(one) for one in self._running if one.quick == entry.quick]
        ends = [left for left in free if left is not None]
        if len(ends) < len(free):
            return None
        ends += [0.0] * ((1 if entry.quick else self._workers) - len(ends))
        heapq.heapify(ends)
        for one in order[: order.index(entry)]:
            if one.quick == entry.quick:
                needed = self.pace.seconds(one.job.tool, one.job.units)
                if needed is None:
                    return None
                heapq.heapreplace(ends, ends[0] + needed)
        return ends[0]

    # --- the work -------------------------------------------------------------------------

    def _work(self, entry: _Entry[T]) -> None:
        state: State = "failed"
        try:
            self._note(entry, "running")
            value = self._tried(entry)
            state = self._arrived(entry, value)
        except Cancelled as exc:
            entry.error, state = entry.error or exc, "cancelled"
        except GeneRecError as exc:  # handed to the turn's own thread, which raises it
            entry.error = entry.error or exc
        finally:
            self._ended(entry, state)

    def _tried(self, entry: _Entry[T]) -> T:
        """Do the work; once more when it dies of what is no error of ours."""
        attempt = 0
        while True:
            attempt += 1
            try:
                return entry.job.work(self._watch(entry))
            except GeneRecError:
                raise
            except BaseException as exc:
                if entry.stop.is_set():
                    raise Cancelled("the visitor pressed stop") from None
                reference = secrets.token_hex(4)
                log.exception("%s died, reference %s", entry.job.title, reference)
                traceback.clear_frames(exc.__traceback__)  # what they hold may be what was too much
                sentence = _died(entry.job.title, exc, reference)
            if attempt >= TRIES:
                raise Unavailable(sentence)
            gc.collect()
            entry.fraction, entry.preview, entry.again = 0.0, None, True
            entry.began = self._clock()

    def _watch(self, entry: _Entry[T]) -> Callable[..., None]:
        def watch(fraction: float, preview: Array | None = None) -> None:
            if entry.stop.is_set():
                raise Cancelled("the visitor pressed stop")
            entry.fraction = min(1.0, max(0.0, fraction))
            if preview is not None and self._clock() - entry.previewed >= SHOWN:
                entry.previewed, entry.preview = self._clock(), preview

        return watch

    def _arrived(self, entry: _Entry[T], value: T) -> State:
        with self._lock:
            if not entry.stop.is_set():
                entry.value = (value,)
                return "done"
        entry.job.discard(value)
        return "cancelled"

    def _ended(self, entry: _Entry[T], state: State) -> None:
        seconds = self._clock() - (entry.began or 0.0)
        if state == "done":
            self.pace.add(entry.job.tool, entry.job.units, seconds)
        self._note(entry, state, seconds if state == "done" else None)
        with self._lock:
            entry.preview = None
            entry.over.set()
            self._leave(entry)
            self._threads.discard(threading.current_thread())

    def _leave(self, entry: _Entry[Any]) -> None:
        if entry in self._running:
            self._running.remove(entry)
            self._fill()

    def _note(self, entry: _Entry[T], state: State, seconds: float | None = None) -> None:
        """Write down how it stands; that the database is busy does not end the work."""
        if self._closed:
            return  # what a restart cuts short stays open, so that the next start finds it
        note = str(entry.error) if state == "failed" else ""
        try:
            self._ledger.set(entry.row, state, note, units=entry.job.units, seconds=seconds)
        except Exception:
            log.exception("a job could not be noted as %s", state)

    def _result(self, entry: _Entry[T]) -> T:
        with self._lock:
            error, entry.error = entry.error, None
            if error is None:
                value, entry.value = entry.value, None
        try:
            if error is not None:
                raise error
            if value is None:
                raise Cancelled("the work did not finish")
            return value[0]
        finally:
            del error  # its traceback holds this frame, and this frame would hold it

    def _abandon(self, entry: _Entry[T]) -> None:
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

    def _give_up(self, entry: _Entry[Any]) -> None:
        with self._lock:
            if entry in self._running:
                log.warning("%s was stopped and does not end; others go on", entry.job.title)
                self._leave(entry)


def _news(last: Progress, now: Progress) -> bool:
    """Whether something changed that is worth drawing again."""
    if (last.place, last.again) != (now.place, now.again) or last.preview is not now.preview:
        return True
    if (last.left is None) != (now.left is None) or (last.fraction is None) != (
        now.fraction is None
    ):
        return True
    moved = abs((now.fraction or 0.0) - (last.fraction or 0.0)) >= 0.02
    return moved or abs((now.left or 0.0) - (last.left or 0.0)) >= 2.5


def _died(title: str, exc: BaseException, reference: str) -> str:
    what = title[:1].lower() + title[1:]
    if isinstance(exc, MemoryError):
        return (
            f"There was not enough memory for {what}, twice ({reference}). Ask for something "
            "shorter or smaller."
        )
    return (
        f"Something on our side went wrong with {what}, twice. Ask again, or for something else; "
        f"if it happens again, tell us this reference: {reference}."
    )
