"""How long work takes, as far as anybody knows."""

import pytest

from agents.make.jobs import Job, told
from app.jobs.entry import Entry
from app.jobs.outlook import Outlook
from app.jobs.pace import LAST, Pace


def test_nothing_is_known_before_it_was_measured() -> None:
    pace = Pace()
    assert pace.seconds("compose", 20) is None
    pace.add("compose", 10, 5.0)
    assert pace.seconds("compose", 20) == pytest.approx(10.0)
    assert pace.seconds("clip", 20) is None


def test_one_odd_time_does_not_matter_and_old_ones_are_forgotten() -> None:
    pace = Pace()
    for seconds in (1.0, 1.1, 90.0):
        pace.add("style", 1, seconds)
    assert pace.seconds("style", 2) == pytest.approx(2.2)
    for _ in range(LAST):
        pace.add("style", 1, 3.0)
    assert pace.seconds("style", 1) == pytest.approx(3.0)


def test_what_was_measured_before_a_restart_counts_on() -> None:
    asked = []

    def past(tool: str, count: int) -> list[float]:
        asked.append((tool, count))
        return [2.0, 4.0]

    pace = Pace(past)
    assert pace.seconds("clip", 1) == pytest.approx(3.0)
    pace.add("clip", 2, 40.0)
    assert pace.seconds("clip", 1) == pytest.approx(4.0)
    assert asked == [("clip", LAST)]


def test_what_the_work_itself_says_is_known_better_than_what_is_usual() -> None:
    now = [0.0]
    job: Job[None] = Job(
        title="Drawing it", tool="create", user="ann", work=lambda watch: None,
        discard=lambda made: None,
    )  # fmt: skip
    entry = Entry(job, "row", lambda: now[0], began=0.0)
    pace = Pace()
    outlook = Outlook(pace)
    assert outlook.running(entry).left is None
    pace.add("create", 1, 7.0)
    assert outlook.running(entry).left == pytest.approx(7.0)
    entry.watch(0.0, None, 300.0)
    assert told(outlook.running(entry)) == "about 5 minutes left"
    now[0] = 60.0
    assert outlook.running(entry).left == pytest.approx(240.0)
    entry.watch(0.5)  # half in a minute: its own pace counts more and more
    assert outlook.running(entry).left == pytest.approx(0.5 * 60 + 0.5 * 240)
