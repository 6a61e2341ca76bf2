"""Several clips that are meant together."""

import pytest

from agents.read.those import those_meant
from tests.agents.stage import item

SCREEN = (
    item("a", "White dog in a park"), item("b", "Black horse at night"),
    item("c", "Grey elephant in a desert"), item("d", "Brown elephant at dawn"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "rest", "ids"),
    [
        ("all but the last one in noir", " in noir", "abc"),
        ("everything except the first one slower", " slower", "bcd"),
        ("the first two only", " only", "ab"),
        ("both of the first two in noir", " in noir", "ab"),
        ("make the two elephants noir", "make  noir", "cd"),
        ("make both elephants and the horse noir", "make  noir", "cdb"),
        ("the dog and the horse in noir", " in noir", "ab"),
        ("1 and 3 in noir", " in noir", "ac"),
        ("make them all square", "make  square", "abcd"),
    ],
)
def test_several_are_told_from_the_rest_of_the_sentence(words: str, rest: str, ids: str) -> None:
    found = those_meant(words, SCREEN)
    assert found is not None
    assert "".join(one.id for one in found.items) == ids
    assert words[: found.start] + words[found.end :] == rest


@pytest.mark.parametrize(
    "words",
    [
        "make the first noir and the second square", "cut it from 2 to 4 seconds",
        "make the first two seconds slower", "trim the last 2.5s", "the second one", "the elephant",
        "make the first noir, the second and the fourth square",
    ],
)  # fmt: skip
def test_one_lengths_and_a_wish_each_are_no_several(words: str) -> None:
    assert those_meant(words, SCREEN) is None
