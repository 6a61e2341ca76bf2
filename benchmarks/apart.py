"""Work done in a process of its own, with one thread, so that its time and memory are its own."""

from __future__ import annotations

import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, TypeVar

T = TypeVar("T")
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Cost(NamedTuple):
    """Processor seconds of the work, and the most memory the process held, in MB."""

    cpu: float
    peak: float


def apart(work: Callable[..., T], *given: object) -> tuple[T, Cost]:
    """Return what ``work`` (of a module, so that it can be found again) returns, and its cost.

    Raises:
        RuntimeError: when the process ended without an answer; what it said is on stderr.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update(dict.fromkeys(THREADS, "1"))
    try:
        process = context.Process(target=_run, args=(there, work, given))
        process.start()
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    there.close()
    try:
        answer: tuple[T, Cost] = here.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{work.__name__} ended with {process.exitcode}") from None
    process.join()
    return answer


def _run(out: Connection, work: Callable[..., object], given: tuple[object, ...]) -> None:
    began = time.process_time()
    done = work(*given)
    out.send((done, Cost(time.process_time() - began, _peak())))


def _peak() -> float:
    """Most memory held so far, in MB.

    ``ru_maxrss`` also counts the parent's memory at the moment of the fork; Linux knows better.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
