"""Weathers are laid over a clip; what else is to be drawn is drawn before."""

from pathlib import Path

from agents.instruct.edits.undrawn import drawable
from agents.instruct.edits.weathered import weathered
from agents.make.studio import Studio
from models.domain import Decision, Guidance, ToolCall
from models.generate.generator import FakeGenerator
from tests.agents.stage import ENCODER, catalogue, item


def revise(instruction: str, strength: float = 1.0) -> ToolCall:
    return ToolCall(name="revise", arguments={"instruction": instruction, "strength": strength})


def edit(*calls: ToolCall) -> Decision:
    return Decision(kind="edit", guidance=Guidance(target="a"), calls=calls)


def style(name: str, strength: float = 1.0, **more: object) -> ToolCall:
    return ToolCall(name="style", arguments={"style": name, "strength": strength, **more})


def test_a_weather_is_a_style_and_the_rest_is_drawn_first() -> None:
    louder = ToolCall(name="adjust", arguments={"volume": 6.0})
    assert weathered(edit(revise("make it night", 0.4), louder)).calls == (
        style("night", 0.4), louder,
    )  # fmt: skip
    assert weathered(edit(revise("a snowy night"))).calls == (style("night", more=("snow",)),)
    assert weathered(edit(revise("make it night and give her a hat"))).calls == (
        revise("give her a hat"), style("night"),
    )  # fmt: skip


def test_other_changes_stay_as_they_are() -> None:
    for one in (edit(revise("give her a hat")), edit(style("noir")), edit()):
        assert weathered(one) is one


def test_real_footage_gets_its_weather_and_a_model_that_redraws_footage_draws_it(
    tmp_path: Path,
) -> None:
    class Painter(FakeGenerator):
        footage = False

    here = catalogue(item("a", "IMG 2034"))
    wish = edit(revise("let it snow"))
    painted = Studio(Painter(), ENCODER, here, tmp_path, drawn=lambda one: False)
    assert drawable(wish, painted, here, "v").calls == (style("snow"),)
    assert drawable(wish, None, here, "v").calls == (style("snow"),)
    assert drawable(wish, Studio(FakeGenerator(), ENCODER, here, tmp_path), here, "v") == wish
