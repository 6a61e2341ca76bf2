"""A closer look, as people ask for it."""

from typing import Any

import pytest

from agents.read.taking_out import Sentence
from agents.read.zooms import zooms


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("zoom in a bit", {"zoom": 1.25}), ("closer", {"zoom": 1.6}), ("2x zoom", {"zoom": 2.0}),
        ("punch in on the dog", {"zoom": 1.6, "zoom_on": "dog"}),
        ("zoom to the center", {"zoom": 1.6, "zoom_on": "centre"}),
        ("closer to the left side", {"zoom": 1.6, "zoom_on": "left"}),
        ("slow zoom in", {"zoom": 1.6, "zoom_slowly": True}), ("zoom in 150%", {"zoom": 1.5}),
        ("a close-up of her face", {"zoom": 2.2, "zoom_on": "face"}),
        ("zoom in on the second one", {"zoom": 1.6}), ("crop it to 9:16", {}),
        ("crop it to a square", {}), ("zoom out", {}), ("close-ups of flowers", {}),
        ("a closer one", {}),
    ],
)  # fmt: skip
def test_what_is_said_becomes_a_factor_and_a_place(words: str, made: dict[str, Any]) -> None:
    assert zooms(Sentence(words)) == made
