"""What was drawn last, once more and otherwise."""

import pytest

from agents.instruct.edits.something_new import drawn_again
from agents.scene import Earlier, Scene
from models.domain import Decision, ToolCall, Turn
from tests.agents.stage import item

RED_CAR = Decision(kind="create", calls=(ToolCall(name="create", arguments={"want": "a red car"}),))
PAST = (Earlier(turn=Turn(role="assistant", text="Stopped."), decision=RED_CAR),)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("ok then draw it again but in snow", "a red car in snow"),
        ("draw it again at night please", "a red car at night"),
        ("make it again", "a red car"),
    ],
)
def test_what_was_drawn_or_stopped_is_drawn_again(words: str, want: str) -> None:
    made = drawn_again(words, Scene(text=words, past=PAST))
    assert made is not None and made.calls[0].arguments["want"] == want


@pytest.mark.parametrize("words", ["draw it in snow", "again", "make it night again"])
def test_other_words_are_none_of_it(words: str) -> None:
    assert drawn_again(words, Scene(text=words, past=PAST)) is None


def test_a_clip_that_was_changed_is_drawn_anew_with_what_is_said() -> None:
    rainy = item("e", origin="edited", parents=("a",))
    laid = ToolCall(name="style", arguments={"style": "rain", "strength": 1.0})
    past = (
        Earlier(
            turn=Turn(role="assistant", text="Here it is."),
            decision=Decision(kind="edit", calls=(laid,)),
        ),
    )
    scene = Scene(text="draw it anew at night", past=past, screen=(rainy,), focus=rainy)
    made = drawn_again(scene.text, scene)
    assert made is not None and made.kind == "edit" and made.guidance.target == "e"
    assert made.calls[0].name == "revise"
    assert made.calls[0].arguments["instruction"] == "draw it at night"
    assert drawn_again(scene.text, Scene(text=scene.text, past=past)) is None  # of which clip?


def test_with_nothing_drawn_before_there_is_nothing_to_draw_again() -> None:
    made = drawn_again("draw it again but in snow", Scene(text=""))
    assert made is not None and made.kind == "ask" and not made.calls
