"""Scenes that a sentence puts in a row."""

import pytest

from agents.read.scenes import scenes


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "that starts with coffee in the morning, then running in the park, then the city",
            ("coffee in the morning", "running in the park", "the city"),
        ),
        ("first a beach, then a city, and at the end a sunset", ("a beach", "a city", "a sunset")),
        ("from the city to the beach to a sunset", ("the city", "the beach", "a sunset")),
        (": wake up, coffee, work and gym", ("wake up", "coffee", "work", "gym")),
        ("a dog, followed by a cat, ending with a horse", ("a dog", "a cat", "a horse")),
        ("with scene 1: a beach, scene 2: a city", ("a beach", "a city")),
        ("a dog in the snow and then it runs home", ("a dog in the snow", "a dog runs home")),
    ],
)  # fmt: skip
def test_scenes_are_told_in_their_order(words: str, told: tuple[str, ...]) -> None:
    assert scenes(words) == told


@pytest.mark.parametrize("words", ["of dogs and cats", "a calm sea, in portrait", "from the beach"])
def test_one_topic_is_no_row(words: str) -> None:
    assert scenes(words) == ()
