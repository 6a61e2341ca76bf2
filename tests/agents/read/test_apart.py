"""Two clips asked for in one sentence."""

import time

import pytest

from agents.read.apart import apart


@pytest.mark.parametrize(
    ("words", "two"),
    [
        ("i want a beach clip and a sunset clip", ("beach", "sunset")),
        ("show me a dog video and another cat video please", ("dog", "cat")),
        ("a clip of a cat and one of a dog", ("cat", "dog")),
        ("one rainy street clip, one sunny park one", ("rainy street", "sunny park")),
        ("put a beach clip and a sunset clip together", None),
        ("make a video of a beach clip and a sunset clip", None),
        ("i want a beach clip", None),
        ("a cat and a dog", None),
    ],
)
def test_each_is_told(words: str, two: tuple[str, str] | None) -> None:
    assert apart(words) == two


@pytest.mark.parametrize("word", ["a clip of a ", "one ", "a beach clip and ", "please "])
def test_no_sentence_keeps_it_busy(word: str) -> None:
    began = time.process_time()
    apart((word * 50)[:119])
    assert time.process_time() - began < 0.2
