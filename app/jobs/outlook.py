"""How jobs stand and how long they still take, as far as anybody knows."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from typing import Any

from agents.make.jobs import Progress
from app.jobs.entry import Entry
from app.jobs.pace import Pace


class Outlook:
    """Progress of entries, by what is usual for their tools. Called under the runner's lock."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace

    def running(self, entry: Entry[Any]) -> Progress:
        """Return how a running job stands."""
        return Progress(
            fraction=entry.fraction,
            left=self._left(entry),
            preview=entry.preview,
            again=entry.again,
        )

    def waiting(
        self, before: Sequence[Entry[Any]], running: Sequence[Entry[Any]], workers: int
    ) -> Progress:
        """Return how a job stands that waits behind these; it has no time when one is unknown."""
        ends = [self._left(entry) for entry in running]
        needed = [self.pace.seconds(entry.job.tool, entry.job.units) for entry in before]
        left = None
        if None not in ends and None not in needed:
            # Of more than there are places some share one, which is free once the last is done.
            free = sorted(end for end in ends if end is not None)[-workers:]
            free += [0.0] * (workers - len(free))
            heapq.heapify(free)
            for seconds in needed:
                heapq.heapreplace(free, free[0] + (seconds or 0.0))
            left = free[0]
        return Progress(place=len(before) + 1, left=left)

    def _left(self, entry: Entry[Any]) -> float | None:
        """Seconds until a running job is done: by what is usual at first, then by its own pace.

        What the work itself says that it takes is known better than what is usual.
        """
        spent, share = entry.spent, entry.fraction
        usual = entry.expected
        if usual is None:
            usual = self.pace.seconds(entry.job.tool, entry.job.units)
        own = spent * (1 - share) / share if share >= 0.1 and spent >= 0.5 else None
        if usual is None or own is None:
            return own if usual is None else max(0.0, usual - spent)
        return share * own + (1 - share) * max(0.0, usual - spent)


def news(last: Progress, now: Progress) -> bool:
    """Whether something changed that is worth drawing again."""
    if (last.place, last.again) != (now.place, now.again) or last.preview is not now.preview:
        return True
    return _moved(last.fraction, now.fraction, 0.02) or _moved(last.left, now.left, 2.5)


def _moved(last: float | None, now: float | None, much: float) -> bool:
    return (last is None) != (now is None) or abs((now or 0.0) - (last or 0.0)) >= much
