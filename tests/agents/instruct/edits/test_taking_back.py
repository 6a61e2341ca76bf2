"""Undo as one of the clauses of a sentence."""

import pytest

from agents.instruct.edits.taking_back import rest_of, taken_back
from agents.scene import Scene
from tests.agents.stage import catalogue, item

SOURCE = item("a", "A red dog")
EDITED = item("e", "A red dog, noir", origin="edited", parents=("a",))
TWICE = item("f", "A red dog, noir, slow", origin="edited", parents=("e",))


HERE = catalogue(SOURCE, EDITED)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("undo that and make it purple", "make it purple"),
        ("no, undo it and make it noir", "make it noir"),
        ("go back and try noir", "make it noir"),
        ("go back, try it in pixel art", "make it pixel art"),
        ("remove the last one, then make it slower", "make it slower"),
        ("Undo the blur and write “HELLO Bob” on it", "write “HELLO Bob” on it"),
        ("please undo the last edit. Make it night", "Make it night"),
        ("take that back and let’s try cutting it to 3 seconds", "cutting it to 3 seconds"),
        ("revert to the original but make it brighter", "make it brighter"),
        ("undo make it purple", "make it purple"),
        ("make it purple, but undo that first", "make it purple"),
        ("back to how it was, and show me dogs", "show me dogs"),
        ("wait, no, cancel that; give her a red coat", "give her a red coat"),
        ("undo that", ""),
        ("back view of a car", ""),
        ("remove the last 2 seconds and make it noir", ""),
        ("remove that dog and make it noir", ""),
        ("go back to the cats and dogs", ""),
        ("make it purple", ""),
        ("no, make it purple", ""),
        ("cut out the back and make it dark", ""),
    ],
)
def test_the_rest_of_a_sentence(text: str, rest: str) -> None:
    assert rest_of(text) == rest


def test_the_scene_goes_back_to_the_source_of_the_edit() -> None:
    scene = Scene(text="undo that and make it purple", screen=(EDITED,), focus=EDITED)
    back = taken_back(scene, HERE, "v")
    assert back.steps == 1 and back.scene.text == "make it purple"
    assert back.scene.focus is SOURCE and back.scene.screen == (SOURCE,)


def test_several_steps() -> None:
    scene = Scene(text="undo that and undo that, then make it square", screen=(TWICE,), focus=TWICE)
    back = taken_back(scene, HERE, "v")
    assert back.steps == 2 and back.scene.focus is SOURCE and back.scene.text == "make it square"


def test_without_an_edit_the_screen_before_comes_back() -> None:
    before = (SOURCE, item("b"))
    scene = Scene(text="go back and make the second one noir", screen=(item("c"),), previous=before)
    back = taken_back(scene, HERE, "v")
    assert back.scene.screen == before and back.scene.focus is None
    assert back.scene.text == "make the second one noir"


@pytest.mark.parametrize("text", ["undo that", "make it purple", "undo that and make it purple"])
def test_with_nothing_to_take_back_or_nothing_besides_all_stays(text: str) -> None:
    scene = Scene(text=text, screen=(SOURCE,), focus=SOURCE)
    assert taken_back(scene, HERE, "v").scene is scene
    gone = Scene(text=text, screen=(EDITED,), focus=EDITED)
    assert taken_back(gone, catalogue(), "v").scene is gone


def test_a_long_message_is_read_in_no_time() -> None:
    assert rest_of("no, " * 5000 + "undo") == ""
