"""A job in the hands of the runner: how it stands, and what it is waited for with."""

from __future__ import annotations

import gc
import logging
import secrets
import threading
import traceback
from collections.abc import Callable
from contextvars import Context, copy_context
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from agents.make.jobs import Array, Job
from models.errors import Cancelled, GeneRecError, Unavailable

log = logging.getLogger(__name__)
T = TypeVar("T")

SHOWN = 0.4
"""Seconds between previews; the ones in between are dropped."""

TRIES = 2


@dataclass(slots=True, eq=False)
class Entry(Generic[T]):
    """A job and how it stands; changed under the runner's lock, but for the watch's own marks.

    Attributes:
        row: its id in the ledger.
        clock: seconds, rising.
        stop: nobody wants it any more.
        over: there is a value or an error, or never will be.
        began: by the clock; ``None`` while it waits.
        expected: the seconds that it takes in all, as the work itself said; ``None``: it did not.
        value: what it made, in a tuple, as it may be ``None``; taken out once.
        context: of whoever entered it, for the thread that does it: whose request it is, say.
    """

    job: Job[T]
    row: str
    clock: Callable[[], float]
    quick: bool = False
    stop: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)
    began: float | None = None
    fraction: float = 0.0
    preview: Array | None = None
    previewed: float = float("-inf")
    again: bool = False
    expected: float | None = None
    value: tuple[T] | None = None
    error: BaseException | None = None
    context: Context = field(default_factory=copy_context)

    @property
    def spent(self) -> float:
        """Seconds since it began."""
        return 0.0 if self.began is None else self.clock() - self.began

    def tried(self) -> T:
        """Do the work; once more when it dies of what is no error of ours.

        Raises :class:`Unavailable` with a reference that is in the log when it died again.
        """
        sentence = ""
        for _ in range(TRIES):
            try:
                return self.job.work(self.watch)
            except GeneRecError:
                raise
            except BaseException as exc:
                if self.stop.is_set():
                    raise Cancelled("the visitor pressed stop") from None
                sentence = _died(self.job.title, exc)
            gc.collect()
            self.fraction, self.preview, self.again, self.began = 0.0, None, True, self.clock()
            self.expected = None
        raise Unavailable(sentence)

    def watch(
        self, fraction: float, preview: Array | None = None, left: float | None = None
    ) -> None:
        """See :class:`agents.make.jobs.Watch`."""
        if self.stop.is_set():
            raise Cancelled("the visitor pressed stop")
        # Threads of one piece of work may overtake each other; progress does not go back.
        self.fraction = min(1.0, max(self.fraction, fraction))
        if left is not None:
            self.expected = self.spent + left
        if preview is not None and self.clock() - self.previewed >= SHOWN:
            self.previewed, self.preview = self.clock(), preview

    def result(self) -> T:
        """Return the value, once, or raise the error."""
        error, self.error = self.error, None
        try:
            if error is not None:
                raise error
            value, self.value = self.value, None
            if value is None:
                raise Cancelled("the work did not finish")
            return value[0]
        finally:
            del error  # its traceback holds this frame, and this frame would hold it


def _died(title: str, exc: BaseException) -> str:
    """Log what work died of; return what its visitor is told, should it die again."""
    reference = secrets.token_hex(4)
    log.error("%s died, reference %s", title, reference, exc_info=exc)
    traceback.clear_frames(exc.__traceback__)  # what they hold may be what was too much
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
