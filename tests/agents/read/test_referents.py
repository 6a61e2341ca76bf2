"""Clips told by their words, in whatever order those stand."""

import pytest

from agents.read.pointing import placed
from agents.read.referents import referents, subject_of
from tests.agents.stage import item

SCREEN = (
    item("a", "White dog in a park", "dog", "animal"),
    item("b", "Black horse on the savanna at night"),
    item("c", "Grey elephant in a desert"),
    item("d", "Brown elephant in a forest at dawn"),
    item("e", "Walker in a green coat in a forest in the fog"),
    item("f", "Person in a pink hoodie in a park at night"),
)


@pytest.mark.parametrize(
    ("text", "told", "hits"),
    [
        ("the horse one", "the horse one", (1,)),
        ("just the pink hoodie one please", "the pink hoodie one", (5,)),
        ("pink hoodie one, backwards", "pink hoodie one", (5,)),
        ("the one with the green coat", "the one with the green coat", (4,)),
        ("make the guy in the hoodie slower", "the guy in the hoodie", (5,)),
        ("the foggy one", "the foggy one", (4,)),
        ("put it on the dog in the snow", "the dog", (0,)),
        ("the elephants", "the elephants", (2, 3)),
        ("I meant the elephant in the desert", "the elephant in the desert", (2,)),
    ],
)
def test_a_description_fits_what_has_all_of_its_words(
    text: str, told: str, hits: tuple[int, ...]
) -> None:
    (found,) = referents(text, SCREEN)
    assert (text[found.start : found.end], found.hits) == (told, hits)


@pytest.mark.parametrize(
    "text",
    [
        "the walker with the hat",
        "a red one",
        "the black and white filter",
        "the yellow bird",
        "that one",
        "a dog",
    ],
)
def test_what_fits_nothing_describes_nothing(text: str) -> None:
    assert referents(text, SCREEN) == []


def test_what_a_clip_is_of_stands_before_where_it_is() -> None:
    assert subject_of(item("x", "Black dog on a city street (neon)")) == "Black dog"
    assert [one.subject for one in referents("the dog, the green coat", SCREEN)] == [True, False]


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("put the words HELLO on the dog", "put the words HELLO on the first one"),
        ("no sorry i meant the horse", "no sorry i meant the second one"),
        ("i love the black horse", "i love the second one"),
        ("what about the dog", "what about the first one"),
        ("the dog noir and the horse slower", "the first one noir and the second one slower"),
        ("all but the dog slower", "all but the first one slower"),
        ("the grey elephant, make it brighter", "the third one, make it brighter"),
    ],
)
def test_a_card_that_is_described_is_put_as_a_place(text: str, plainly: str) -> None:
    assert placed(text, SCREEN).text == plainly


@pytest.mark.parametrize(
    "text",
    [
        "show me the dog", "I saw the dog yesterday and want to relax", "make the green coat red",
        "make a video of the dog and the horse", "not the horse, something else",
        "make it run like the horse", "make the dog's ears blue", 'write "the dog" on it',
    ],
)  # fmt: skip
def test_what_is_in_a_clip_or_sought_is_no_card(text: str) -> None:
    assert placed(text, SCREEN).text == text


def test_of_two_that_fit_each_is_a_choice() -> None:
    choices = placed("make the elephant noir", SCREEN).choices
    assert choices == ("make the third one noir", "make the fourth one noir")
