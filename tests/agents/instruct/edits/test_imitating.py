"""Whose style a clip should have: a picture's that came along, or that of a clip on the screen."""

from typing import Any

import numpy as np
import pytest

from agents.instruct.edits.imitating import NEAREST, Imitating, wished
from agents.instruct.edits.second_thoughts import again_otherwise
from agents.instruct.instructor import Rules
from agents.retrieve.sights import Sight
from agents.scene import Scene
from models.domain import Decision, ToolCall
from tests.agents.stage import item

DOG, SEA, CAR = item("d", "Dog"), item("s", "Sea"), item("c", "Car")
PICTURE = np.ones(4, np.float32) / 2
NAME = "0" * 32 + ".jpg"


def decide(text: str, *screen: Any, sent: bool = False, **more: Any) -> Decision:
    here = {"like_vector": PICTURE, "pictures": (NAME,)} if sent else {}
    focus = screen[0] if len(screen) == 1 else None
    scene = Scene(text=text, **({"screen": screen, "focus": focus} | here | more))
    return Imitating(Rules()).decide(scene)


def told(made: Decision) -> tuple[str | None, dict[str, Any]]:
    (call,) = made.calls
    assert call.name == "style"
    return made.guidance.target, dict(call.arguments)


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("make it look like this", "it"), ("in this style", ""), ("paint it like this", "it"),
        ("make the second one look like this", "the second one"),
        ("use this as the style", ""), ("paint it like this picture", "it"),
        ("Make it look like this picture, please!", "it"), ("turn it into this painting", "it"),
        ("could you redraw the clip in the style of my photo?", "the clip"),
        ("apply this style to the second one", "the second one"),
        ("give number 3 the look of this picture", "number 3"),
        ("the first one then, in the style of my picture", "the first one"),
        ("ok the second one, like my picture", "the second one"),
        ("use this picture as a style reference for the last one", "the last one"),
    ],
)  # fmt: skip
def test_a_picture_that_came_along_is_meant(text: str, target: str) -> None:
    wish = wished(text, picture=True)
    assert wish is not None and (wish.source, wish.target, wish.strength) == ("", target, 1.0)


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ("make the first look like the third", "the third", "the first"),
        ("in the look of the second one", "the second one", ""),
        ("give the first one the style of the third", "the third", "the first one"),
        ("can you make number 1 look like number 2, please?", "number 2", "number 1"),
        ("make it look like the other one", "the other one", "it"),
    ],
)
def test_a_clip_on_the_screen_is_meant(text: str, source: str, target: str) -> None:
    wish = wished(text, picture=False)
    assert wish is not None and (wish.source, wish.target) == (source, target)


@pytest.mark.parametrize(
    "text",
    [
        "like this", "something like this", "what is it?", "use this", "use this as the cover",
        "show me clips like this picture", "use this picture", "put this picture on it",
        "like this picture", "use the first one as an example", "more like the second one",
        "do the second one like the first", "make it noir", "make it look like a comic",
        "put the dress from this photo on her", "in the second one", "make a cat like this",
        "cut the second one like the first 5 seconds",
    ],
)  # fmt: skip
def test_what_is_about_something_else_is_left_alone(text: str) -> None:
    assert wished(text, picture=True) is None and wished(text, picture=False) is None


def test_without_a_picture_this_style_is_nobodys() -> None:
    assert wished("in this style", picture=False) is None
    assert wished("make it look like my picture", picture=False) is not None


@pytest.mark.parametrize(
    ("text", "strength", "colours"),
    [
        ("make it look a bit like this picture", 0.5, "taken"),
        ("make it look like this picture at 30%", 0.3, "taken"),
        ("make it look like this but keep my colours", 1.0, "kept"),
        ("paint it like this picture, in its own colours", 1.0, "kept"),
        ("make it look slightly like this, keep the colors", 0.5, "kept"),
        ("make it look like this, and don't change the colours", 1.0, "kept"),
    ],
)
def test_how_much_and_with_which_colours(text: str, strength: float, colours: str) -> None:
    wish = wished(text, picture=True)
    assert wish is not None and (wish.strength, wish.colours) == (strength, colours)


def test_a_picture_is_told_by_the_name_it_is_kept_as() -> None:
    usual = {"style": NEAREST, "strength": 1.0, "of": [NAME]}
    assert told(decide("make it look like this", DOG, sent=True)) == ("d", usual)
    made = decide("in this style, but keep my colours", DOG, sent=True)
    assert told(made) == ("d", usual | {"colours": "kept"})
    drawn = Sight(things=(("dog", 1.0),), time="", place="", look="a drawing")
    assert told(decide("in this style", DOG, sent=True, sight=drawn))[1]["style"] == "sketch"
    named = decide("make the second one look like this", DOG, SEA, sent=True)
    assert told(named)[0] == "s"


def test_a_picture_that_was_sent_before_is_remembered_and_else_asked_for() -> None:
    asked = decide("make it look like my picture", DOG)
    assert asked.kind == "ask" and "attach" in asked.text and asked.text.count("?") == 1
    before = decide("make it look like my picture", DOG, pictures=(NAME,))
    assert told(before)[1]["of"] == [NAME]


def test_a_clip_is_told_by_its_id() -> None:
    made = decide("make the first look like the third", DOG, SEA, CAR)
    assert told(made) == ("d", {"style": NEAREST, "strength": 1.0, "of": ["c"]})
    other = decide("in the style of the second one", DOG, SEA)
    assert told(other)[0] == "d"  # the only one that it can be for


def test_what_is_not_clear_is_asked_once_and_the_answer_is_the_whole_wish() -> None:
    which = decide("in this style", DOG, SEA, sent=True)
    assert which.kind == "ask" and len(which.options) == 2
    again = decide(which.options[1], DOG, SEA, pictures=(NAME,))
    assert told(again) == ("s", {"style": NEAREST, "strength": 1.0, "of": [NAME]})
    three = decide("in the look of the third one", DOG, SEA, CAR)
    assert three.kind == "ask" and told(decide(three.options[0], DOG, SEA, CAR))[1]["of"] == ["c"]
    far = decide("make it look like the ninth one", DOG, SEA, focus=DOG)
    assert far.kind == "ask" and told(decide(far.options[1], DOG, SEA, focus=DOG))[1]["of"] == ["s"]
    same = decide("make the first one look like the first one", DOG, SEA)
    assert same.kind == "ask" and "same clip" in same.text
    assert decide("in this style", sent=True).kind == "ask"


def test_all_of_them_are_redrawn_but_the_one_whose_style_it_is() -> None:
    made = decide("make them all look like this picture", DOG, SEA, sent=True)
    assert [made.guidance.target, *(one.guidance.target for one in made.then)] == ["d", "s"]
    made = decide("make them all look like the second one", DOG, SEA, CAR)
    assert [made.guidance.target, *(one.guidance.target for one in made.then)] == ["d", "c"]


def test_other_wishes_of_the_sentence_are_done_too() -> None:
    made = decide("make it look like this and cut it to 5 seconds", DOG, sent=True)
    assert [call.name for call in made.calls] == ["clip", "style"]
    assert made.calls[1].arguments["of"] == [NAME] and made.guidance.target == "d"
    kept = decide("make it square, in this style, but keep my colours", DOG, sent=True)
    assert {call.name for call in kept.calls} == {"adjust", "style"}
    assert kept.calls[1].arguments["colours"] == "kept"


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("keep my colours", {"colours": "kept"}),
        ("but keep the original colours", {"colours": "kept"}),
        ("use the colours of the picture", {"colours": "taken"}),
    ],
)
def test_second_thoughts_keep_the_picture(text: str, changed: dict[str, Any]) -> None:
    made = item("e", "Dog (in the style of a picture)", origin="edited", parents=("d",))
    call = ToolCall(name="style", arguments={"style": NEAREST, "strength": 0.8, "of": [NAME]})
    scene = Scene(text=text, screen=(made,), focus=made, last_calls=(call,))
    again = again_otherwise(text, scene)
    assert again is not None
    assert told(again) == ("d", {**call.arguments, **changed})
    noir = (ToolCall(name="style", arguments={"style": "noir", "strength": 1.0}),)
    of_name = Scene(text=text, screen=(made,), focus=made, last_calls=noir)
    assert ("colours" in changed) == (again_otherwise(text, of_name) is None)
