"""The last search once more, without some of what it found."""

import pytest

from agents.instruct.searches.leaving_out import left_out
from agents.scene import Scene
from tests.agents.instruct.searches.test_same_but import SCREEN, searched


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Could you kindly leave out the ones at night?", "night"),
        ("leave out the night ones", "night"),
        ("leave the night ones out please", "night"),
        ("without the ones at night", "night"),
        ("but skip the clips in the rain please", "rain"),
        ("no black ones", "black"),
    ],
)
def test_it_is_the_same_search_without_them(text: str, what: str) -> None:
    past = searched(want="dogs", avoid=("snow",))
    made = left_out(Scene(text=text, screen=SCREEN, past=past))
    assert made is not None and made.kind == "retrieve"
    assert (made.guidance.want, made.guidance.avoid) == ("dogs", ("snow", what))


@pytest.mark.parametrize(
    "text",
    ["leave out the first ones", "leave out the ones I have seen", "leave out the fox",
     "the night ones", "without the other ones"],
)  # fmt: skip
def test_what_names_no_kind_of_clip_is_left_to_others(text: str) -> None:
    assert left_out(Scene(text=text, screen=SCREEN, past=searched(want="dogs"))) is None


def test_nothing_is_left_out_of_no_search() -> None:
    assert left_out(Scene(text="leave out the night ones", screen=SCREEN)) is None
