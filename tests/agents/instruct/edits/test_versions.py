"""Back to what was made first, of the one thing that is spoken of."""

from dataclasses import replace

import pytest

from agents.instruct.edits.versions import first_of
from agents.scene import Earlier, Scene
from models.domain import Decision, Guidance, ToolCall, Turn
from tests.agents.stage import item

FOX = item("f", "A fox in the snow", origin="created")
WHITE = item("w", "A fox in the snow (white)", origin="edited", parents=("f",))
DOGS = (item("a", "A dog"), item("b", "Two dogs"))
FILM = item("m", "Going home", origin="created")
LATER = item("n", "Going home", origin="created")


def shown(name: str, kind: str, tool: str) -> Earlier:
    made = Decision(kind=kind, guidance=Guidance(), calls=(ToolCall(name=tool, arguments={}),))  # type: ignore[arg-type]
    return Earlier(turn=Turn(role="assistant", text="", shown=(name,)), decision=made)


PAST = (
    shown("f", "create", "create"), shown("w", "edit", "revise"),
    Earlier(turn=Turn(role="assistant", text="", shown=("a", "b"))),
)  # fmt: skip
SCENE = Scene(text="", screen=DOGS, seen=(WHITE, FOX), past=PAST)


@pytest.mark.parametrize(
    "text",
    ["the first fox was better. go back to that one", "go back to the first fox",
     "i liked the first fox better"],
)  # fmt: skip
def test_the_first_of_a_kind_comes_back(text: str) -> None:
    made = first_of(replace(SCENE, text=text))
    assert made is not None and made.guidance.show == ("f",)


def test_the_first_version_is_one_of_what_is_in_hand() -> None:
    past = (*PAST, shown("m", "create", "compose"), shown("n", "create", "compose"))
    film = replace(SCENE, screen=(LATER,), focus=LATER, seen=(FILM, *DOGS, WHITE, FOX), past=past)
    made = first_of(replace(film, text="nah i liked it better before, the first version"))
    assert made is not None and made.guidance.show == ("m",)
    white = replace(SCENE, screen=(WHITE,), focus=WHITE, seen=(FOX,), past=PAST[:2])
    made = first_of(replace(white, text="the first one was better"))
    assert made is not None and made.guidance.show == ("f",)


@pytest.mark.parametrize(
    "text",
    ["the first one was better", "i liked the first dog better", "the first fox", "undo",
     "go back to the first fox and make it blue and noir", "show me the first fox film"],
)  # fmt: skip
def test_other_words_go_back_to_nothing(text: str) -> None:
    assert first_of(replace(SCENE, text=text)) is None
