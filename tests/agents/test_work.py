"""Work that is stopped leaves nothing, at whatever moment."""

import threading
import time
from pathlib import Path

import pytest

from agents.work import Work
from models.domain import Artifact, Recipe, Tick
from models.errors import BadRequest, Cancelled

MADE = Artifact(
    media=Path("x.mp4"),
    kind="video",
    title="t",
    parents=(),
    recipe=Recipe(tool="clip", pixels="kept"),
)


def quick(tick: Tick) -> Artifact:
    for share in (0.1, 0.5, 1.0):
        tick(share)
    return MADE


def test_work_reports_and_returns() -> None:
    work = Work(quick, lambda made: pytest.fail("discarded"))
    assert list(work.progress(threading.Event()))[-1:] in ([], [1.0])
    assert work.result() is MADE


def test_an_error_comes_out_where_the_result_would() -> None:
    def bad(tick: Tick) -> Artifact:
        raise BadRequest("no")

    work = Work(bad, lambda made: None)
    list(work.progress(threading.Event()))
    with pytest.raises(BadRequest):
        work.result()


def test_stop_is_noticed_within_a_second_and_ends_the_work() -> None:
    ended = threading.Event()

    def slow(tick: Tick) -> Artifact:
        try:
            while True:
                tick(0.5)
                time.sleep(0.01)
        except Cancelled:
            ended.set()
            raise

    cancel = threading.Event()
    progress = Work(slow, lambda made: None).progress(cancel)
    next(progress)
    cancel.set()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(progress)
    assert ended.wait(1.0) and time.monotonic() - began < 1.0


@pytest.mark.parametrize("how", ["cancel", "close"])
def test_what_comes_out_too_late_is_discarded(how: str) -> None:
    release, gone = threading.Event(), threading.Event()

    def deaf(tick: Tick) -> Artifact:
        tick(0.1)
        release.wait(5)
        return MADE

    cancel = threading.Event()
    progress = Work(deaf, lambda made: gone.set()).progress(cancel)
    next(progress)
    if how == "close":
        progress.close()  # type: ignore[attr-defined]
    else:
        cancel.set()
        with pytest.raises(Cancelled):
            list(progress)
    assert not gone.is_set()
    release.set()
    assert gone.wait(2.0)


def test_what_was_done_when_stop_came_is_discarded() -> None:
    gone = threading.Event()
    cancel = threading.Event()
    cancel.set()
    with pytest.raises(Cancelled):
        list(Work(quick, lambda made: gone.set()).progress(cancel))
    assert gone.wait(2.0)
