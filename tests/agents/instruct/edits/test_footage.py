"""Real footage is not drawn on: it is said, and what is offered instead can be done."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from agents.instruct.edits.footage import BESIDE, FOREIGN, foreign
from agents.instruct.edits.undrawn import drawable
from agents.instruct.edits.wishes import wishes
from agents.make.studio import Studio
from agents.make.tools import tools
from agents.read.looks import unlike
from agents.read.weathers import weather
from models.domain import Decision, Guidance, Item, ToolCall
from models.errors import CannotDraw
from models.generate import familiar
from models.generate.familiar import Familiar
from models.generate.generator import FakeGenerator, Known
from tests.agents.stage import ENCODER, catalogue, item


class Painter(FakeGenerator):
    """Knows dogs and paints nothing but its own world."""

    footage = False

    def knows(self, words: str, *, change: bool = False, still: bool = False) -> Known:
        return Known(words=words if change else "dog on a beach", shows="dog" in words.lower())


DOG = item("dog", "Dog on a Beach at Santa Monica", duration=9.0)
TOWN = item("town", "IMG 2034", duration=4.0)


def call(name: str = "revise", instruction: str = "give her a hat") -> ToolCall:
    return ToolCall(name=name, arguments={"instruction": instruction})


@pytest.mark.parametrize(
    ("wish", "step"),
    [
        ("put a moon in the sky", "make it night"),
        ("a snowman beside her, in the snow", "make it snow"),
        ("make it a pencil sketch", "make it look like a sketch"),
        ("in black and white", "make it black and white"),
    ],
)
def test_what_comes_near_is_offered_first(wish: str, step: str) -> None:
    assert foreign(call(instruction=wish), TOWN, Painter()).options[0] == step


def test_every_step_offered_is_understood() -> None:
    for words in ("night sunset day snow vivid black sketch pixel neon cartoon painting", ""):
        told = foreign(call(instruction=words), DOG, Painter())
        *edits, drawing = told.options
        assert drawing == "draw dog on a beach" and str(told) == FOREIGN
        for step in edits:
            assert weather(step) or (wishes(step).calls and not wishes(step).rest), step
    assert "slow it down" in foreign(call("extend", ""), TOWN, Painter()).options
    assert foreign(call(instruction="make it dance in the rain"), TOWN, Painter()).options[:2] == (
        "make it rain", "only the part with dancing",
    )  # fmt: skip
    options = foreign(call(), TOWN, Painter()).options
    assert not any(step.startswith(("draw", "cut")) for step in options)  # short, of nothing known


def decision(target: Item, *calls: ToolCall) -> Decision:
    return Decision(kind="edit", guidance=Guidance(target=target.id), calls=calls)


def test_footage_is_refused_and_drawings_are_not(tmp_path: Path) -> None:
    here = catalogue(DOG, TOWN)
    studio = Studio(Painter(), ENCODER, here, tmp_path, drawn=lambda one: one.id == "dog")
    assert drawable(decision(DOG, call()), studio, here, "v").calls == (call(),)
    with pytest.raises(CannotDraw, match="real footage"):
        drawable(decision(TOWN, call()), studio, here, "v")
    noir = ToolCall(name="style", arguments={"style": "noir"})
    kept = drawable(decision(TOWN, call(), noir), studio, here, "v")
    assert kept.calls == (noir,) and kept.text == BESIDE  # not that it stays as it is


def test_a_generator_that_works_on_footage_is_not_limited(tmp_path: Path) -> None:
    here = catalogue(TOWN)
    studio = Studio(FakeGenerator(), ENCODER, here, tmp_path)
    assert drawable(decision(TOWN, call()), studio, here, "v").calls == (call(),)


def test_a_look_that_no_style_has_is_drawn_by_a_model_that_can(tmp_path: Path) -> None:
    class Restyling(FakeGenerator):
        restyles = True

    here = catalogue(TOWN)
    arguments = {"style": "cartoon", "strength": 0.5, "look": "stained glass"}
    glass = ToolCall(name="style", arguments=arguments)
    slow = ToolCall(name="adjust", arguments={"speed": 0.5})
    said = f"Slower. {unlike('stained glass', 'cartoon')}"
    wish = replace(decision(TOWN, slow, glass), text=said)
    drawn = drawable(wish, Studio(Restyling(), ENCODER, here, tmp_path), here, "v")
    first, anew = drawn.calls
    assert first == slow and anew.name == "revise" and anew.arguments["strength"] == 0.5
    assert "in the style of stained glass" in anew.arguments["instruction"]
    assert "comes nearest" not in drawn.text and "drawn anew" in drawn.text
    # A style that is there stays the filter, and without such a model the nearest one is.
    noir = ToolCall(name="style", arguments={"style": "noir", "strength": 1.0})
    studio = Studio(Restyling(), ENCODER, here, tmp_path)
    assert drawable(decision(TOWN, noir), studio, here, "v").calls == (noir,)
    plain = Studio(FakeGenerator(), ENCODER, here, tmp_path)
    assert drawable(wish, plain, here, "v") == wish
    assert "look" not in tools()["style"].tool_call_schema.model_json_schema()["properties"]  # type: ignore[union-attr]


def test_where_it_is_not_known_where_a_clip_is_from_its_looks_decide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    red, green = item("r", "red"), item("g", "green")
    here = catalogue(red, green)
    looks = here.vectors(["r", "g"], "visual", None)
    plane = (looks["r"] - looks["g"]) * 50
    told = Familiar(plane.astype(np.float32), 0.0, ENCODER.name)
    monkeypatch.setattr(familiar, "_loaded", lambda folder: told)
    studio = Studio(Painter(), ENCODER, here, tmp_path)
    assert studio.knows_source(red, "v") and not studio.knows_source(green, "v")
    monkeypatch.setattr(familiar, "_loaded", lambda folder: Familiar(plane, 0.0, "another"))
    assert not studio.knows_source(red, "v")


def test_of_what_is_to_be_taken_out_of_footage_that_is_said() -> None:
    said = foreign(call(instruction="take away the leash"), TOWN, Painter())
    assert "take out" in str(said) and FOREIGN not in str(said)
