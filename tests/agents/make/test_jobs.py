"""What is said of a job while it waits and runs, and the runner that does everything at once."""

import threading

import numpy as np
import pytest

from agents.make.jobs import HereAndNow, Job, Progress, Watch, about, told
from models.errors import BadRequest, Cancelled


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(place=1, left=20), "Next in line, starts in about 20 s"),
        (Progress(place=2, left=31), "Second in line, starts in about 30 s"),
        (Progress(place=2), "Second in line"),
        (Progress(place=12, left=170), "12th in line, starts in about 3 minutes"),
        (Progress(fraction=0.4, left=5), "a few seconds left"),
        (Progress(fraction=0.4, left=1), "a moment left"),
        (Progress(fraction=0.4), ""),
        (Progress(fraction=0.0, again=True), "It failed once and is tried again"),
        (Progress(fraction=0.0, again=True, left=60), "It failed once and is tried again, "
         "about 1 minute left"),
    ],
)  # fmt: skip
def test_how_a_job_stands_is_said_in_a_few_words(progress: Progress, said: str) -> None:
    assert told(progress) == said


def test_no_time_sounds_more_exact_than_it_is() -> None:
    assert [about(seconds) for seconds in (0, 4, 8, 52, 58, 100, 3600)] == [
        "a moment", "a few seconds", "about 10 s", "about 50 s", "about 1 minute",
        "about 2 minutes", "about 60 minutes",
    ]  # fmt: skip


PICTURE = np.zeros((4, 4, 3), np.uint8)


def work(watch: Watch) -> str:
    watch(0.5, PICTURE)
    watch(1.0)
    return "made"


def job(gone: list[str]) -> Job[str]:
    return Job(title="Making it", tool="make", user="v", work=work, discard=gone.append)


def test_here_and_now_tells_what_happened() -> None:
    gone: list[str] = []
    stream = HereAndNow().run(job(gone), threading.Event())
    seen = []
    while True:
        try:
            seen.append(next(stream))
        except StopIteration as end:
            assert end.value == "made"
            break
    assert [now.fraction for now in seen] == [0.0, 0.5, 1.0] and seen[1].preview is PICTURE
    assert gone == []


@pytest.mark.parametrize("when", ["before", "on the way", "left"])
def test_here_and_now_stops(when: str) -> None:
    gone: list[str] = []
    cancel = threading.Event()
    stream = HereAndNow().run(job(gone), cancel)
    if when == "left":
        next(stream)
        stream.close()
    else:
        if when == "on the way":
            next(stream)
        cancel.set()
        with pytest.raises(Cancelled):
            list(stream)
    assert gone == ([] if when == "before" else ["made"])


def test_here_and_now_raises_what_the_work_raises() -> None:
    def bad(watch: Watch) -> str:
        raise BadRequest("no")

    broken = Job(title="t", tool="t", user="v", work=bad, discard=lambda made: None)
    with pytest.raises(BadRequest):
        list(HereAndNow().run(broken, threading.Event()))
