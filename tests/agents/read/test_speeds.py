"""How fast a clip should run, as people say it."""

import pytest

from agents.read.speeds import speed
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "times"),
    [
        ("faster", 2.0), ("speed it up a little", 1.25), ("a bit faster", 1.25),
        ("and bit slower", 0.8), ("slow it down a tad", 0.8), ("slower", 0.5), ("1.5x", 1.5),
        ("make it last twice as long", 0.5),
        ("a little, like three times as fast", 3.0), ("quite a bit faster", 2.0),
    ],
)  # fmt: skip
def test_a_little_faster_is_not_twice_as_fast(words: str, times: float) -> None:
    assert speed(Sentence(words)) == {"speed": times}
