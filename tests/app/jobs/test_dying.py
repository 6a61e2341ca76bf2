"""Jobs that die are tried again, and never lost."""

import threading
from collections.abc import Mapping
from typing import Any

import pytest

from agents.make.jobs import Job, Watch
from app.jobs.ledger import State, Unwritten
from app.jobs.local import LocalRunner
from models.errors import Unavailable
from tests.app.jobs.gate import Follower, Gate, finished
from tests.waiting import PATIENCE, until


class Noted(Unwritten):
    """A ledger in memory: what was said of each job, one after the other."""

    def __init__(self) -> None:
        self.said: list[list[str]] = []

    def add(self, user: str, tool: str, arguments: Mapping[str, Any]) -> str:
        self.said.append(["queued"])
        return str(len(self.said) - 1)

    def set(self, job: str, state: State, note: str = "", **more: float | None) -> None:
        self.said[int(job)].append(state)


@pytest.mark.parametrize("error", [ZeroDivisionError, MemoryError, SystemExit, KeyboardInterrupt])
def test_what_dies_is_tried_once_more(
    runner: LocalRunner, error: type[BaseException], caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[int] = []
    seen = threading.Event()

    def work(watch: Watch) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise error("secret words")
        seen.wait(PATIENCE)
        return "made"

    job = Job(title="Making it", tool="make", user="v", work=work, discard=lambda made: None)
    turn = Follower(runner, job)
    until(lambda: any(now.again for now in turn.seen))
    seen.set()
    turn.join(PATIENCE)
    assert turn.made == "made" and len(tries) == 2 and "Making it died, reference" in caplog.text


@pytest.mark.parametrize(
    ("error", "said"), [(OSError, "Something on our side"), (MemoryError, "not enough memory")]
)
def test_what_dies_twice_is_said_with_a_reference_that_the_log_holds(
    runner: LocalRunner,
    error: type[BaseException],
    said: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def work(watch: Watch) -> None:
        raise error("secret words")

    with pytest.raises(Unavailable, match=said) as caught:
        finished(runner, work)
    sentence = str(caught.value)
    assert "making it" in sentence and "twice" in sentence and "secret" not in sentence
    reference = sentence.rsplit(":" if error is OSError else "(", 1)[1].strip(" .").split(")")[0]
    assert len(reference) == 8 and reference in caplog.text
    assert finished(runner, lambda watch: "next") == "next"


def test_no_job_stays_queued_that_nobody_will_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Noted()
    runner = LocalRunner(ledger=ledger)

    def none_left(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "start", none_left)
        with pytest.raises(Unavailable, match="too busy"):
            list(runner.run(Gate().job(), threading.Event()))
    assert ledger.said == [["queued", "failed"]]
    runner.close()
    with pytest.raises(Unavailable, match="restart"):
        list(runner.run(Gate().job(), threading.Event()))
    assert len(ledger.said) == 1


def test_no_thread_to_be_had_is_said(runner: LocalRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    turn: list[Any] = []
    start = threading.Thread.start

    def never(thread: threading.Thread) -> None:
        if thread.name == "job":
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(threading.Thread, "start", never)
    with pytest.raises(Unavailable, match="too busy"):
        finished(runner, turn.append)
    monkeypatch.undo()
    assert finished(runner, lambda watch: "it") == "it"
