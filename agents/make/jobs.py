"""Slow work as a job: what is asked of whoever runs it, and what is heard of it on the way."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from models.errors import Cancelled

T = TypeVar("T")
Array = NDArray[np.uint8]

_PLACES = ("Next", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth")


class Watch(Protocol):
    """A :data:`models.domain.Tick` that may also be shown what there is so far.

    ``preview`` is a small picture, uint8 (h, w, 3), RGB, that nobody changes later; ``left`` are
    the seconds until all is done, where the work knows them.
    """

    def __call__(
        self, fraction: float, preview: Array | None = None, left: float | None = None
    ) -> None:
        """Note the share done, 0 to 1; raises :class:`Cancelled` once nobody wants the work."""


def unwatched(fraction: float, preview: Array | None = None, left: float | None = None) -> None:
    """A :class:`Watch` for work that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Generic[T]):
    """One piece of slow work for one visitor.

    Attributes:
        title: what is done, for people.
        tool: what kind of work it is; jobs of one tool take the same time a unit.
        user: whose it is.
        work: does it; calls its watch several times a second, which is where a stop reaches it.
        discard: deletes what came out too late for anybody to want it.
        units: how much there is to do, such as seconds of video.
        light: whether it should not wait behind heavier work, even if it takes a while.
    """

    title: str
    tool: str
    user: str
    work: Callable[[Watch], T]
    discard: Callable[[T], None]
    units: float = 1.0
    light: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How a job stands.

    Attributes:
        place: in the line, from 1; 0 once it runs.
        fraction: share done, ``None`` while it waits.
        left: seconds until it begins, or until it is done when it runs; ``None``: nobody knows.
        preview: the newest picture of what there is so far.
        again: whether it died once and is tried again.
    """

    place: int = 0
    fraction: float | None = None
    left: float | None = None
    preview: Array | None = None
    again: bool = False


class JobRunner(Protocol):
    """Runs jobs, some time: which, and how many at once, is its business."""

    def run(self, job: Job[T], cancel: threading.Event) -> Generator[Progress, None, T]:
        """Yield how the job stands until it is done; return what it made.

        Closing the generator stops the work. Raises :class:`Cancelled` within a second after
        ``cancel`` is set, whatever the work does then; what the work raises of our own errors; and
        :class:`models.errors.Unavailable` when it died of anything else, or cannot be taken on.
        """
        ...


class HereAndNow:
    """A :class:`JobRunner` for tests and demos: runs the work at once, in this very thread."""

    def run(self, job: Job[T], cancel: threading.Event) -> Generator[Progress, None, T]:
        """See :class:`JobRunner`; what happened on the way is yielded when it is over."""
        seen: list[Progress] = []

        def watch(fraction: float, preview: Array | None = None, left: float | None = None) -> None:
            if cancel.is_set():
                raise Cancelled("the visitor pressed stop")
            seen.append(Progress(fraction=fraction, preview=preview, left=left))

        watch(0.0)
        made = job.work(watch)
        try:
            yield from seen
            if cancel.is_set():
                raise Cancelled("the visitor pressed stop")
        except BaseException:  # stopped, or the page went away: nobody will fetch it
            job.discard(made)
            raise
        return made


def told(progress: Progress) -> str:
    """Return how a job stands in a few words; empty when there is nothing sure to say."""
    if progress.place:
        named = progress.place <= len(_PLACES)
        place = _PLACES[progress.place - 1] if named else f"{progress.place}th"
        starts = "" if progress.left is None else f", starts in {about(progress.left)}"
        return f"{place} in line{starts}"
    left = "" if progress.left is None else f"{about(progress.left)} left"
    if progress.again:
        return f"It failed once and is tried again{', ' if left else ''}{left}"
    return left


def about(seconds: float) -> str:
    """Return a time that is only guessed, in words no more exact than the guess."""
    if seconds < 3:
        return "a moment"
    if seconds < 8:
        return "a few seconds"
    if seconds < 57:
        return f"about {5 * round(seconds / 5)} s"
    minutes = max(1, round(seconds / 60))
    return f"about {minutes} minute{'s' if minutes > 1 else ''}"
