"""A clip in hand nearer to the taste, without words."""

import pytest

from agents.instruct.edits.for_you import to_taste
from agents.instruct.instructor import decide
from agents.scene import Scene
from tests.agents.stage import item

ONE, TWO = item("a", "white dog"), item("b", "black dog")


@pytest.mark.parametrize(
    "said",
    ["revise this for me", "Please revise it", "can you personalise the second one",
     "make it more to my taste", "redo this to my liking, please", "make this one mine"],
)  # fmt: skip
def test_the_clip_in_hand_is_drawn_nearer_to_the_taste(said: str) -> None:
    decision = decide(Scene(text=said, screen=(TWO, ONE), focus=ONE))
    (call,) = decision.calls
    assert (decision.kind, decision.guidance.target) == ("edit", "a")
    assert (call.name, call.arguments["instruction"]) == ("revise", "")


def test_of_several_it_is_asked_which_and_the_answer_carries_the_wish() -> None:
    asked = decide(Scene(text="revise this for me", screen=(ONE, TWO)))
    assert asked.kind == "ask" and len(asked.options) == 2
    answer = decide(Scene(text=asked.options[1], screen=(ONE, TWO), options=asked.options))
    assert (answer.kind, answer.guidance.target) == ("edit", "b")
    assert answer.calls[0].name == "revise"


@pytest.mark.parametrize(
    "said", ["revise the title", "make it brighter for me", "find me one to my taste", "make it"]
)
def test_what_says_how_is_left_to_others(said: str) -> None:
    assert to_taste(said, Scene(text=said, screen=(ONE,), focus=ONE)) is None
