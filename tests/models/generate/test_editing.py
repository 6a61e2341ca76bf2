"""Clips changed as an instruction says: by tiny pipelines of the classes that do it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import Unavailable
from models.generate.clips import ClipDrawing, ClipGenerator, _vace
from models.generate.generator import FakeGenerator, Generated, Order
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing, PictureGenerator
from models.hub.checkpoint import Checkpoint
from models.hub.table import CHECKPOINTS, OTHERS
from tests.hub import tiny_editors, tiny_pipelines
from tests.models.generate.test_clips import VACE

SOURCE = np.random.default_rng(0).integers(0, 256, (9, 64, 64, 3)).astype(np.uint8)
CHANGE = Order(words="a red ball", source=SOURCE, strength=1.0, seed=3)
KLEIN = replace(CHECKPOINTS["gpu"]["picture"], parameters=1e5, side=64, steps=2, work=1.0)
(LUCY,) = (
    replace(one, parameters=1e5, side=64, steps=2, work=1.0) for one in OTHERS if one.role == "edit"
)


def painter(
    checkpoint: Checkpoint, maker: Callable[[Path], Path], tmp: pytest.TempPathFactory
) -> Painter:
    folder = maker(tmp.mktemp("tiny") / "pipeline")
    return Painter(checkpoint, lambda: folder, threads=1)


@pytest.fixture(scope="module")
def klein(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return painter(KLEIN, tiny_editors.klein, tmp_path_factory)


@pytest.fixture(scope="module")
def lucy(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return painter(LUCY, tiny_editors.lucy, tmp_path_factory)


@pytest.fixture(scope="module")
def vace(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    return painter(VACE, tiny_pipelines.vace, tmp_path_factory)


def away() -> Path:
    raise Unavailable("it is not here yet")


def made(generator: Any, order: Order) -> Generated:
    *_, last = generator.generate(order)
    assert isinstance(last, Generated)
    return last


def test_pictures_of_the_gpu_profile_by_words_and_by_a_picture(klein: Painter) -> None:
    generator = PictureGenerator(klein)
    bare = made(generator, Order(words="a red ball", still=True)).frames
    assert bare.shape == (1, 64, 64, 3) and bare.std() > 3 and klein.edits
    step = lambda number: None  # noqa: E731
    wish = PictureDrawing("a red ball", 64, 2, 1.0, 0, liked=(SOURCE[0],))
    ((seen, _),) = klein.paint([wish], step)
    ((other, _),) = klein.paint([replace(wish, liked=(SOURCE[5],))], step)
    assert not np.array_equal(seen, bare) and not np.array_equal(seen, other)


def test_z_image_draws_by_words(tmp_path: Path) -> None:
    (checkpoint,) = (one for one in OTHERS if one.architecture == "ZImagePipeline")
    folder = tiny_editors.z_image(tmp_path / "z")
    small = replace(checkpoint, parameters=1e5, side=64, steps=2, work=1.0)
    generator = PictureGenerator(Painter(small, lambda: folder, threads=1))
    drawn = made(generator, Order(words="a red ball", still=True)).frames
    assert drawn.shape == (1, 64, 64, 3) and drawn.std() > 3
    other = made(generator, Order(words="a dog runs", still=True)).frames
    assert not np.array_equal(drawn, other)


def test_several_pictures_of_the_gpu_profile_in_one_call(klein: Painter) -> None:
    each = [PictureDrawing("a red ball", 64, 2, 1.0, seed) for seed in (0, 1)]
    alone = [klein.paint([one], lambda number: None)[0][0] for one in each]
    joined = each[0].joined(each[1:])
    assert joined is not None
    frames = joined.on(klein._pipe, None).frames
    for one, frame in zip(alone, frames, strict=True):
        assert np.abs(one[0].astype(int) - frame).max() < 5


def test_an_editing_pipeline_changes_a_clip_by_the_clip_and_the_words(
    vace: Painter, lucy: Painter
) -> None:
    generator = ClipGenerator(vace, editor=lucy)
    assert generator.restyles
    one = made(generator, CHANGE)
    assert one.frames.shape == (9, 64, 64, 3) and one.model == lucy.name and one.fps == VACE.fps
    assert np.array_equal(one.frames, made(generator, CHANGE).frames)
    for other in (replace(CHANGE, words="a dog runs"), replace(CHANGE, source=SOURCE[::-1])):
        assert not np.array_equal(one.frames, made(generator, other).frames)
    # What goes on, and what is drawn from nothing, are the clip model's.
    assert made(generator, replace(CHANGE, extend=True)).model == vace.name
    assert made(generator, replace(CHANGE, source=None)).model == vace.name


def test_while_an_editing_pipeline_is_away_the_clip_model_changes_it(vace: Painter) -> None:
    generator = ClipGenerator(vace, editor=Painter(LUCY, away))
    assert not generator.restyles
    assert made(generator, CHANGE).model == vace.name


def test_the_first_frame_is_changed_as_told_and_carried_through(
    vace: Painter, klein: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PictureDrawing] = []
    whole = PictureDrawing.on

    def seen(self: PictureDrawing, *given: Any) -> Any:
        asked.append(self)
        return whole(self, *given)

    bare = made(ClipGenerator(vace), CHANGE)
    monkeypatch.setattr(PictureDrawing, "on", seen)
    generator = ClipGenerator(vace, first=klein)
    assert generator.restyles
    one = made(generator, CHANGE)
    (wish,) = asked
    assert wish.words == CHANGE.words and np.array_equal(wish.liked[0], SOURCE[0])
    assert one.model == vace.name and not np.array_equal(one.frames, bare.frames)
    # Nothing is changed in what goes on, nor where it stays as it was.
    for order in (replace(CHANGE, extend=True), replace(CHANGE, strength=0.0)):
        made(generator, order)
    assert len(asked) == 1
    # A picture model that is away or takes no instructions, and LTX, are none of this.
    away_yet = ClipGenerator(vace, first=Painter(KLEIN, away))
    assert not away_yet.restyles and np.array_equal(made(away_yet, CHANGE).frames, bare.frames)
    for other in (CHECKPOINTS["cpu"]["picture"], OTHERS[1]):
        assert not ClipGenerator(vace, first=Painter(other, lambda: Path())).restyles
    ltx = Painter(CHECKPOINTS["cpu"]["video"], lambda: Path())
    assert not ClipGenerator(ltx, first=klein).restyles


def test_no_first_frame_is_drawn_for_a_clip_model_that_is_away(
    klein: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PictureDrawing] = []
    monkeypatch.setattr(PictureDrawing, "on", lambda self, *_: asked.append(self))
    generator = ClipGenerator(Painter(VACE, away), FakeGenerator(), first=klein)
    assert klein.here and not generator.restyles
    assert made(generator, CHANGE).model == FakeGenerator.name and not asked
    # An editing pipeline needs no other.
    assert ClipGenerator(Painter(VACE, away), editor=klein).restyles


def test_the_frame_it_begins_with_is_kept_and_the_others_follow_shapes() -> None:
    begins = np.full((64, 64, 3), 7, np.uint8)
    drawing = ClipDrawing(
        "a red ball", 64, 9, 16.0, 2, 1.0, 0, given=SOURCE, change=1.0, begins=begins
    )
    told = _vace(drawing)
    first, second = (np.asarray(told["mask"][at]) for at in (0, 1))
    assert not first.any() and second.all() and told["conditioning_scale"] == 1.0
    assert np.array_equal(np.asarray(told["video"][0]), begins)
    assert np.array_equal(np.asarray(told["reference_images"][0]), begins)
    grey = np.asarray(told["video"][1])
    assert (grey[..., 0] == grey[..., 2]).all()
    half = replace(drawing, side=256, begins=np.zeros((256, 256, 3), np.uint8)).smaller()
    assert half is not None and half.begins is not None and half.begins.shape == (192, 192, 3)
