"""Asked whether a clip is to be had otherwise: a wish for a change, and no search."""

import pytest

from agents.instruct.searches.availability import as_wish
from agents.scene import Scene
from tests.agents.stage import item

SCREEN = (item("a"), item("b"))


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("is that one available in vertical?", "make that one vertical"),
        ("can I have this longer?", "make this longer"),
        ("is the second one available in black and white", "make the second one black and white"),
        ("could I get it without sound please", "make it without sound"),
        ("does it come in square?", "make it square"),
        ("how about this in noir?", "make this noir"),
        ("is there a vertical version of this?", "make this vertical"),
        ("do you have the first one in slow motion", "make the first one slow motion"),
    ],
)
def test_it_is_put_as_a_wish(text: str, wish: str) -> None:
    assert as_wish(Scene(text=text, screen=SCREEN)).text == wish


@pytest.mark.parametrize(
    "text",
    ["can I see it again?", "is it in black and white?", "how about this one?",
     "is there one with a boat?", "do you have a vertical video of the sea?",
     "can I have something longer?", "what about cats in the snow", "can you do this for me"],
)  # fmt: skip
def test_other_questions_stay(text: str) -> None:
    assert as_wish(Scene(text=text, screen=SCREEN)).text == text


def test_with_nothing_on_the_screen_it_is_a_search() -> None:
    scene = Scene(text="is it available in vertical?")
    assert as_wish(scene) is scene
