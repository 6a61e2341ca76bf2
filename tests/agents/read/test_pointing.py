"""Places told by the others on the screen become plain places; other words stay."""

from dataclasses import replace

import pytest

from agents.read.pointing import placed
from tests.agents.stage import item

DOG = replace(
    item("a", "A dog and a man", "dog"), duration=4.0, width=320, height=240, has_audio=True
)
SEA = replace(item("b", "A woman at the sea"), duration=9.0, width=240, height=320)
CAT = replace(item("c", "A cat on a sofa"), duration=3.0, width=240, height=240)
SCREEN = (DOG, SEA, CAT)


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("the middle one", "the second one"),
        ("make the one in the middle noir", "make the second one noir"),
        ("the last but one", "the second one"),
        ("the one before the last please", "the second one please"),
        ("second from the right", "the second one"),
        ("make the longest one square", "make the second one square"),
        ("cut the shortest one to 2 seconds", "cut the third one to 2 seconds"),
        ("The vertical one", "the second one"),
        ("the one without people", "the third one"),
        ("make the one without people noir", "make the third one noir"),
        ("the one with the cat in black and white", "the third one in black and white"),
        ("the one with sound", "the first one"),
        ("the square one and the vertical one", "the third one and the second one"),
        ("mute the one of the sea", "mute the second one"),
    ],
)
def test_a_place_is_put_plainly(text: str, plainly: str) -> None:
    assert placed(text, SCREEN).text == plainly


@pytest.mark.parametrize(
    "text",
    ["the longest one you have", 'write "the middle one" in the middle', "the one with a horse",
     "put the text in the middle", "that one", "make it noir", "the second one",
     "show me one without people", "a vertical one"],
)  # fmt: skip
def test_what_points_at_none_of_them_stays(text: str) -> None:
    assert placed(text, SCREEN).text == text


def test_that_one_is_the_one_that_was_spoken_of() -> None:
    assert placed("make that one noir", SCREEN, SEA).text == "make the second one noir"
    assert placed("more like that", SCREEN, SEA).text == "more like the second one"
    assert placed("I like that it is calm", SCREEN, SEA).text == "I like that it is calm"
    assert placed("make that one noir", SCREEN[:1], SEA).text == "make that one noir"


def test_of_several_that_are_meant_each_is_a_choice() -> None:
    four = (*SCREEN, replace(CAT, id="d"))
    assert placed("the middle one", four).choices == ("the second one", "the third one")
    said = placed("make the one with people noir", four)
    assert said.choices == ("make the first one noir", "make the second one noir")


DUSK = item("w", "Window at sunset")
ROOM = (item("r", "Window in the rain"), DUSK, item("p", "Person in a forest at sunset (noir)"))


@pytest.mark.parametrize(
    ("text", "plainly"),
    [
        ("ok i like the window at sunset one", "ok i like the second one"),
        ("I like the Window at sunset.", "I like the second one."),
        ("make the window in the rain darker", "make the first one darker"),
        ("cut the person in a forest at sunset clip", "cut the third one"),
        ("the person in the forest at sunset is nice", "the third one is nice"),
        ("the forest at sunset one is nice", "the third one is nice"),
        ("the first one and the window at sunset one", "the first one and the second one"),
        ("a window at sunset", "a window at sunset"), ("the at sunset one", "the at sunset one"),
        ("the window at night one", "the window at night one"),
    ],
)  # fmt: skip
def test_a_card_is_named_by_its_title_or_what_no_other_title_has(text: str, plainly: str) -> None:
    assert placed(text, ROOM).text == plainly


def test_a_title_that_two_have_names_neither() -> None:
    text = "make the window at sunset darker"
    assert placed(text, (DUSK, replace(DUSK, id="v"))).text == text
