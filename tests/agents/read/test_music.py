"""What music a clip should have, as people ask for it."""

from typing import Any

import pytest

from agents.read.music import music, not_here
from agents.read.taking_out import Sentence


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("add calm music", {"music": "calm"}), ("give it a soundtrack", {"music": "calm"}),
        ("put something lively under it", {"music": "lively"}),
        ("put lo-fi beats under it", {"music": "calm"}), ("some upbeat music", {"music": "lively"}),
        ("add some ukulele", {"music": "lively"}), ("calm music please", {"music": "calm"}),
        ("replace the sound with calm music", {"music": "calm", "music_alone": True}),
        ("replace the music with something lively", {"music": "lively", "music_alone": True}),
        ("put happy music on it instead of the sound", {"music": "lively", "music_alone": True}),
        ("put the song hello by adele on it", {"music": "calm"}),
        ("accordion instead of that boom boom", {"music": "lively", "music_alone": True}),
        ("drums rather than the lift music", {"music": "lively", "music_alone": True}),
        ("put some dreamy synth on it", {"music": "lively"}),
        ("some blues underneath", {"music": "calm"}),
        ("music should be upbeat", {"music": "lively"}),
        ("the music must sound slower", {"music": "calm"}),
        ("add some soft piano", {"music": "calm"}),
        ("quiet music underneath the whole thing", {"music": "calm"}),
        ("put a happy tune under all of it", {"music": "lively"}),
        ("put a piano instead of the table", {}),
        ("what music is this?", {}), ("the music a bit softer", {}), ("a music video", {}),
        ("add a guitar", {}), ("music", {}), ("no music", {}), ("write music on it", {}),
    ],
)  # fmt: skip
def test_what_is_said_becomes_a_mood(words: str, made: dict[str, Any]) -> None:
    assert music(Sentence(words)) == made


def test_what_cannot_be_played_is_said() -> None:
    assert "no piano music" in not_here("add piano music")
    assert "no accordion music" in not_here("accordion instead of that techno")
    assert not_here("add calm music") == ""
