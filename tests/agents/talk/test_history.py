"""What was changed is told from how it was made, step by step; other questions are none of it."""

import pytest

from agents.scene import Scene
from agents.talk.history import Made, asked, told, unchanged
from models.domain import Recipe
from tests.agents.stage import item

SOURCE = item("a", "A boat")
NOIR = item("b", "A boat (film noir)", origin="edited", parents=("a",))
STYLE = Recipe(tool="style", pixels="changed", parameters={"style": "noir", "strength": 0.5})
BOTH = Recipe(
    tool="clip+adjust", pixels="changed",
    parameters={"start": 1.0, "end": 3.5, "about": "the sail", "aspect": "1:1", "mute": True},
)  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["what did you change?", "what have you changed", "what's different now?", "whats changed",
     "so what did you do to it", "what was changed in this one?", "how did you make this",
     "ok what exactly did you change", "list the changes you made", "what changed"],
)  # fmt: skip
def test_the_question_is_known_however_it_is_put(text: str) -> None:
    assert asked(Scene(text=text, screen=(NOIR,), focus=NOIR)) is NOIR
    assert asked(Scene(text=text)) is None


@pytest.mark.parametrize(
    "text",
    ["what's new?", "change it", "what can you change?", "how do you make pasta",
     "how is this made", "what is this", "make it different", "something different"],
)  # fmt: skip
def test_what_asks_for_something_else_is_not_it(text: str) -> None:
    expected = NOIR if text == "how is this made" else None
    assert asked(Scene(text=text, screen=(NOIR,), focus=NOIR)) is expected


def test_every_step_is_told_in_its_order_with_its_arguments() -> None:
    steps = (Made(item=SOURCE), Made(item=NOIR, recipe=STYLE), Made(item=NOIR, recipe=BOTH))
    said = told(steps).text
    one, two, three = (said.index(f"{n}. ") for n in (1, 2, 3))
    assert said.index("“A boat”") < one < said.index("film noir, at 50%") < two
    assert two < said.index("from 1.0 s to 3.5 s, for “the sail”") < three
    assert three < said.index("square, without sound")
    assert told(steps).options[0] == "undo that"


def test_what_was_not_changed_says_so_and_what_was_drawn_says_of_what() -> None:
    assert told((Made(item=SOURCE),)).text.startswith("Nothing")
    drawn = Recipe(tool="create", pixels="made", parameters={"want": "a red car"})
    made = told((Made(item=item("c", origin="created"), recipe=drawn),))
    assert "“a red car”" in made.text and "undo that" not in made.options


def test_every_tool_that_makes_a_file_is_told() -> None:
    from agents.make.tools import tools

    for tool in (*tools(), "cover"):
        made = Made(item=NOIR, recipe=Recipe(tool=tool, pixels="made", parameters={"speed": 2.0}))
        assert "the tool" not in told((made,)).text, tool


def test_without_a_clip_in_hand_nothing_is_made_up() -> None:
    nothing = unchanged(Scene(text="what did you change"))
    assert nothing is not None and nothing.text.startswith("Nothing")
    shown = unchanged(Scene(text="what did you change?", screen=(SOURCE, item("c"))))
    assert shown is not None and shown.text.startswith("Nothing: these")
    several = unchanged(Scene(text="what did you change", screen=(NOIR, item("c"))))
    assert several is not None and several.kind == "ask" and len(several.options) == 2
    for option in several.options:
        assert asked(Scene(text=option, screen=(NOIR, item("c")))) is not None
    assert unchanged(Scene(text="what did you change", screen=(NOIR,), focus=NOIR)) is None
    assert unchanged(Scene(text="what can you change?")) is None
