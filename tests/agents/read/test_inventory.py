"""What is asked after that clips may show is told from what the app has besides."""

import pytest

from agents.read.inventory import inventory


@pytest.mark.parametrize(
    ("said", "want"),
    [
        ("which other sea animals do you have?", "sea animals"),
        ("what vehicles are there?", "vehicles"), ("what do you have about space", "space"),
        ("so what kinds of birds have you got here?", "birds"),
        ("what else is there with snow?", "snow"),
    ],
)  # fmt: skip
def test_what_clips_answer_is_a_search(said: str, want: str) -> None:
    assert inventory(said) == want


@pytest.mark.parametrize(
    "said",
    ["which styles do you have?", "what music do you have", "what do you have", "who made it?",
     "what clips do you have", "what is a dog"],
)  # fmt: skip
def test_what_the_app_has_besides_is_none(said: str) -> None:
    assert inventory(said) == ""
