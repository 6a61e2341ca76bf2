"""Lengths said beside the one there is."""

import pytest

from agents.instruct.edits.wishes import wishes
from agents.read.lengths import (
    Change,
    both_ends,
    change_of_length,
    lacking,
    remaining,
    shortened,
)
from agents.read.taking_out import Sentence
from models.errors import BadRequest
from tests.agents.stage import item

CLIP = item("a", "Boat")


@pytest.mark.parametrize(
    ("said", "tool", "arguments"),
    [
        ("make it 5 seconds longer", "extend", {"seconds": 5.0}),
        ("make the first one ten seconds longer", "extend", {"seconds": 10.0}),
        ("longer by two seconds", "extend", {"seconds": 2.0}),
        ("3 more seconds please", "extend", {"seconds": 3.0}),
        ("add another 3 seconds at the end", "extend", {"seconds": 3.0}),
        ("extend it to 10 seconds", "extend", {"until": 10.0}),
        ("extend to 30 pls", "extend", {"until": 30.0}),
        ("make it longer, like 10 seconds", "extend", {"until": 10.0}),
        ("longer, say about 8 secs", "extend", {"until": 8.0}),
        ("2.0 seconds longer", "extend", {"seconds": 2.0}),
        ("why not make it 5 seconds longer", "extend", {"seconds": 5.0}),
        ("a few seconds more", "extend", {"seconds": 3.0}),
        ("add another couple of seconds at the end", "extend", {"seconds": 2.0}),
        ("1,5 seconds longer", "extend", {"seconds": 1.5}),
        ("half a second shorter", "clip", {"less": 0.5}),
        ("2 seconds shorter", "clip", {"less": 2.0}),
        ("2 seconds shorter at the end", "clip", {"end": -2.0}),
        ("shorten it by 3 seconds at the beginning", "clip", {"start": 3.0}),
        ("make it shorter by a second", "clip", {"less": 1.0}),
        ("cut off 2 seconds", "clip", {"less": 2.0}),
        ("take 2 seconds off the end", "clip", {"end": -2.0}),
        ("trim off 1.5 seconds from the start", "clip", {"start": 1.5}),
        ("cut off the first second", "clip", {"start": 1.0}),
        ("make it half as long", "clip", {"share": 0.5}),
    ],
)
def test_a_change_of_length_is_no_length_of_its_own(said, tool, arguments) -> None:
    (call,) = wishes(said).calls
    assert (call.name, call.arguments) == (tool, arguments)


@pytest.mark.parametrize("said", ["cut it to 5 seconds", "5 seconds", "make it 5 seconds long"])
def test_a_length_of_its_own_stays_one(said) -> None:
    (call,) = wishes(said).calls
    assert (call.name, call.arguments) == ("clip", {"seconds": 5.0})


@pytest.mark.parametrize(
    "said",
    ["longer than 5 seconds", "add 5 seconds of rain", "a longer one", "1/2 second shorter",
     "twenty-five seconds longer", "don't make it 5 seconds longer", "0 seconds longer",
     "add 5 seconds to the beginning", "stretch it to 16:9",
     "extend it to a square", "extend it to one minute", "extend it to 200%", "0.0 seconds longer",
     "extend it to 3 clips", "stretch it to 1.5x"],
)  # fmt: skip
def test_other_words_are_no_change_of_length(said) -> None:
    assert change_of_length(Sentence(said)) is None


def test_nothing_beside_it_is_lost() -> None:
    calls = {call.name: call.arguments for call in wishes("3 seconds longer and brighter").calls}
    assert calls["extend"] == {"seconds": 3.0} and calls["adjust"]["brightness"] > 0


def test_what_is_left_and_what_is_lacking_go_by_the_clip() -> None:
    whole = CLIP.duration
    assert remaining(CLIP, 1.0, 1.0) == whole - 1 and remaining(CLIP, 0.0, 0.5) == whole / 2
    assert lacking(CLIP, whole + 2) == pytest.approx(2)
    with pytest.raises(BadRequest, match="leave nothing"):
        remaining(CLIP, whole, 1.0)
    with pytest.raises(BadRequest, match="already"):
        lacking(CLIP, whole)


@pytest.mark.parametrize(
    ("change", "seconds"),
    [
        (Change(way="longer", seconds=3), 15), (Change(way="shorter", seconds=3), 9),
        (Change(way="half"), 6), (Change(way="up to", seconds=20), 20),
    ],
)  # fmt: skip
def test_a_plan_is_changed_by_it(change, seconds) -> None:
    assert change.applied(12) == seconds


def test_what_is_not_all_of_a_clip_is_said() -> None:
    assert shortened(CLIP, CLIP.duration - 0.1) == ""
    assert shortened(CLIP, CLIP.duration / 2).startswith("Only its first")


@pytest.mark.parametrize(
    ("said", "seconds"), [("let it run on 3 seconds more", 3.0), ("extend it by 5 seconds", 5.0)]
)
def test_going_on_by_so_much_leaves_no_word_over(said, seconds) -> None:
    wished = wishes(said)
    assert [call.arguments for call in wished.calls] == [{"seconds": seconds}]
    assert not wished.rest


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("make it 10 to 15 seconds longer", {"extend": {"seconds": 10.0}}),
        ("2-3 seconds shorter", {"clip": {"less": 2.0}}),
        ("make it between 10 and 15 seconds long", {"clip": {"seconds": 15.0}}),
        ("from 10 to 15 seconds", {"clip": {"start": 10.0, "end": 15.0}}),
        ("cut 2 off the start and make it half speed",
         {"clip": {"start": 2.0}, "adjust": {"speed": 0.5}}),
        ("cut 2 seconds off the start and 3 off the end", {"clip": {"start": 2.0, "end": -3.0}}),
        ("take 2 seconds off both ends", {"clip": {"start": 2.0, "end": -2.0}}),
        ("remove the first and last 2 seconds", {"clip": {"start": 2.0, "end": -2.0}}),
        ("cut the first 2 seconds and the last 3 off", {"clip": {"start": 2.0, "end": -3.0}}),
        ("cut off the first 2 secs and the last sec", {"clip": {"start": 2.0, "end": -1.0}}),
        ("remove the first and last second", {"clip": {"start": 1.0, "end": -1.0}}),
        ("lose the last second and the first two", {"clip": {"start": 2.0, "end": -1.0}}),
    ],
)  # fmt: skip
def test_two_lengths_in_one_sentence(text: str, calls: dict[str, dict[str, float]]) -> None:
    assert {call.name: dict(call.arguments) for call in wishes(text).calls} == calls


def test_both_ends_that_are_kept_are_no_cut() -> None:
    assert both_ends("keep the first 5 seconds and the last 3") == (5.0, 3.0)
    assert both_ends("the first and last two seconds") == (2.0, 2.0)
    assert both_ends("cut the first 2 seconds and the last 3") is None
    assert both_ends("the first and the last one") is None
