"""How many clips are asked for, and numbers that are something else."""

import pytest

from agents.read.counts import MOST, counted


@pytest.mark.parametrize(
    ("words", "count", "rest"),
    [
        ("give me 2 clips of cats", 2, "give me clips of cats"),
        ("just one fox", 1, "just fox"),
        ("show me one with a dog", 1, "show me with a dog"),
        ("three short beach videos", 3, "short beach videos"),
        ("3 birds", 3, "birds"),
        ("a couple of videos of trains", 2, "videos of trains"),
        ("show me 50 clips", MOST, "show me clips"),
        ("show me 2 dogs and 3 cats", 0, "show me 2 dogs and 3 cats"),
        ("put the first two clips together", 0, "put the first two clips together"),
        ("a 5 second clip", 0, "a 5 second clip"),
        ("only 3 seconds", 0, "only 3 seconds"),
        ("games with just two people", 0, "games with just two people"),
        ("two dogs playing", 0, "two dogs playing"),
    ],
)
def test_how_many_are_asked_for(words: str, count: int, rest: str) -> None:
    assert counted(words) == (count, rest)
