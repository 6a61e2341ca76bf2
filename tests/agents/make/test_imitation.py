"""Clips in the style of a picture or of a clip: found, told, written, and nobody else's."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from agents.make import tools
from agents.make.editor import Editor
from agents.make.imitation import Imitation
from agents.make.jobs import unwatched
from agents.retrieve.taste import Taste
from agents.talk.history import Made, told
from models.domain import Artifact, Item, ToolCall
from models.errors import BadMedia, BadRequest, NoSuchItem, Unavailable
from models.media.sample import at
from models.media.write import read_metadata
from models.stylise.transfer.weights import StyleNetwork
from tests.agents.stage import ENCODER, catalogue, coloured, item

WEIGHTS = Path(__file__).resolve().parents[3] / "assets" / "weights" / "style"
NAME = "a" * 32 + ".jpg"


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, Item]:
    """A blue clip that everybody may see, and a red one of Ann's."""
    folder = tmp_path_factory.mktemp("clips")
    blue, red = (coloured(folder / f"{name}.mp4", [name], each=0.5) for name in ("blue", "red"))
    return (
        item("blue", "Blue sea", media=blue, duration=0.5),
        item("red", "Red dog", media=red, duration=0.5, owner="ann"),
    )


@pytest.fixture
def editor(tmp_path: Path, clips: tuple[Item, Item]) -> Editor:
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    rng = np.random.default_rng(2)
    painted = np.full((96, 96, 3), (30, 60, 200), np.uint8)  # blue, green, red
    for x, y in rng.integers(0, 96, (60, 2)):
        cv2.circle(painted, (int(x), int(y)), 6, (20, 160, 250), -1, cv2.LINE_AA)
    cv2.imwrite(str(pictures / NAME), painted)
    found = catalogue(*clips)
    return Editor(
        found, ENCODER, tmp_path / "work",
        imitation=Imitation(StyleNetwork(WEIGHTS), pictures, found),
    )  # fmt: skip


def run(editor: Editor, clip: Item, viewer: str = "ann", **arguments: object) -> Artifact:
    call = ToolCall(name="style", arguments={"style": "oil", **arguments})
    bench = tools.Bench(editor=editor, item=clip, taste=Taste(), viewer=viewer, watch=unwatched)
    return tools.run([call], bench)


def test_a_clip_gets_the_style_of_a_picture_and_how_is_kept_without_the_picture(
    editor: Editor, clips: tuple[Item, Item]
) -> None:
    made = run(editor, clips[0], of=[NAME], strength=1.0)
    frame = next(iter(at(made.media, [0.3]))).image
    red, _, blue = frame[frame.shape[0] // 2 :].mean((0, 1))
    assert red > blue
    assert made.title == "Blue sea (in the style of a picture)" and "your picture" in made.note
    recipe = made.recipe
    assert (recipe.tool, recipe.pixels) == ("style", "changed")
    assert recipe.model == StyleNetwork(WEIGHTS).name
    assert recipe.parameters["style"] == "picture" and recipe.parameters["colours"] == "taken"
    assert len(recipe.parameters["reference"]) == 16 and "like" not in recipe.parameters
    words = json.dumps(read_metadata(made.media))
    assert recipe.parameters["reference"] not in words and NAME not in words
    said = told([Made(item=clips[0]), Made(item=clips[0], recipe=recipe)])
    assert "in the style of your picture" in said.text


def test_another_clip_may_be_the_reference_if_its_visitor_may_see_it(
    editor: Editor, clips: tuple[Item, Item]
) -> None:
    made = run(editor, clips[0], of=["red"], colours="kept")
    assert made.recipe.parameters["style"] == "clip" and made.title.endswith(
        "(in the style of another clip)"
    )
    assert "own colours" in made.note
    assert made.recipe.parameters["like"] == "red"  # so that it goes when that one has to
    with pytest.raises(NoSuchItem):
        run(editor, clips[0], viewer="bob", of=["red"])


def test_another_picture_has_another_hash(editor: Editor, clips: tuple[Item, Item]) -> None:
    imitation = editor.imitation
    assert imitation is not None
    picture, clip = (imitation.change([one], "ann").recipe.parameters for one in (NAME, "red"))
    assert picture["reference"] != clip["reference"]
    assert picture == imitation.change([NAME], "ann").recipe.parameters


def test_a_picture_that_is_gone_broken_or_plain_is_said(
    editor: Editor, clips: tuple[Item, Item], tmp_path: Path
) -> None:
    with pytest.raises(BadRequest, match="not here any more; attach it again"):
        run(editor, clips[0], of=["b" * 32 + ".jpg"])
    with pytest.raises(NoSuchItem):  # a path is no name of a picture
        run(editor, clips[0], of=[f"../pictures/{NAME}"])
    broken = tmp_path / "pictures" / ("c" * 32 + ".jpg")
    broken.write_bytes(b"no picture")
    with pytest.raises(BadMedia):
        run(editor, clips[0], of=[broken.name])
    cv2.imwrite(str(broken), np.full((40, 40, 3), 120, np.uint8))
    with pytest.raises(BadRequest, match="all one colour"):
        run(editor, clips[0], of=[broken.name])


def test_where_nothing_reads_styles_a_name_is_asked_for(
    editor: Editor, clips: tuple[Item, Item]
) -> None:
    editor.imitation = None
    with pytest.raises(Unavailable, match="name a style instead"):
        run(editor, clips[0], of=[NAME])
    assert "oil" in str(run(editor, clips[0]).recipe.parameters["style"])


def test_no_model_is_told_of_references() -> None:
    schema = tools.tools()["style"].tool_call_schema.model_json_schema()  # type: ignore[union-attr]
    assert set(schema["properties"]) == {"style", "strength", "during"}
