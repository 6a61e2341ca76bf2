"""What somebody else wishes is wished as if by the visitor."""

import pytest

from agents.instruct.edits.reported import own_wish


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("she says it should be night", "make it night"),
        ("my husband thinks it should be foggy", "make it foggy"),
        ("grandma asks if it could be snowing", "make it snowing"),
        ("she wants winter", "make it winter"),
        ("my boss would like the colours stronger", "the colours stronger"),
        ("my coach says slower", "slower"),
    ],
)
def test_the_wish_of_another_is_the_visitors(text: str, wish: str) -> None:
    assert own_wish(text) == wish


@pytest.mark.parametrize(
    "text",
    ["my son wants a dog", "she says hello", "make it night", "he said he loves it",
     "people want to see the night sky over a harbour"],
)  # fmt: skip
def test_what_is_no_change_of_a_clip_stays(text: str) -> None:
    assert own_wish(text) == text
