"""What is to be heard, as people ask for it."""

from typing import Any

import pytest

from agents.read.light import share_of
from agents.read.sounds import sounds
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "changed"),
    [
        ("louder", {"volume": 6.0}), ("a bit quieter", {"volume": -3.0}),
        ("much louder", {"volume": 10.2}), ("half as loud", {"volume": -10.0}),
        ("turn the sound up", {"volume": 6.0}), ("the music a bit softer", {"volume": -3.0}),
        ("volume at 50%", {"volume": -6.0}), ("louder by 3 db", {"volume": 3.0}),
        ("twice as loud", {"volume": 10.0}), ("100% louder", {"volume": 10.0}),
        ("it's too loud", {"volume": -6.0}), ("i can hardly hear it", {"volume": 6.0}),
        ("volume to 0", {"mute": True}), ("no sound", {"mute": True}),
        ("take the sound off again", {"mute": True}),
        ("bring it down", {"volume": -6.0}), ("bring it down to 20 secs", {}),
        ("the colours are too loud", {}), ("softer", {}), ("brighter", {}), ("turn it", {}),
    ],
)  # fmt: skip
def test_what_is_said_becomes_decibels(words: str, changed: dict[str, Any]) -> None:
    assert sounds(Sentence(words), share_of(words)) == changed


def test_what_was_read_is_taken_out() -> None:
    sentence = Sentence("louder by 3 db and square")
    sounds(sentence, 1.0)
    assert sentence.words.split() == ["and", "square"]
