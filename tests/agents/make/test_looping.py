"""A loop's last picture is followed by its first."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from agents.instruct.edits.looped import looped
from agents.make.editor import Editor
from agents.retrieve.catalogue import MemoryCatalogue
from models.domain import Artifact, Decision, Item, ToolCall
from models.errors import BadRequest
from models.media.probe import probe
from models.media.sample import at
from models.stylise.edits import Edit
from tests.agents.stage import ENCODER, item


@pytest.fixture(scope="module")
def rising(tmp_path_factory: pytest.TempPathFactory) -> Item:
    """Four seconds that grow from black to white."""
    path = tmp_path_factory.mktemp("clips") / "rising.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for level in np.linspace(0, 255, 100):
            image = np.full((64, 96, 3), level, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        container.mux(stream.encode())
    return item("r", "Rising", media=path, duration=4.0)


def edited(one: Item, work: Path, **told: Any) -> Artifact:
    editor = Editor(MemoryCatalogue(), ENCODER, work)
    return editor.write(one, [editor.adjust(one, Edit(**told))])


def level(made: Artifact, time: float) -> float:
    """Of the lower half, where no label lies."""
    return float(next(iter(at(made.media, [time]))).image[-20:].mean())


def test_the_end_runs_over_into_the_beginning(rising: Item, tmp_path: Path) -> None:
    made = edited(rising, tmp_path, loop=True)
    assert probe(made.media).duration == pytest.approx(3.2, abs=0.1)
    first, last = level(made, 0.02), level(made, 3.1)
    assert abs(first - last) < 12 < abs(level(made, 1.0) - last)
    # In between it falls steadily, and is the clip itself from then on.
    assert first > level(made, 0.3) > level(made, 0.6)
    assert level(made, 2.0) == pytest.approx(127, abs=8)
    assert made.title == "Rising (looping)" and made.note == "Now looping."


def test_at_another_speed_it_loops_as_well(rising: Item, tmp_path: Path) -> None:
    made = edited(rising, tmp_path, loop=True, speed=2.0)
    assert probe(made.media).duration == pytest.approx(1.6, abs=0.1)
    assert abs(level(made, 0.02) - level(made, 1.5)) < 16


def test_what_is_too_short_or_runs_another_way_is_told(rising: Item, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"It is 1\.0 s long"):
        edited(rising, tmp_path, loop=True, end=1.0)
    with pytest.raises(BadRequest, match="backwards"):
        edited(rising, tmp_path, loop=True, direction="backwards")


def test_a_loop_is_no_drawing_where_nothing_else_is_to_happen() -> None:
    def edit(**told: Any) -> Decision:
        return Decision(kind="edit", calls=(ToolCall(name="extend", arguments=told),))

    assert looped(edit(loop=True)).calls == (ToolCall(name="adjust", arguments={"loop": True}),)
    for one in (edit(loop=True, instruction="it jumps"), edit(seconds=3.0)):
        assert looped(one) is one
