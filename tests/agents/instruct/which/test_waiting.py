"""The wish of an open question is changed before the question is answered."""

from dataclasses import replace

import pytest

from agents.instruct.which.asking_which import which_one
from agents.instruct.which.waiting import awaited
from agents.scene import Earlier, Scene
from models.domain import Decision, Turn
from tests.agents.instruct.test_instructor import SCREEN
from tests.agents.stage import item

LONG = "make it longer, like 10 seconds, and add soft music"


def ask(wish: str, text: str) -> str | None:
    options = which_one(wish, Scene(text=wish, screen=SCREEN)).options
    made = awaited(Scene(text=text, screen=SCREEN, options=options))
    return None if isinstance(made, Scene) else made.options[1]


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
        ("make it noir", "no noir", None), (LONG, "no dogs", None),
        (LONG, "show me cats", None),
    ],
)  # fmt: skip
def test_the_question_is_asked_again_with_what_is_left(
    wish: str, text: str, left: str | None
) -> None:
    assert ask(wish, text) == (None if left is None else f"the second one: {left}")


DOGS = (
    item("a", "Black dog in a city"), item("b", "White dog in a park"),
    item("c", "Black dog in a snowfield"),
)  # fmt: skip


def said(wish: str, text: str) -> Scene | Decision:
    options = which_one(wish, Scene(text=wish, screen=DOGS)).options
    return awaited(Scene(text=text, screen=DOGS, options=options))


@pytest.mark.parametrize(
    ("wish", "text", "done"),
    [
        ("turn it into a sketch", "the white dog", "the second one: turn it into a sketch"),
        ("slow it down", "white one pls", "the second one: slow it down"),
        ("slow it down", "um, 3", "the third one: slow it down"),
        ("slow it down", "the snowy one", "the third one: slow it down"),
        ("reverse it", "the white dog, and mute it", "the second one: reverse it, mute it"),
        ("flip it", "no wait, the snowy dog and rotate it instead", "the third one: rotate it"),
    ],
)
def test_any_answer_that_picks_a_clip_does_the_waiting_wish(
    wish: str, text: str, done: str
) -> None:
    made = said(wish, text)
    assert isinstance(made, Scene) and made.text == done and not made.options


@pytest.mark.parametrize(
    ("wish", "text", "left"),
    [
        ("write SOON on it", "nah red letters at the bottom",
         "write SOON on it in red letters at the bottom"),
        ('add "HELLO" to it', 'sorry "BYE" i mean', 'add "BYE" to it'),
        ("make it night", "and slower", "make it night, slower"),
        ("mute it", "also cut it to 4 secs", "mute it, cut it to 4 secs"),
        ("put it in black and white", "no, vintage instead", "vintage"),
        ("make it faster", "slower", "slower"),
        ("make it foggy", "hmm rather rainy", "make it rainy"),
        ("make it portrait and loop it", "nah forget the loop", "make it portrait"),
        ("crop it square", "the one with the moon", "crop it square"),
    ],
)  # fmt: skip
def test_a_further_change_joins_the_waiting_wish_or_takes_its_place(
    wish: str, text: str, left: str
) -> None:
    made = said(wish, text)
    assert isinstance(made, Decision) and made.kind == "ask"
    assert made.options[1] == f"the second one: {left}"


def test_of_two_that_fit_it_is_asked_which_with_the_wish() -> None:
    made = said("make it night", "the black dog")
    assert isinstance(made, Decision)
    assert made.options == ("the first one: make it night", "the third one: make it night")


@pytest.mark.parametrize("text", ["show me cats", "do you keep what I write?", "a film of a whale"])
def test_what_is_about_something_else_lets_the_wish_wait(text: str) -> None:
    made = said("make it night", text)
    assert isinstance(made, Scene) and made.text == text
    asked = Turn(role="assistant", text="Which?", options=made.options)
    told = Turn(role="assistant", text="I keep it for 30 days.", options=("something else",))
    past = (Earlier(turn=asked), Earlier(turn=told))
    later = awaited(Scene(text="the white dog", screen=DOGS, options=told.options, past=past))
    assert isinstance(later, Scene) and later.text == "the second one: make it night"
    shown = Earlier(turn=replace(told, shown=("x",)))
    gone = awaited(Scene(text="the white dog", screen=DOGS, past=(past[0], shown)))
    assert isinstance(gone, Scene) and gone.text == "the white dog"


@pytest.mark.parametrize(
    "text", ["what can you do more with it?", "I like this one, keep it", "why is it so dark?"]
)
def test_a_question_or_an_opinion_is_put_on_no_button(text: str) -> None:
    made = which_one(text, Scene(text=text, screen=DOGS))
    assert made.options == ("the first one", "the second one", "the third one")


def test_of_those_that_are_named_alike_only_they_are_offered() -> None:
    text = "ok the black one but make it night"
    made = which_one(text, Scene(text=text, screen=DOGS))
    assert made.options == ("the first one: make it night", "the third one: make it night")


def test_a_place_in_what_is_to_be_written_is_none_on_the_screen() -> None:
    text = 'make it snow and write "first snow" on it'
    made = which_one(text, Scene(text=text, screen=DOGS))
    assert made.options[0] == f"the first one: {text}"


def test_of_one_clip_nobody_asks_which() -> None:
    made = which_one("make the middle one rainy", Scene(text="", screen=DOGS[:1]))
    assert made.kind == "ask" and not any("one" in option for option in made.options)
