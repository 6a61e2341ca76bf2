"""Of a wish the words that a clip can show are left, and no others."""

import pytest

from agents.read.subject import GREETING, subject


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("i with neon show something", "neon"), ("dogs lol", "dogs"), ("foxes and i", "foxes"),
        ("i anymore surprise me", ""), ("before that", ""), ("s not it i told you try", ""),
        ("a lighthouse in it", "lighthouse"), ("omg puppies pls haha", "puppies"), ("nice", ""),
    ],
)  # fmt: skip
def test_words_of_the_sentence_are_no_subject(said: str, left: str) -> None:
    assert subject(said) == left


@pytest.mark.parametrize(
    "said",
    ["a dog on a beach", "how to tie a tie", "people in love", "children play in the snow", "love",
     "the sea at night", "a calm sea", "kids watch tv"],
)  # fmt: skip
def test_what_can_be_seen_stays_as_it_was_said(said: str) -> None:
    assert subject(said) == said


@pytest.mark.parametrize("said", ["Guten Tag, dogs", "hola amigo, dogs", "Good evening! dogs"])
def test_a_greeting_in_any_language_is_told_from_the_sentence(said: str) -> None:
    assert GREETING.sub("", said) == "dogs"


@pytest.mark.parametrize("said", ["hola", "good morning routine", "Tag der Katzen"])
def test_no_sentence_is_taken_for_a_greeting(said: str) -> None:
    assert GREETING.sub("", said) == said
