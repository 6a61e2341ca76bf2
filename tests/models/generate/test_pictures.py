"""Pictures by a tiny pipeline, and what happens when it fails."""

import json
import pickle
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import BadRequest, Cancelled, Unavailable
from models.generate import lent, pipeline
from models.generate.generator import FakeGenerator, Generated, Liking, Order, Progress
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing, PictureGenerator
from models.hub.memory import Plan, Room
from tests.hub import tiny, tiny_pipelines
from tests.waiting import PATIENCE

RED = Order(words="a red ball", still=True, seed=3)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.pictures(tmp_path_factory.mktemp("tiny") / "pipeline")


@pytest.fixture
def generator(folder: Path) -> PictureGenerator:
    return made(folder)


def made(folder: Path, **more: Any) -> PictureGenerator:
    otherwise = more.pop("otherwise", None)
    painter = Painter(tiny.checkpoint("picture"), lambda: folder, threads=1, **more)
    return PictureGenerator(painter, otherwise)


def drawn(generator: PictureGenerator, order: Order = RED) -> Generated:
    (one,) = [event for event in generator.generate(order) if isinstance(event, Generated)]
    return one


def test_a_picture_with_its_progress_and_the_same_again(generator: PictureGenerator) -> None:
    events = list(generator.generate(RED))
    told = [event.fraction for event in events if isinstance(event, Progress)]
    assert len(told) == 5 and told == sorted(told) and told[-1] < 1
    picture = events[-1]
    assert isinstance(picture, Generated) and picture.frames.shape == (1, 64, 64, 3)
    assert picture.frames.std() > 5 and not picture.remark
    assert np.array_equal(picture.frames, drawn(generator).frames)
    other = drawn(generator, Order(words="a red ball", still=True, seed=4))
    assert not np.array_equal(picture.frames, other.frames)


def test_an_order_decodes_once_and_every_order_computes_in_one_thread(
    generator: PictureGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decoding costs as much as denoising; a card learns its kernels anew in each thread."""
    generator.painter.load()
    calls: list[threading.Thread] = []
    vae = generator.painter._pipe.vae
    whole = vae.decode

    def decode(*given: Any, **told: Any) -> Any:
        calls.append(threading.current_thread())
        return whole(*given, **told)

    monkeypatch.setattr(vae, "decode", decode)
    for seed in range(3):
        drawn(generator, replace(RED, seed=seed))
    assert len(calls) == 3 and len(set(calls)) == 1


def test_frames_are_what_the_pipeline_shows(generator: PictureGenerator) -> None:
    import torch

    generator.painter.load()
    picture = PictureDrawing("a red ball", 64, 4, 8.0, 3)
    one = picture.on(generator.painter._pipe, None)
    bare = generator.painter._pipe(
        prompt="a red ball", height=64, width=64, num_inference_steps=4, guidance_scale=8.0,
        generator=torch.Generator().manual_seed(3), output_type="np",
    ).images  # fmt: skip
    assert np.array_equal(one.frames, (bare * 255).round().astype(np.uint8))
    assert one.frames.flags["C_CONTIGUOUS"] and np.allclose(one.peaks, bare.max((1, 2, 3)))
    made = torch.rand(2, 3, 4, 4)
    made[1, 0, 0, 0] = float("nan")
    assert np.isnan(pipeline.drawn(made).peaks).tolist() == [False, True]


def test_a_stop_is_heard_between_two_steps(generator: PictureGenerator) -> None:
    running = generator.generate(RED)
    for _ in range(2):  # how long it takes, and a step
        next(running)
    running.close()
    assert drawn(generator).frames.shape == (1, 64, 64, 3)


def test_an_error_inside_reaches_whoever_waits(
    generator: PictureGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: Any) -> Any:
        raise Cancelled("the visitor pressed stop")

    monkeypatch.setattr(PictureDrawing, "on", stopped)
    with pytest.raises(Cancelled):
        drawn(generator)


def answering(*answers: Any) -> Callable[..., pipeline.Drawn]:
    """Draw what is said, one after the other; an error is raised."""
    import torch

    left = list(answers)

    def on(drawing: Any, pipe: Any, step: Any) -> pipeline.Drawn:
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return pipeline.drawn(torch.full((1, 3, drawing.side, drawing.side), answer))

    return on


def test_memory_that_does_not_do_makes_it_smaller_and_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", answering(pipeline.TooLarge(), 0.5))
    large = PictureGenerator(Painter(tiny.checkpoint("picture", side=512), lambda: folder))
    one = drawn(large)
    assert one.frames.shape == (1, 384, 384, 3)
    assert "384 pixels" in one.remark and "memory" in one.remark


def test_memory_that_never_does_is_said(
    generator: PictureGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", answering(*[pipeline.TooLarge()] * 9))
    with pytest.raises(Unavailable, match="not enough memory"):
        drawn(generator)
    assert generator.painter._pipe is None


def test_allocators_complaints_are_understood(generator: PictureGenerator) -> None:
    def pipe(**_: Any) -> Any:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to ...")

    with pytest.raises(pipeline.TooLarge):
        PictureDrawing("x", 64, 1, 1.0, 0).on(pipe, None)


@pytest.mark.parametrize("spoilt", [0.0, float("nan")])
def test_a_black_picture_of_half_precision_is_drawn_again_in_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch, spoilt: float
) -> None:
    import torch

    monkeypatch.setattr(PictureDrawing, "on", answering(spoilt, 0.5))
    half = made(folder, free=lambda: Room(machine=10**11, quick_half=True))
    assert drawn(half).frames.max() == 128
    assert half.painter._pipe.unet.dtype == torch.float32


def test_parts_that_take_turns_are_loaded_anew_in_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.generate import holder

    plans: list[Plan] = []
    whole = holder.load

    def load(checkpoint: Any, files: Path, planned: Plan, *more: Any) -> Any:
        plans.append(planned)  # there is no card here
        return whole(checkpoint, files, replace(planned, device="cpu", offload=False), *more)

    monkeypatch.setattr(holder, "load", load)
    monkeypatch.setattr(PictureDrawing, "on", answering(0.0, 0.5))
    turns = Plan(device="cuda", dtype="bfloat16", offload=True)
    monkeypatch.setattr(holder, "plan", lambda *_: turns)
    half = made(folder)
    assert drawn(half).frames.max() == 128 and str(half.painter._pipe.unet.dtype) == "torch.float32"
    assert plans == [turns, replace(turns, dtype="float32")]


def test_where_memory_does_not_do_for_full_precision_it_is_said_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.generate import holder

    heard: list[str] = []
    turns = Plan(device="cuda", dtype="bfloat16", offload=True)
    whole = holder.load

    def load(checkpoint: Any, files: Path, planned: Plan, *more: Any) -> Any:
        if planned.dtype == "float32":
            raise pipeline.Short("there is not enough memory to load it")
        return whole(checkpoint, files, replace(planned, device="cpu", offload=False), *more)

    monkeypatch.setattr(holder, "load", load)
    monkeypatch.setattr(holder, "plan", lambda *_: turns)
    monkeypatch.setattr(PictureDrawing, "on", answering(0.0))
    left = made(folder, otherwise=FakeGenerator(), fault=heard.append)
    assert drawn(left).model == FakeGenerator.name and left.painter._pipe is None
    (why,) = heard
    assert "black pictures in half precision" in why and "not enough memory" in why


def test_a_picture_that_stays_black_is_none(
    generator: PictureGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", answering(0.0, 0.0))
    with pytest.raises(Unavailable, match="black"):
        drawn(generator)


def test_a_card_that_vanishes_leaves_it_to_the_one_behind(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(PictureDrawing, "on", answering(RuntimeError("CUDA error: gone")))
    left = made(folder, otherwise=FakeGenerator(), fault=heard.append)
    assert drawn(left).frames.shape[1] == FakeGenerator.side
    assert len(heard) == 1 and "failed while it drew" in heard[0]


def test_clips_are_left_to_the_one_behind(folder: Path) -> None:
    clip = Order(words="a red ball")
    assert len(drawn(made(folder, otherwise=FakeGenerator()), clip).frames) == 8
    assert made(folder, otherwise=FakeGenerator()).clips and not made(folder).clips
    with pytest.raises(BadRequest, match="pictures here, not clips"):
        drawn(made(folder), clip)


def test_files_that_are_not_here_yet_are_said() -> None:
    def missing() -> Path:
        raise Unavailable("it is fetched: 40 %")

    with pytest.raises(Unavailable, match="40 %"):
        drawn(PictureGenerator(Painter(tiny.checkpoint("picture"), missing)))


def test_a_borrowed_card_finds_what_was_placed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, int]] = []

    def borrowed(name: str, drawing: PictureDrawing) -> Any:
        asked.append((name, round(lent.seconds(name, drawing))))
        return lent.placed(name, drawing)

    placed = made(folder)
    placed.painter.load()
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    monkeypatch.setattr(lent, "borrowed", borrowed)
    assert drawn(placed).frames.shape == (1, 64, 64, 3)
    assert asked == [(placed.name, 10)] and placed.painter._idle.timer is None


def test_what_goes_wrong_on_a_borrowed_card_comes_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The platform hands back the class of an error alone, so it must not get any."""
    placed, sides = made(folder), []
    placed.painter.load()

    def on(self: PictureDrawing, *_: object) -> Any:
        sides.append(self.side)
        if self.side > 400:
            raise pipeline.TooLarge
        raise ValueError("a shape does not fit")

    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    monkeypatch.setattr(PictureDrawing, "on", on)
    large = replace(placed.painter.checkpoint, side=512)
    placed.painter.checkpoint = large
    placed.painter._fault = (told := list[str]()).append
    with pytest.raises(Unavailable, match="failed while it drew"):
        drawn(placed)
    assert sides == [512, 384] and len(told) == 1
    found = pickle.loads(pickle.dumps(lent.placed(placed.name, PictureDrawing("a", 64, 1, 1, 0))))
    assert found == lent.Failed(False, "ValueError: a shape does not fit")


def test_no_minutes_left_is_told_beside_what_the_embedded_one_drew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    placed = made(folder, otherwise=FakeGenerator())
    placed.painter.load()

    def none_left(*_: object) -> Any:
        raise Unavailable("your graphics card minutes of today are used up")

    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    monkeypatch.setattr(lent, "borrowed", none_left)
    said = drawn(placed, Order(words="a red ball by the sea", still=True)).remark
    assert said.startswith("Your graphics card minutes of today are used up. The small model")
    assert placed.painter.here  # tomorrow there are more


def test_an_idle_pipeline_gives_its_memory_back(folder: Path) -> None:
    idle = made(folder, idle=0.05)
    drawn(idle)
    timer = idle.painter._idle.timer
    assert timer is not None
    timer.join(PATIENCE)
    assert idle.painter._pipe is None
    assert drawn(idle).frames.any()


def test_orders_that_come_sooner_share_one_timer_and_keep_the_pipeline(folder: Path) -> None:
    busy = made(folder, idle=PATIENCE)
    drawn(busy)
    timer = busy.painter._idle.timer
    drawn(busy)
    assert timer is not None and busy.painter._idle.timer is timer
    timer.cancel()
    busy.painter._idle._look()  # as the timer would, had it rung now
    again = busy.painter._idle.timer
    assert busy.painter._pipe is not None and again is not None and again is not timer
    again.cancel()
    busy.painter._idle._until = 0.0
    busy.painter._idle._look()
    assert busy.painter._pipe is None and busy.painter._idle.timer is None


def copied(folder: Path, target: Path) -> Path:
    import shutil

    return Path(shutil.copytree(folder, target))


def test_another_architecture_is_refused(folder: Path, tmp_path: Path) -> None:
    bent = copied(folder, tmp_path / "bent")
    index = json.loads((bent / "model_index.json").read_text())
    (bent / "model_index.json").write_text(json.dumps(index | {"_class_name": "FluxPipeline"}))
    with pytest.raises(Unavailable, match="is a FluxPipeline, and this role takes"):
        drawn(made(bent))


@pytest.mark.parametrize(
    ("change", "said"), [("extra", "not its own"), ("missing", "missing|could not be loaded")]
)
def test_weights_that_do_not_fit_are_refused(
    folder: Path, tmp_path: Path, change: str, said: str
) -> None:
    from safetensors.torch import load_file, save_file

    bent = copied(folder, tmp_path / change)
    file = bent / "unet" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    if change == "extra":
        weights["more.weight"] = next(iter(weights.values())).clone()
    else:
        del weights["conv_in.weight"]
    save_file(weights, file)
    with pytest.raises(Unavailable, match=said):
        drawn(made(bent))


def test_weights_under_their_older_names_are_the_same(folder: Path, tmp_path: Path) -> None:
    """The autoencoder of Stable Diffusion 1.5 is stored so."""
    from safetensors.torch import load_file, save_file

    older = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}
    old = copied(folder, tmp_path / "old")
    file = old / "vae" / "diffusion_pytorch_model.safetensors"
    weights = load_file(file)
    for new, name in older.items():
        weights = {key.replace(f".{new}.", f".{name}."): w for key, w in weights.items()}
    assert any(".proj_attn." in key for key in weights)
    save_file(weights, file)
    assert np.array_equal(drawn(made(old)).frames, drawn(made(folder)).frames)


def test_a_picture_may_show_anything_and_what_is_behind_says_what_it_leaves_out(
    folder: Path,
) -> None:
    both = made(folder, otherwise=FakeGenerator())
    assert both.knows("a dragon", still=True).missing == ()
    assert both.knows("a dragon").empty and both.knows("a dragon", change=True, still=True).empty

    def gone() -> Path:
        raise Unavailable("the files are not here")

    behind = PictureGenerator(Painter(tiny.checkpoint("picture"), gone), FakeGenerator())
    order = Order(words="a dragon by the sea", still=True)
    told = "The files are not here. The small model that comes with this app drew it instead."
    assert drawn(behind, order).remark == f"{told} It does not show a dragon."
    with pytest.raises(Unavailable, match="not here"):
        drawn(behind, Order(words="a dragon", still=True))


def test_without_words_the_visitors_own_ones_are_drawn(folder: Path) -> None:
    taste = Liking(words=("a red ball",))
    by_taste = drawn(made(folder), Order(taste=taste, still=True, seed=3))
    assert np.array_equal(by_taste.frames, drawn(made(folder)).frames)
