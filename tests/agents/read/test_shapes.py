"""The shape that a clip should have, and what must stay inside."""

from typing import Any

import pytest

from agents.instruct.edits.wishes import wishes
from agents.read.shapes import whole_picture


@pytest.mark.parametrize(
    ("said", "asked"),
    [("crop it upright but keep the man in the picture", {"aspect": "9:16"}),
     ("make it vertical, follow the dog", {"aspect": "9:16"}),
     ("make this a tiktok, girl should stay in frame", {"aspect": "9:16"}),
     ("vertical but show the whole picture", {"aspect": "9:16", "fit": "fill"}),
     ("make it square without cutting anything off", {"aspect": "1:1", "fit": "fill"}),
     ("portrait with blurry bars", {"aspect": "9:16", "fit": "fill"})],
)  # fmt: skip
def test_what_stays_inside_is_no_part_of_time(said: str, asked: dict[str, Any]) -> None:
    made = wishes(said)
    assert [(call.name, call.arguments) for call in made.calls] == [("adjust", asked)]
    assert not made.rest


def test_what_is_kept_of_the_time_is_still_cut() -> None:
    calls = wishes("make it vertical and keep the first 5 seconds").calls
    assert [call.name for call in calls] == ["clip", "adjust"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [("the whole picture please, nothing cut off", True), ("a picture of the whole dog", False)],
)
def test_nothing_cut_off_may_be_all_that_is_said(words: str, asked: bool) -> None:
    assert whole_picture(words) is asked
