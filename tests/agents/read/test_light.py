"""Light and colour, as people ask for it."""

import pytest

from agents.read.light import light, share_of
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("less yellow", {"warmth": -0.3}), ("it's a bit too orange", {"warmth": -0.15}),
        ("less blue and brighter", {"warmth": 0.3, "brightness": 0.3}),
        ("lift the shadows", {"brightness": 0.25, "contrast": -0.2}),
        ("crush the blacks", {"brightness": -0.25, "contrast": 0.2}),
        ("black n white", {"saturation": -1.0}), ("b&w", {"saturation": -1.0}),
        ("much more contrast", {"contrast": 0.56}),
        ("whole thing too yellow its the lamps", {"warmth": -0.3}),
        ("is too orange now after that", {"warmth": -0.3}),
        ("the colours are kinda dead", {"saturation": 0.4}),
        ("everything is so grey", {"saturation": 0.4}),
    ],
)  # fmt: skip
def test_what_is_said_becomes_numbers(words: str, changed: dict[str, float]) -> None:
    assert light(Sentence(words), share_of(words), grey=True) == changed


@pytest.mark.parametrize("words", ["less yellow flowers", "make the dog less yellow", "louder"])
def test_the_colour_of_a_thing_is_not_the_light_of_the_picture(words: str) -> None:
    assert light(Sentence(words), 1.0, grey=True) == {}
