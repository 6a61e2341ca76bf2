"""Questions about the app are answered, each of several; others are left alone."""

import pytest

from agents.talk.about_us import about_us


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("who made you and do you sell my data?", ("GeneRec", "sells none")),
        ("so who built this app?", ("open source",)), ("is my data safe", ("server",)),
        ("what happens with my data?", ("consent",)), ("how long can a video be?", ("60 seconds",)),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_app_is_answered(words: str, told: tuple[str, ...]) -> None:
    made = about_us(words)
    assert made is not None and all(one in made.text for one in told)


@pytest.mark.parametrize(
    "words", ["who made this clip", "how long is it", "show me who made you", "sell me a car", "",
              "who made you and show me dogs", "a long video"],
)  # fmt: skip
def test_what_asks_something_else_is_left_to_others(words: str) -> None:
    assert about_us(words) is None
