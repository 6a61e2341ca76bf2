"""The wish of an open question is changed before the question is answered."""

import pytest

from agents.instruct.instructor import which_one
from agents.instruct.reworded import reworded
from agents.scene import Scene
from tests.agents.instruct.test_instructor import SCREEN

LONG = "make it longer, like 10 seconds, and add soft music"


def ask(wish: str, text: str) -> str | None:
    options = which_one(wish, Scene(text=wish, screen=SCREEN)).options
    made = reworded(Scene(text=text, screen=SCREEN, options=options))
    return None if made is None else made.options[1]


@pytest.mark.parametrize(
    ("wish", "text", "left"),
    [
        (LONG, "hmm actually no music, just the longer", "make it longer, like 10 seconds"),
        (LONG, "without the music", "make it longer, like 10 seconds"),
        (LONG, "just the music please", "add soft music"),
        (LONG, "only music", "add soft music"),
        ("make it noir and square", "without the noir", "make it square"),
        ("make it noir and square", "no square", "make it noir"),
        ("make it darker, mute it and make it square", "not the mute",
         "make it darker, make it square"),
        ("make it noir", "no noir", None), (LONG, "no dogs", None), (LONG, "the second one", None),
        (LONG, "show me cats", None),
    ],
)  # fmt: skip
def test_the_question_is_asked_again_with_what_is_left(
    wish: str, text: str, left: str | None
) -> None:
    assert ask(wish, text) == (None if left is None else f"the second one: {left}")


def test_without_an_open_question_nothing_is_reworded() -> None:
    assert reworded(Scene(text="no music", screen=SCREEN)) is None
    assert reworded(Scene(text="no dogs", screen=SCREEN, options=("dogs", "cats"))) is None
