"""Two changes in one sentence, as strangers put them: neither is lost."""

from pathlib import Path

import pytest

from agents.instruct.edits.weathered import weathered
from agents.instruct.embedded import instructors
from agents.instruct.instructor import Instructor
from agents.scene import Scene
from app.wiring import WEIGHTS
from tests.agents.stage import item

CLIP = item("a", "Brown dog in a park", "dog", duration=8.0, has_audio=True)
SENTENCES = Path(__file__).with_name("two_edits.tsv")


@pytest.fixture(scope="module")
def both() -> Instructor:
    return instructors(WEIGHTS)["spelt"]


def done(text: str, both: Instructor) -> set[str]:
    """The tools that a sentence leads to, and the arguments of its adjustments."""
    made = weathered(both.decide(Scene(text=text, screen=(CLIP,), focus=CLIP)))
    calls = made.calls if made.kind == "edit" else ()
    found = {call.name for call in calls}
    return found | {f"{call.name}.{name}" for call in calls for name in call.arguments}


def test_of_two_changes_neither_is_lost(both: Instructor) -> None:
    lines = [line.split("\t") for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    lost = {
        text: wanted
        for text, wanted in lines
        if not all({*one.split("|")} & done(text, both) for one in wanted.split())
    }
    assert not lost
