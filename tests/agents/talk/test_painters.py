"""Who painted something is not known, and that is said."""

import pytest

from agents.instruct.instructor import decide
from agents.scene import Scene
from agents.talk.painters import NO_NAMES, painter


@pytest.mark.parametrize(
    "text",
    ["which painter is that?", "who painted this?", "what artist is it?", "who is the artist?",
     "do you know who painted that picture", "what's the name of the painter?",
     "whose painting is this", "what painter does this look like", "who made this painting?"],
)  # fmt: skip
def test_a_painter_is_not_guessed(text: str) -> None:
    assert decide(Scene(text=text)).text == NO_NAMES


@pytest.mark.parametrize(
    "words", ["a painter at work", "show me a painter", "paint it", "who made you", "who is it"]
)
def test_a_painter_may_be_looked_for(words: str) -> None:
    assert painter(words) is None
