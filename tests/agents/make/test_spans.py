"""A change of a part of a clip: measured in what comes out, before, in and after the part."""

from pathlib import Path

import numpy as np
import pytest

from agents.calls import grouped
from agents.make.editor import Editor
from agents.retrieve.catalogue import MemoryCatalogue
from models.domain import Item
from models.errors import BadRequest
from models.media.audio import AudioSource
from models.media.probe import probe
from models.media.sample import at
from models.media.soundtrack import whole
from models.stylise.beneath import unlabelled
from models.stylise.edits import Edit
from tests.agents.make.test_editor import call, run
from tests.agents.stage import ENCODER, coloured, item
from tests.media_factory import tone


@pytest.fixture
def editor(tmp_path: Path) -> Editor:
    return Editor(MemoryCatalogue(), ENCODER, tmp_path / "work")


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Item:
    path = tmp_path_factory.mktemp("clips") / "red.mp4"
    coloured(path, ("red",), each=4.0, sound=tone(4.0))
    return item("red", "Colours", media=path, duration=4.0, has_audio=True)


def greyness(path: Path, time: float) -> float:
    image = next(iter(at(path, [time]))).image.astype(float)
    return float(np.ptp(image[image.shape[0] // 2 :].mean((0, 1))))


def level(path: Path, start: float, end: float) -> float:
    wave = whole(AudioSource(path=path), 4.0)
    return float(np.abs(wave[:, round(start * 48000) : round(end * 48000)]).mean())


def duration(path: Path) -> float:
    return probe(path).duration


def test_pictures_change_in_the_part_alone(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("adjust", saturation=-1.0, during="second half"))
    assert greyness(made.media, 1.0) > 100 > 20 > greyness(made.media, 3.0)
    assert made.note.endswith("Only from 2.0 to 4.0 s.")
    assert made.title == "Colours (black and white in its second half)"
    assert made.recipe.parameters["during"] == "second half"


def test_sound_changes_in_the_part_alone(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("adjust", mute=True, during="last 1 s"))
    assert level(made.media, 0.5, 2.5) == pytest.approx(level(clip.media, 0.5, 2.5), rel=0.1)
    assert level(made.media, 3.2, 3.8) < 0.01


def test_music_begins_with_the_part(editor: Editor, tmp_path: Path) -> None:
    silent = item("s", media=coloured(tmp_path / "s.mp4", ("red",), each=4.0), duration=4.0)
    made = run(editor, silent, call("adjust", music="lively", during="2 to 4 s"))
    assert level(made.media, 0.2, 1.8) < 0.002 < 0.01 < level(made.media, 2.5, 3.5)


@pytest.mark.parametrize("how", [{"times": 2}, {"aspect": "1:1"}, {"direction": "backwards"}])
def test_what_a_part_cannot_have_is_refused(
    editor: Editor, clip: Item, how: dict[str, object]
) -> None:
    with pytest.raises(BadRequest, match="whole clip only"):
        run(editor, clip, call("adjust", during="last 1 s", **how))


def test_what_is_done_to_a_part_is_a_step_of_its_own() -> None:
    calls = [call("clip", start=1.0), call("style", style="noir", during="last 1 s")]
    assert [len(group) for group in grouped(calls)] == [1, 1]


def test_a_part_is_slowed_and_the_rest_keeps_its_pace(editor: Editor, clip: Item) -> None:
    made = run(editor, clip, call("adjust", speed=0.5, mute=True, during="1 to 2 s"))
    assert duration(made.media) == pytest.approx(5.0, abs=0.1)
    assert level(made.media, 1.2, 2.8) < 0.01 < level(made.media, 3.3, 3.9)
    assert made.title == "Colours (half as fast, without sound)"


def test_it_plays_as_often_as_is_said_and_no_longer_than_is_made(
    editor: Editor, clip: Item
) -> None:
    made = run(editor, clip, call("adjust", times=3))
    assert duration(made.media) == pytest.approx(12.0, abs=0.1)
    change = editor.adjust(clip, Edit(times=200))
    assert change.times == 30 and "Not 200 times" in change.note


def test_the_label_comes_with_each_time_and_goes_with_the_next_edit(
    editor: Editor, clip: Item
) -> None:
    made = run(editor, clip, call("adjust", brightness=0.2, times=2))
    bare = unlabelled(made.media)
    assert bare is not None
    shown = [next(iter(at(made.media, [time]))) for time in (0.5, 4.5)]
    assert all((bare(one.image, one.time) != one.image).any() for one in shown)
