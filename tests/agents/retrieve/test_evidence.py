"""What acts say, in numbers whose order is what matters."""

import pytest

from agents.retrieve.evidence import DAY, OLDEST, Opinion, in_context, opinions
from models.domain import Feedback

NOW = 1_800_000_000.0
LENGTHS = {"clip": 10.0, "long": 100.0}


def told(*events: tuple[str, float | None], item: str = "clip") -> float | None:
    feedback = [
        Feedback(user="v", item=item, kind=kind, value=value, at=NOW - 60 + place)  # type: ignore[arg-type]
        for place, (kind, value) in enumerate(events)
    ]
    known = {one: LENGTHS[one] for one in (item,) if one in LENGTHS}
    found = opinions(feedback, lambda ids: known, NOW)
    return found[0].weight if found else None


def test_what_is_said_outright_is_ordered_as_people_mean_it() -> None:
    weights = [told((kind, None)) for kind in ("less", "dislike", "skip", "like")]
    assert weights == sorted(weights, key=float) and weights[0] == -1 and weights[-1] == 1  # type: ignore[arg-type]
    assert told(("rate", 5.0)) == 1 and told(("rate", 1.0)) == -1 and told(("rate", 3.0)) == 0


def test_the_last_word_counts() -> None:
    assert told(("like", None), ("dislike", None)) == -0.5
    assert told(("less", None), ("like", None)) == 1


def test_watching_counts_by_the_share_and_only_where_nothing_was_said() -> None:
    half, whole, glance = told(("watch", 5.0)), told(("watch", 10.0)), told(("watch", 0.5))
    assert half and whole and glance and glance < 0 < half < whole < 1
    assert told(("watch", 4.0), ("watch", 6.0)) == whole
    assert told(("watch", 99.0)) == whole  # watched again and again
    assert told(("watch", 50.0), item="long") == half
    assert told(("watch", 10.0), ("dislike", None)) == -0.5


def test_watching_a_clip_of_unknown_length_says_nothing() -> None:
    assert told(("watch", 5.0), item="gone") is None


def test_a_comment_without_an_opinion_says_nothing() -> None:
    assert told(("comment", None)) is None
    assert told(("comment", 1.0)) == 0.8 and told(("comment", -7.0)) == -0.8


def test_the_future_is_now() -> None:
    event = Feedback(user="v", item="clip", kind="like", at=NOW + 9 * DAY)
    (found,) = opinions([event], lambda ids: {}, NOW)
    assert found.at == NOW


def liked(seconds_ago: float) -> float:
    return in_context(Opinion(item="clip", weight=1.0, at=NOW - seconds_ago, said=True), NOW)


def test_what_is_older_counts_less_and_never_nothing() -> None:
    days = [liked(days * DAY) for days in (1, 10, 30, 90, 10_000)]
    assert days == sorted(days, reverse=True)
    assert days[2] == pytest.approx(0.5) and days[-1] == pytest.approx(OLDEST)


def test_this_sitting_and_this_hour_count_more() -> None:
    assert liked(60) > 1
    assert liked(10.5 * DAY) < liked(11 * DAY)  # the other half of the day
