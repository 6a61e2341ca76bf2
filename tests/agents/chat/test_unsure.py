"""A chat model is asked where the embedded instructor is unsure, and nowhere else."""

from pathlib import Path

import pytest

from agents.chat.unsure import WhereUnsure
from agents.instruct.embedded import EmbeddedInstructor
from agents.instruct.instructor import Rules
from agents.scene import Scene
from models.domain import Decision
from models.understand.reader import EmbeddedReader
from models.understand.reading import FakeReader, Reading

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights"


class Says(Rules):
    """Decides to say who it is."""

    def __init__(self, name: str) -> None:
        self.name = name

    def decide(self, scene: Scene) -> Decision:
        return Decision(kind="chat", text=self.name)


@pytest.mark.parametrize(("surety", "who"), [(0.9, "sure"), (0.6, "sure"), (0.59, "chat")])
def test_who_decides_is_a_matter_of_surety(surety: float, who: str) -> None:
    both = WhereUnsure(Says("sure"), Says("chat"), lambda scene: surety, 0.6)
    assert both.decide(Scene(text="x")).text == who


def test_surety_is_the_probability_that_was_read_and_whole_where_a_rule_knows() -> None:
    reader = FakeReader({"half": Reading(decisions={"edit": 0.5, "chat": 0.3})})
    embedded = EmbeddedInstructor(reader)
    assert embedded.surety(Scene(text="half")) == 0.5
    assert embedded.surety(Scene(text="hello")) == 1.0 and embedded.surety(Scene(text="")) == 1.0
    real = EmbeddedInstructor(EmbeddedReader(WEIGHTS / "instructor"))
    assert real.surety(Scene(text="show me clips of dogs")) > 0.9
