"""Fades, as people ask for them: of all of a clip, or of its sound alone."""

from typing import Any

import pytest

from agents.read.fades import fades
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("fade to black at the end", {"fade_out": 1.0}), ("fade in", {"fade_in": 1.0}),
        ("fade in and out", {"fade_in": 1.0, "fade_out": 1.0}),
        ("add a 2 second fade out", {"fade_out": 2.0}),
        ("fade to white over 3 seconds", {"fade_out": 3.0, "fade_shade": "white"}),
        ("fade the picture and the sound out", {"fade_out": 1.0}),
        ("fade out in the last two seconds", {"fade_out": 2.0}),
        ("fade the music out", {"sound_fade_out": 1.0}),
        ("fade out the sound at the end", {"sound_fade_out": 1.0}),
        ("let the music fade away", {"sound_fade_out": 1.0}),
        ("fade the sound in over the first 3 seconds", {"sound_fade_in": 3.0}),
        ("make the audio fade out slowly", {"sound_fade_out": 1.0}),
        ("fade the music in and the picture out", {"sound_fade_in": 1.0, "fade_out": 1.0}),
        ("faded colours", {}), ("the sound of waves", {}),
    ],
)  # fmt: skip
def test_what_fades_is_what_was_named(words: str, made: dict[str, Any]) -> None:
    assert fades(Sentence(words)) == made


def test_music_that_is_to_be_added_stays_in_the_sentence() -> None:
    sentence = Sentence("with calm music fading out at the end")
    assert fades(sentence) == {"sound_fade_out": 1.0}
    assert sentence.words.split() == ["with", "calm", "music"]
