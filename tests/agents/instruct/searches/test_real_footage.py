"""Asked for real footage: where there is none, that is said."""

from dataclasses import replace

import pytest

from agents.instruct.going_on import decided
from agents.instruct.instructor import Rules
from agents.instruct.searches.real_footage import DRAWN, without_real
from agents.scene import Scene
from tests.agents.stage import catalogue, item

DOG = replace(item("dog", "A dog"), declared="rendered by a program (demo corpus)")
FILMED = replace(item("cat", "A cat"), declared="filmed by Ada")


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("too childish. something more real, like actual footage", ""),
        ("is there a real one like that, with a dog", "is there a like that, with a dog"),
        ("actual footage of dogs", "of dogs"),
    ],
)
def test_that_all_is_drawn_is_said(text: str, rest: str) -> None:
    assert without_real(text, catalogue(DOG), "v") == (rest, DRAWN)


@pytest.mark.parametrize("text", ["real madrid scores", "a really calm sea", "a realistic dog"])
def test_what_is_no_wish_for_footage_stays(text: str) -> None:
    assert without_real(text, catalogue(DOG), "v") == (text, "")


def test_where_something_was_filmed_it_is_looked_for() -> None:
    assert without_real("actual footage of dogs", catalogue(DOG, FILMED), "v")[1] == ""


def test_a_wish_for_nothing_else_is_answered_and_another_looked_for() -> None:
    made = decided(Rules(), Scene(text="something more real"), catalogue(DOG), "v")
    assert (made.kind, made.text) == ("chat", DRAWN)
    made = decided(Rules(), Scene(text="actual footage of dogs"), catalogue(DOG), "v")
    assert (made.kind, made.preface, made.guidance.want) == ("retrieve", DRAWN, "dogs")


def test_of_two_clips_both_are_looked_for() -> None:
    text = "I want a beach clip and a sunset clip"
    made = decided(Rules(), Scene(text=text), catalogue(DOG), "v")
    wants = [one.guidance.want for one in (made, *made.then)]
    assert (made.kind, wants) == ("retrieve", ["beach", "sunset"])
