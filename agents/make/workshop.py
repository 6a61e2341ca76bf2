"""Slow work as a step on the screen: its place in line, progress, stop, the guard's gate, kept."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import replace
from typing import Generic, Literal, NamedTuple, TypeVar

from agents.guard.guard import Admitted, Guard
from agents.guard.marks import speaking
from agents.make.jobs import HereAndNow, Job, JobRunner, Progress, Watch, told
from agents.make.previews import data_uri
from models.domain import Artifact, Event, FidelityReport, Item, Pixels, Step
from models.errors import Cancelled, GeneRecError, Withheld

Keep = Callable[[Artifact, Admitted, Item | None, str], Item]
"""Takes an admitted file in as an item of its visitor: artifact, where it lies, the item it is an
edit of (``None``: made anew, from all its parents), visitor."""

Make = Callable[[Watch], Artifact]
T = TypeVar("T")

QUIET = 0.7
"""Seconds for which work aside is not worth a step on the screen."""


HELD = (
    "It is made, and a person looks at it before it is shown: {reasons}. It comes into your feed "
    "once they agree."
)


class Made(NamedTuple):
    """What came out: the artifact, the item it became, and what the guard found.

    ``notice`` is what the visitor should know about it.
    """

    artifact: Artifact
    item: Item
    report: FidelityReport
    notice: str = ""


class _Result(Generic[T]):
    """Iterates a generator and keeps what it returned."""

    def __init__(self, stream: Generator[Event, None, T]) -> None:
        self._stream = stream
        self.value: T

    def __iter__(self) -> Generator[Event, None, None]:
        self.value = yield from self._stream


class _Checked(NamedTuple):
    artifact: Artifact
    admitted: Admitted


class Workshop:
    """Where artifacts are made, checked and kept."""

    def __init__(
        self,
        guard: Guard,
        keep: Keep,
        runner: JobRunner | None = None,
        speaks: Callable[[str], str | None] = lambda viewer: None,
    ) -> None:
        """Without a ``runner`` work is done at once, in the thread that asks for it. ``speaks`` is
        the language in which a visitor's results are labelled, ``None``: the usual one.
        """
        self.guard, self.keep, self.speaks = guard, keep, speaks
        self.runner: JobRunner = HereAndNow() if runner is None else runner

    def step(
        self,
        title: str,
        make: Make,
        parent: Item | None,
        viewer: str,
        cancel: threading.Event,
        *,
        tool: str = "",
        units: float = 1.0,
        pixels: Pixels = "changed",
    ) -> Generator[Event, None, Made | None]:
        """Do one piece of work as a job, yielding its :class:`Step`; ``None`` once it was stopped.

        Args:
            title: what is done, for people.
            make: does it, into the work folder.
            parent: the item it is an edit of, if it is of one.
            viewer: whose it will be.
            cancel: stops it.
            tool: what kind of work it is; the same kind takes the same time a unit.
            units: how much there is to do, such as seconds of video.
            pixels: what previews are labelled as.

        Raises what the work raises, after the step was shown as failed.
        """
        step = Step(id=uuid.uuid4().hex, title=title, status="running")
        job = Job(
            title=title,
            tool=tool or title,
            user=viewer,
            work=lambda watch: self._checked(make, watch, viewer),
            discard=lambda checked: self.guard.withdraw(checked.admitted),
            units=units,
        )
        yield step
        began = time.monotonic()
        try:
            checked = yield from self._followed(job, step, cancel, pixels)
            made = self._kept(checked, parent, viewer)
        except Cancelled:
            yield replace(step, status="cancelled", seconds=time.monotonic() - began)
            return None
        except GeneRecError as exc:
            yield replace(step, status="failed", note=str(exc))
            raise
        yield replace(step, status="done", fraction=1.0, seconds=time.monotonic() - began)
        return made

    def aside(
        self,
        title: str,
        work: Callable[[Watch], T],
        viewer: str,
        cancel: threading.Event,
        *,
        tool: str,
    ) -> Generator[Event, None, T]:
        """Do work that makes no file; it shows as a step only once it takes longer than a moment.

        Raises what the work raises, and :class:`Cancelled` when it was stopped.
        """
        step = Step(id=uuid.uuid4().hex, title=title, status="running")
        job = Job(
            title=title, tool=tool, user=viewer, work=work, discard=lambda made: None, light=True
        )
        began = time.monotonic()
        shown = False
        try:
            for event in (stream := _Result(self._followed(job, step, cancel, "kept"))):
                if shown or time.monotonic() - began > QUIET:
                    shown = True
                    yield event
        except GeneRecError as exc:
            if shown:
                status: Literal["cancelled", "failed"]
                status = "cancelled" if isinstance(exc, Cancelled) else "failed"
                yield replace(step, status=status, seconds=time.monotonic() - began)
            raise
        if shown:
            yield replace(step, status="done", fraction=1.0, seconds=time.monotonic() - began)
        return stream.value

    def _followed(
        self, job: Job[T], step: Step, cancel: threading.Event, pixels: Pixels
    ) -> Generator[Event, None, T]:
        last = Progress()
        shown = ""
        with closing(self.runner.run(job, cancel)) as stream:
            while True:
                try:
                    now = next(stream)
                except StopIteration as end:
                    made: T = end.value
                    return made
                if now.preview is None:
                    shown = ""
                elif now.preview is not last.preview:
                    shown = data_uri(now.preview, pixels)
                last = now
                yield replace(step, fraction=now.fraction, note=told(now), preview=shown)

    def _checked(self, make: Make, watch: Watch, viewer: str) -> _Checked:
        """Make it and let the guard see it; a stop is heard in between, too."""
        with speaking(self.speaks(viewer)):
            artifact = make(watch)
        return _Checked(artifact, self.guard.admit(artifact, watch))

    def _kept(self, checked: _Checked, parent: Item | None, viewer: str) -> Made:
        """Keep it; what cannot be kept is not left behind."""
        artifact, admitted = checked
        try:
            item = self.keep(artifact, admitted, parent, viewer)
        except BaseException:  # whatever ended it, a file of nobody must not stay served
            self.guard.withdraw(admitted)
            raise
        if admitted.action == "review":  # kept, and seen by nobody yet
            unsure = [check for check in admitted.report.checks if check.verdict == "unknown"]
            review = [check.reason for check in unsure if self.guard.policy.of(check) == "review"]
            raise Withheld(HELD.format(reasons="; ".join(review)))
        return Made(artifact, item, admitted.report, admitted.notice)
