"""Parts that are named by what was done to them."""

import pytest

from agents.instruct.edits.where_changed import where_changed
from agents.scene import Earlier, Scene
from models.domain import Decision, Guidance, ToolCall, Turn
from tests.agents.stage import catalogue, item

SOURCE = item("source", "A dog", duration=9.0)
SLOW = item("slow", "A dog, slowed", duration=12.0, parents=("source",), origin="edited")


def said(text: str, **arguments: object) -> str:
    decision = Decision(
        kind="edit",
        guidance=Guidance(target="source"),
        calls=(ToolCall(name="adjust", arguments=arguments),),
    )
    turn = Turn(role="assistant", text="Here it is.", shown=("slow",))
    scene = Scene(
        text=text, screen=(SLOW,), focus=SLOW, past=(Earlier(turn=turn, decision=decision),)
    )
    return where_changed(scene, catalogue(SOURCE, SLOW), "somebody").text


@pytest.mark.parametrize(
    "text",
    ["make it grey but only during the slow motion", "make it grey while it's slow",
     "make it grey in the slow part"],
)  # fmt: skip
def test_it_is_as_long_as_it_is_now(text: str) -> None:
    assert said(text, speed=0.5, during="middle third") == "make it grey from 3.00 to 9.00 seconds"


def test_all_of_it_needs_no_part() -> None:
    assert said("make it grey during the slow motion", speed=0.5) == "make it grey"


@pytest.mark.parametrize("text", ["make it grey in the second half", "write hello in the sky"])
def test_what_was_not_done_names_no_part(text: str) -> None:
    assert said(text, speed=0.5, during="middle third") == text
