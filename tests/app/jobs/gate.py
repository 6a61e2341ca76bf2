"""Work that waits to be let through, and whoever follows it."""

import threading
import time
from collections.abc import Callable
from typing import Any

from agents.make.jobs import Job, Progress, Watch
from app.jobs.local import LocalRunner
from models.errors import Cancelled
from tests.waiting import PATIENCE


class Gate:
    """Work that goes on until it is let through; knows what became of it."""

    def __init__(self) -> None:
        self.began, self.opened, self.ended = (threading.Event() for _ in range(3))
        self.discarded: list[str] = []

    def work(self, watch: Watch) -> str:
        try:
            self.began.set()
            while not self.opened.is_set():
                watch(0.5)
                time.sleep(0.005)
            return "made"
        finally:
            self.ended.set()

    def deaf(self, watch: Watch) -> str:
        self.began.set()
        self.opened.wait(PATIENCE)
        self.ended.set()
        return "made"

    def job(self, user: str = "v", *, deaf: bool = False, **more: Any) -> Job[str]:
        more = {"title": "Making it", "tool": "make"} | more
        work = self.deaf if deaf else self.work
        return Job(user=user, work=work, discard=self.discarded.append, **more)


class Follower(threading.Thread):
    """A turn's thread: asks for a job and follows it to its end."""

    def __init__(self, runner: LocalRunner, job: Job[Any]) -> None:
        super().__init__(daemon=True)
        self.cancel = threading.Event()
        self.seen: list[Progress] = []
        self.made: Any = None
        self.error: BaseException | None = None
        self._stream = runner.run(job, self.cancel)
        self.start()

    def run(self) -> None:
        try:
            while True:
                self.seen.append(next(self._stream))
        except StopIteration as end:
            self.made = end.value
        except BaseException as exc:
            self.error = exc

    def stop(self) -> None:
        """Press stop, and see the turn go on. How soon it does, ``benchmarks/jobs.py`` measures."""
        self.cancel.set()
        self.join(PATIENCE)
        assert isinstance(self.error, Cancelled), self.error


def finished(runner: LocalRunner, work: Callable[[Watch], Any], **more: Any) -> Any:
    job = Job(title="Making it", tool="make", user="v", work=work, discard=lambda made: None)
    turn = Follower(runner, job)
    turn.join(PATIENCE)
    if turn.error is not None:
        raise turn.error
    return turn.made
