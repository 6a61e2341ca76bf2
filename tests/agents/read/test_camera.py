"""How a clip is to be shown, as people ask for it."""

from typing import Any

import pytest

from agents.read.camera import camera
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("play it backwards", {"direction": "backwards"}), ("reverse", {"direction": "backwards"}),
        ("make a boomerang", {"direction": "boomerang"}),
        ("there and back", {"direction": "boomerang"}),
        ("rotate it", {"turn": 90}), ("it is sideways, turn it", {"turn": 90}),
        ("it's upside down", {"turn": 180}), ("rotate 180", {"turn": 180}),
        ("turn it to the left", {"turn": 270}), ("rotate it 90 degrees", {"turn": 90}),
        ("mirror it", {"mirror": "across"}), ("flip it vertically", {"mirror": "down"}),
    ],
)  # fmt: skip
def test_what_is_said_becomes_arguments(words: str, made: dict[str, Any]) -> None:
    sentence = Sentence(words)
    assert camera(sentence) == made


@pytest.mark.parametrize(
    "words",
    ["the mirror lake", "a mirror", "turn it into a comic", "faded colours",
     "turn it", "the other way", "brighter", "a dog on the left", "shaky hands"],
)  # fmt: skip
def test_what_sounds_like_it_is_none(words: str) -> None:
    assert camera(Sentence(words)) == {}
