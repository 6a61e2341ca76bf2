"""Clips by tiny pipelines of both families, and what happens when they fail."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import BadRequest, Unavailable
from models.generate import lent
from models.generate.clips import ClipDrawing, ClipGenerator
from models.generate.generator import FakeGenerator, Generated, Liking, Order, Progress
from models.generate.painter import Painter
from models.generate.pipeline import Drawn, TooLarge, drawn
from models.generate.quicker import quicker
from models.hub.table import CHECKPOINTS
from models.hub.zero import LONGEST
from tests.hub import tiny, tiny_pipelines

RED = Order(words="a red ball", seed=3)
SOURCE = np.random.default_rng(0).integers(0, 256, (12, 48, 80, 3)).astype(np.uint8)
VACE = replace(
    CHECKPOINTS["gpu"]["video"],
    parameters=1e5, side=64, steps=2, frames=17, guidance=1.0, work=1.0,
)  # fmt: skip


@pytest.fixture(scope="module")
def ltx(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    folder = tiny_pipelines.ltx(tmp_path_factory.mktemp("tiny") / "ltx")
    return Painter(tiny.checkpoint("video"), lambda: folder, threads=1)


@pytest.fixture(scope="module")
def vace(tmp_path_factory: pytest.TempPathFactory) -> Painter:
    folder = tiny_pipelines.vace(tmp_path_factory.mktemp("tiny") / "vace")
    return Painter(VACE, lambda: folder, threads=1)


def clip(painter: Painter, order: Order = RED, **more: Any) -> Generated:
    events = list(ClipGenerator(painter, **more).generate(order))
    assert all(isinstance(event, Progress) for event in events[:-1])
    assert isinstance(events[-1], Generated)
    return events[-1]


@pytest.mark.parametrize("family", ["ltx", "vace"])
def test_a_clip_from_words_changed_and_going_on(
    family: str, request: pytest.FixtureRequest
) -> None:
    painter = request.getfixturevalue(family)
    bare = clip(painter)
    assert bare.frames.shape == (17, 64, 64, 3) and bare.frames.std() > 3
    assert bare.model == painter.name and bare.fps == painter.checkpoint.fps
    assert np.array_equal(bare.frames, clip(painter).frames)
    changed = clip(painter, replace(RED, source=SOURCE, strength=0.5))
    assert changed.frames.shape == (9, 64, 64, 3)
    assert not np.array_equal(changed.frames, bare.frames[:9])
    on = clip(painter, replace(RED, source=SOURCE, extend=True))
    assert on.frames.shape[0] == 12 + 17 - 9 and on.frames.shape[1:] == (64, 64, 3)
    loop = clip(painter, replace(RED, source=SOURCE, extend=True, loop=True))
    assert loop.frames.shape == on.frames.shape
    assert not np.array_equal(loop.frames[-1], on.frames[-1])


def test_liked_pictures_and_words_enter(vace: Painter, ltx: Painter) -> None:
    liked = (SOURCE[0], SOURCE[5])
    taste = Liking(words=("a boat",), pictures=lambda: liked)
    bare = clip(vace)
    assert not np.array_equal(clip(vace, replace(RED, taste=taste)).frames, bare.frames)
    # Without words of its own the order goes by what the visitor said they want.
    by_taste = clip(ltx, Order(taste=taste, seed=3))
    assert np.array_equal(by_taste.frames, clip(ltx, replace(RED, words="a boat")).frames)


def answering(*answers: Any) -> Callable[..., Drawn]:
    import torch

    left = list(answers)

    def on(drawing: ClipDrawing, pipe: Any, step: Any) -> Drawn:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return drawn(torch.full((drawing.frames, 3, drawing.side, drawing.side), answer))

    return on


def test_memory_that_does_not_do_makes_it_smaller_and_says_so(
    ltx: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClipDrawing, "on", answering(TooLarge(), 0.5))
    monkeypatch.setattr(ltx, "checkpoint", replace(ltx.checkpoint, side=256))
    one = clip(ltx, replace(RED, source=SOURCE))
    assert one.frames.shape[1:] == (192, 192, 3) and "192 pixels" in one.remark


@pytest.mark.parametrize("answer", [RuntimeError("CUDA error: gone"), float("nan"), 0.0])
def test_a_card_that_vanishes_and_black_clips_leave_it_to_the_one_behind(
    ltx: Painter, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(ClipDrawing, "on", answering(answer, answer))
    monkeypatch.setattr(ltx, "_fault", heard.append)
    order = replace(RED, source=SOURCE)
    made = clip(ltx, order, otherwise=FakeGenerator())
    # The one behind gets the source at its own rate: 12 frames at 12 a second are 8 at 8.
    assert len(made.frames) == FakeGenerator.length and made.model == FakeGenerator.name
    assert len(heard) == 1
    with pytest.raises(Unavailable):
        clip(ltx, order)


def test_a_pipeline_that_guides_between_its_blocks_is_not_cached(
    ltx: Painter, vace: Painter
) -> None:
    for one, done in ((ltx, ["first block cache"]), (vace, [])):
        one.unload()
        one.load()
        assert quicker(one._pipe, "cache", steps=30) == done
        one.unload()


def test_pictures_and_loops_from_nothing_are_left_to_the_one_behind(ltx: Painter) -> None:
    for order in (replace(RED, still=True), replace(RED, loop=True)):
        assert clip(ltx, order, otherwise=FakeGenerator()).frames.shape[1] == FakeGenerator.side
        with pytest.raises(BadRequest, match="by words"):
            clip(ltx, order)


def test_a_stop_is_heard_between_two_steps(ltx: Painter) -> None:
    running = ClipGenerator(ltx).generate(RED)
    for _ in range(2):  # how long it takes, and a step
        next(running)
    running.close()
    assert clip(ltx).frames.shape[0] == 17


def test_another_pipeline_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model_index.json").write_text('{"_class_name": "MochiPipeline"}')
    with pytest.raises(Unavailable, match="is a MochiPipeline, and this role takes a LTXCondition"):
        clip(Painter(tiny.checkpoint("video"), lambda: tmp_path))


def test_the_other_model_gives_its_memory_back_where_it_does_not_fit(ltx: Painter) -> None:
    from models.hub.memory import Room

    clip(ltx)

    def free() -> Room:
        return Room(machine=10**11 if ltx._pipe is None else 0)

    made = Painter(ltx.checkpoint, ltx._folder, free=free, make_room=ltx.yielded, threads=1)
    assert clip(made).frames.shape[0] == 17 and ltx._pipe is None
    assert not ltx.yielded()


@pytest.mark.parametrize("family", ["ltx", "vace"])
def test_eight_bits_draw_a_clip(family: str, request: pytest.FixtureRequest) -> None:
    pytest.importorskip("torchao", reason="torchao is not installed: weights stay in 16 bits")
    from models.hub.memory import Room

    painter = request.getfixturevalue(family)
    tight = Painter(
        replace(painter.checkpoint, parameters=1e9),
        painter._folder,
        threads=1,
        free=lambda: Room(machine=2_200_000_000, packers=("torchao",)),
    )
    assert clip(tight).frames.shape == (17, 64, 64, 3)
    kinds = {type(weight).__name__ for weight in tight._pipe.transformer.parameters()}
    assert tight._planned.int8 and any("Int8" in kind for kind in kinds), kinds


def test_a_clip_borrows_a_card_for_as_long_as_its_frames_take(
    vace: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[float] = []

    def borrowed(name: str, drawing: ClipDrawing) -> Any:
        asked.append(lent.seconds(name, drawing))
        return lent.placed(name, drawing)

    vace.load()
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    monkeypatch.setattr(lent, "borrowed", borrowed)
    assert clip(vace).frames.shape == (17, 64, 64, 3)
    assert asked and 20 < asked[0] < 21
    true = CHECKPOINTS["gpu"]["video"]
    short = ClipDrawing("a dog", true.side, 33, true.fps, true.steps, true.guidance, 0)
    assert short.seconds < LONGEST < replace(short, frames=true.frames).seconds
