"""How long work takes, as far as anybody knows."""

import pytest

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
