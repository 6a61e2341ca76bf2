"""One of several changes is done with less of it, and the others stay."""

import time
from dataclasses import replace
from typing import Any

import pytest

from agents.instruct.moderating import moderated
from agents.scene import Scene
from tests.agents.instruct.test_taking_off import HERE, ONCE, TWICE, answer, edit

FIRST = {"adjust": {"speed": 0.5, "zoom": 1.5, "text": "HI", "brightness": -0.3}}
SECOND = {"style": {"style": "cartoon", "strength": 1.0}}
PAST = (answer("b", edit("a", FIRST)), answer("c", edit("b", SECOND)))
SCENE = Scene(text="", screen=(TWICE,), focus=TWICE, past=PAST)


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("wow. less cartoony tho, like half", "b", {"strength": 0.5}),
        ("less cartoon please", "b", {"strength": 0.5}),
        ("a bit less cartoonish, 30 %", "b", {"strength": 0.3}),
        ("half as cartoony", "b", {"strength": 0.5}),
        ("not that close", "a", {"zoom": 1.25}),
        ("zoom out a bit", "a", {"zoom": 1.25}),
        ("too much, half of that", "b", {"strength": 0.5}),
        ("way too strong! like 40%", "b", {"strength": 0.4}),
        ("half that please", "b", {"strength": 0.5}),
        ("halfway between", "b", {"strength": 0.5}),
        ("bit faster again, halfway between", "a", {"speed": 0.75}),
        ("somewhere in between", "b", {"strength": 0.5}),
        ("less dark, by half", "a", {"brightness": -0.15}),
        ("the text is too small", "a", {"text_size": 1.4}),
        ("move the text to the top, blue", "a", {"position": "top", "text_colour": "blue"}),
        ("yellow letters please", "a", {"text_colour": "yellow"}),
    ],
)
def test_one_change_is_done_otherwise(text: str, target: str, said: dict[str, Any]) -> None:
    made = moderated(replace(SCENE, text=text), HERE, "v")
    assert made is not None and made.guidance.target == target
    whole = {**FIRST["adjust"], **SECOND["style"], **said}
    done = {key: one for call in made.calls for key, one in call.arguments.items()}
    assert done == {key: whole[key] for key in done} and said.keys() <= done.keys()
    assert [call.name for call in made.calls] == ["adjust", "style"][target == "b" :]


@pytest.mark.parametrize(
    "text",
    ["less bright", "less", "a bit faster", "half as long", "less rain", "half the speed",
     "something in between films", "less sketchy"],
)  # fmt: skip
def test_what_speaks_of_none_of_them_is_left_to_others(text: str) -> None:
    assert moderated(replace(SCENE, text=text), HERE, "v") is None


def test_the_only_change_is_done_otherwise_without_a_word_of_others() -> None:
    past = (answer("b", edit("a", {"adjust": {"text": "HI"}})),)
    made = moderated(Scene(text="bigger text", screen=(ONCE,), focus=ONCE, past=past), HERE, "v")
    assert made is not None and made.text == "" and made.calls[0].arguments["text_size"] == 1.4


def test_of_a_clip_that_nobody_changed_nothing_is_less() -> None:
    scene = Scene(text="less cartoony", screen=(ONCE,), focus=ONCE)
    assert moderated(scene, HERE, "v") is None


def test_a_long_message_is_read_in_no_time() -> None:
    for text in (
        "less like " * 20,
        "ok, " * 49,
        "a bit " * 33,
        "half of it like " * 12,
        "too much, " * 20,
    ):
        began = time.process_time()
        moderated(replace(SCENE, text=text), HERE, "v")
        assert time.process_time() - began < 0.5
