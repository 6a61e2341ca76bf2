"""Slow work as a step on the screen: progress, stop, the guard's gate, and kept in the end."""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import NamedTuple

from agents.guard import Admitted, Guard
from agents.work import Work
from models.domain import Artifact, Event, FidelityReport, Item, Step, Tick
from models.errors import Cancelled, GeneRecError

Keep = Callable[[Artifact, Admitted, Item | None, str], Item]
"""Takes an admitted file in as an item of its visitor: artifact, where it lies, the item it is an
edit of (``None``: made anew, from all its parents), visitor."""


class Made(NamedTuple):
    """What came out: the artifact, the item it became, and what the guard found."""

    artifact: Artifact
    item: Item
    report: FidelityReport


class Workshop:
    """Where artifacts are made, checked and kept."""

    def __init__(self, guard: Guard, keep: Keep) -> None:
        self.guard, self.keep = guard, keep

    def step(
        self,
        title: str,
        make: Callable[[Tick], Artifact],
        parent: Item | None,
        viewer: str,
        cancel: threading.Event,
    ) -> Generator[Event, None, Made | None]:
        """Do one piece of work, yielding its :class:`Step`; return ``None`` once it was stopped.

        Raises what the work raises, after the step was shown as failed.
        """
        step = Step(id=uuid.uuid4().hex, title=title, status="running")
        yield step
        began = time.monotonic()
        work = Work(make, self.guard.discard)
        try:
            for fraction in work.progress(cancel):
                yield replace(step, fraction=fraction)
            made = self._kept(work.result(), parent, viewer)
        except Cancelled:
            yield replace(step, status="cancelled", seconds=time.monotonic() - began)
            return None
        except GeneRecError as exc:
            yield replace(step, status="failed", note=str(exc))
            raise
        yield replace(step, status="done", fraction=1.0, seconds=time.monotonic() - began)
        return made

    def _kept(self, artifact: Artifact, parent: Item | None, viewer: str) -> Made:
        """Let the guard see it, then keep it; what cannot be kept is not left behind."""
        admitted = self.guard.admit(artifact)
        try:
            item = self.keep(artifact, admitted, parent, viewer)
        except BaseException:  # whatever ended it, a file of nobody must not stay served
            self.guard.withdraw(admitted)
            raise
        return Made(artifact, item, admitted.report)
