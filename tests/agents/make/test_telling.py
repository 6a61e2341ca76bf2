"""What was done to a clip, in words: titles that stay short."""

import pytest

from agents.make.telling import STYLED, WISH, title, wished
from models.domain import Item
from tests.agents.stage import item

LONG = "change the sky to a deep violet with two moons and a flock of birds, and the grass to blue"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("make it night", "night"),
        ("Please turn it into a snowy winter!", "snowy winter"),
        ("make it look like autumn", "autumn"),
        ("draw it in the rain", "in the rain"),
        ("make the dog red", "make the dog red"),
        ("at night (really dark)", "at night really dark"),
        (STYLED.format("stained glass"), "in the style of stained glass"),
        (LONG, "change the sky to a deep violet with two…"),
        ("x" * 90, "x" * WISH + "…"),
        ("make it", "make it"),
        ("", ""),
    ],
)
def test_a_wish_in_a_title_is_short(words: str, said: str) -> None:
    assert wished(words) == said


def test_what_was_done_before_stands_in_the_same_brackets() -> None:
    from dataclasses import replace

    one: Item = item("t", "A town")
    again = replace(one, title=title(one, wished(LONG)), origin="edited")
    assert again.title == "A town (change the sky to a deep violet with two…)"
    assert title(again, wished("make it night")).endswith("with two…, night)")
