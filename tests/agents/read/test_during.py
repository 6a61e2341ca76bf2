"""For which part of a clip a change is meant, and where that part is."""

import pytest

from agents.instruct.edits.wishes import wishes
from agents.read.during import span
from models.errors import BadRequest


@pytest.mark.parametrize(
    ("said", "tool", "part"),
    [
        ("add music to the second half", "adjust", "second half"),
        ("mute the last 2 seconds", "adjust", "last 2 s"),
        ("make the second half black and white", "adjust", "second half"),
        ("make it noir in the first half", "style", "first half"),
        ("noir after 3 seconds", "style", "after 3 s"),
        ("make it brighter from 2 to 4 seconds", "adjust", "2 to 4 s"),
        ("blur the faces in the first 2 seconds", "blur", "first 2 s"),
        ("louder at the end", "adjust", "last third"),
        ("make it night in the second half", "style", "second half"),
        ("make the second one snowy in the second half", "style", "second half"),
        ("write THE END in the last two seconds", "adjust", "last 2 s"),
    ],
)  # fmt: skip
def test_a_part_is_kept_with_what_is_done_to_it(said: str, tool: str, part: str) -> None:
    (call,) = wishes(said).calls
    assert (call.name, call.arguments.get("during")) == (tool, part)


def test_what_is_wished_of_all_of_it_has_no_part() -> None:
    calls = wishes("put lively music under the last half and make it brighter").calls
    assert [dict(call.arguments) for call in calls] == [
        {"brightness": 0.3}, {"music": "lively", "during": "last half"},
    ]  # fmt: skip


@pytest.mark.parametrize(
    "said",
    ["cut it to the last two seconds", "only the last 2 seconds", "remove the last 2 seconds",
     "add 3 seconds at the end", "fade out in the last two seconds",
     'write "in the last 2 seconds" on it', "write hello in the middle"],
)  # fmt: skip
def test_what_is_cut_or_faded_or_a_place_is_no_part(said: str) -> None:
    calls = wishes(said).calls
    assert calls and not any("during" in call.arguments for call in calls)


@pytest.mark.parametrize(
    ("said", "speed", "part"),
    [("slow motion in the last two seconds", 0.5, "last 2 s"),
     ("speed up the second half", 2.0, "second half"),
     ("slow down the middle", 0.5, "middle third"),
     ("make the middle slower, the rest stays as it is", 0.5, "middle third"),
     ("speed up the start", 2.0, "first third"),
     ("double speed for the first 2s then normal", 2.0, "first 2 s"),
     ("speed it up until second 3", 2.0, "first 3 s"),
     ("fast forward through the first 4 seconds", 2.0, "first 4 s"),
     ("first half normal, second half double speed", 2.0, "second half"),
     ("slow motion from 2.5 to 4 seconds", 0.5, "2.5 to 4 s")],
)  # fmt: skip
def test_a_part_has_a_speed_of_its_own(said: str, speed: float, part: str) -> None:
    wished = wishes(said)
    assert not (wished.note or wished.rest)
    assert [call.arguments for call in wished.calls] == [{"speed": speed, "during": part}]


def test_what_makes_a_part_longer_comes_last() -> None:
    calls = wishes("slow down the middle and make it brighter in the middle").calls
    assert ["speed" in call.arguments for call in calls] == [False, True]


def test_of_a_direction_for_a_part_it_is_said_that_it_cannot_be() -> None:
    wished = wishes("play the last two seconds backwards")
    assert not wished.calls and "whole clip only" in wished.note


@pytest.mark.parametrize(
    ("part", "where"),
    [
        ("second half", (5.0, 10.0)), ("last 2 s", (8.0, 10.0)), ("first 3 s", (0.0, 3.0)),
        ("2 to 4 s", (2.0, 4.0)), ("after 3 s", (3.0, 10.0)), ("last 99 s", (0.0, 10.0)),
    ],
)  # fmt: skip
def test_a_part_is_found_in_a_clip(part: str, where: tuple[float, float]) -> None:
    assert span(part, 10.0) == pytest.approx(where)


def test_the_middle_third_is_in_the_middle() -> None:
    assert span("middle third", 9.0) == pytest.approx((3.0, 6.0))


@pytest.mark.parametrize("part", ["the good one", "after 12 s"])
def test_a_part_that_is_not_there_is_said(part: str) -> None:
    with pytest.raises(BadRequest):
        span(part, 10.0)
