"""Turns of several works within a time: in this thread, in new ones, by several at once."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from benchmarks import harness

NEWLY = "bare, in a new thread"


@dataclass(frozen=True, slots=True)
class Limit:
    """How long one part may take: ``ends`` by the clock, ``repeats`` turns at most.

    ``warmups`` are turns before them that do not count.
    """

    ends: float
    repeats: int
    warmups: int = 1

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return time.perf_counter() >= self.ends

    def share(self, of: int) -> Limit:
        """One of so many equal shares of what is left, from now on."""
        now = time.perf_counter()
        return Limit(now + (self.ends - now) / of, self.repeats, self.warmups)


def first(work: Callable[[], Any]) -> tuple[Any, float]:
    """What a first call returns, and its seconds."""
    began = time.perf_counter()
    found = work()
    return found, time.perf_counter() - began


def beginning(work: Callable[[], Any], limit: Limit) -> tuple[Any, float, harness.Timing]:
    """As :func:`first`, and the turns after it; it counts itself where there are no warm-ups."""
    clock, processor = time.perf_counter(), time.process_time()
    found = work()
    took = time.perf_counter() - clock, time.process_time() - processor
    if not limit.warmups:
        return found, took[0], harness.Timing((took[0],), (took[1],))
    return found, took[0], turns({"": work}, limit)[""]


def turns(works: Mapping[str, Callable[[], object]], limit: Limit) -> dict[str, harness.Timing]:
    """Time them; the card's record of memory begins anew."""
    import torch

    if torch.cuda.is_available():
        torch.cuda.reset_peak_memory_stats()
    return harness.together(works, limit.repeats, limit.warmups, until=limit.ends)


def newly(work: Callable[[], object]) -> None:
    """Do it in a thread that ends with it, as a server's do that handle one request each."""
    crowd(lambda _: work(), 1)


def crowd(work: Callable[[int], object], count: int) -> None:
    """Let so many do it at the same time."""
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))
