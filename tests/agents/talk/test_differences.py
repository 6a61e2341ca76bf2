"""What two clips differ in, told from their records."""

from dataclasses import replace

import pytest

from agents.scene import Scene
from agents.talk.differences import difference
from tests.agents.stage import catalogue, item

LAKE = replace(item("a", "Red boat"), duration=6.0, width=480, height=854, has_audio=True)
SEA = replace(item("b", "White boat"), duration=7.5, width=540, height=540, has_audio=True)
PLANE = item("c", "Plane")
SCREEN = (LAKE, SEA, PLANE)
HERE = catalogue(*SCREEN)


@pytest.mark.parametrize(
    "text",
    ["what's the difference between the first and the second", "how do 1 and 2 differ?",
     "whats different between the red boat and the white boat"],
)  # fmt: skip
def test_two_are_told_apart_by_length_shape_and_sound(text: str) -> None:
    told = difference(Scene(text=text, screen=SCREEN), HERE, "v")
    assert told is not None
    assert told.text == (
        "One is “Red boat”, the other “White boat”. They last 6.0 and 7.5 seconds. "
        "The former is portrait, the latter square."
    )


def test_what_is_alike_is_said_and_of_one_or_three_nothing() -> None:
    twin = replace(LAKE, id="d")
    alike = difference(Scene(text="what's the difference?", screen=(LAKE, twin)), HERE, "v")
    assert alike is not None and alike.text.endswith("they are alike.")
    for text in ("what's the difference", "what is different in the first"):
        assert difference(Scene(text=text, screen=SCREEN), HERE, "v") is None
