"""One wish of several that a clip does not allow is left out and named; the others are done."""

from pathlib import Path

import pytest

from agents.make import tools
from agents.make.editor import Editor
from agents.make.invoking import BadArguments, left_out
from agents.make.jobs import unwatched
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.taste import Taste
from models.domain import Artifact, ToolCall
from models.errors import BadRequest
from tests.agents.stage import ENCODER, coloured, item

BRIGHTER = ToolCall(name="adjust", arguments={"brightness": 0.2})
FACES = ToolCall(name="blur", arguments={"what": "faces"})


@pytest.fixture
def bench(tmp_path: Path) -> tools.Bench:
    path = coloured(tmp_path / "red.mp4", ("red",), each=1.0)
    return tools.Bench(
        editor=Editor(MemoryCatalogue(), ENCODER, tmp_path / "work"),
        item=item("red", "Red", media=path, duration=1.0), taste=Taste(), viewer="v",
        watch=unwatched,
    )  # fmt: skip


def test_what_is_impossible_is_said_and_does_not_take_the_rest_along(bench: tools.Bench) -> None:
    made: Artifact = tools.run([FACES, BRIGHTER], bench)
    assert made.recipe.tool == "adjust" and made.media.is_file()
    assert made.note == "Now brighter. I see no faces in it that I could blur."
    with pytest.raises(BadRequest, match="it stays as it is"):
        tools.run([FACES], bench)


def test_arguments_that_mean_nothing_are_no_wish_to_leave_out(bench: tools.Bench) -> None:
    with pytest.raises(BadArguments, match="no tool 'fly'"):
        tools.run([BRIGHTER, ToolCall(name="fly", arguments={})], bench)
    with pytest.raises(BadArguments, match="for brightness"):
        tools.run([FACES, ToolCall(name="adjust", arguments={"brightness": 7})], bench)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (
            "I cannot draw a scarf yet, so the clip stays as it is. These changes I can draw:",
            "I cannot draw a scarf yet.",
        ),
        ("I see no faces in it; it stays as it is.", "I see no faces in it."),
        ("It is silent.", "It is silent."),
    ],
)
def test_of_what_is_left_out_only_the_reason_is_said(why: str, said: str) -> None:
    assert left_out(BadRequest(why)) == said
