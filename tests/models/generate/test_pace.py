"""How long a processor draws: told before, borne up to a bound, and learnt."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import Unavailable
from models.generate import pace
from models.generate.clips import ClipGenerator
from models.generate.generator import FakeGenerator, Generated, Generator, Order, Progress
from models.generate.pace import DECODING, GRACE, Pace, minutes, share, worth
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing, PictureGenerator
from models.generate.pipeline import drawn
from models.hub.memory import Plan, Room
from models.hub.table import CHECKPOINTS, OTHERS
from tests.hub import tiny

HERE = Plan(device="cpu", dtype="float32")
RED = Order(words="a red ball", still=True, seed=3)
SMALL = tiny.checkpoint("picture")
PICTURE = PictureDrawing("a red ball", 64, 4, 8.0, 3)
OPERATIONS = SMALL.work * 64**2 * (4 + DECODING)


def at(each: float, longest: float = 600.0) -> Pace:
    """A processor that draws a small picture in so many seconds."""
    return Pace(SMALL, longest, lambda kind: OPERATIONS / each / share())


@pytest.mark.parametrize(("units", "slower"), [(True, 1.0), (False, 0.65 / 0.35)])
def test_without_matrix_units_a_pipeline_makes_more_of_what_there_is(
    units: bool, slower: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "matrix_units", lambda: units)
    made = Pace(SMALL, rate=lambda kind: OPERATIONS)
    assert made.seconds(PICTURE, HERE) == pytest.approx(1 / 0.35 / slower)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds by the clock, which stands still unless it is moved."""
    now = [0.0]
    for module in ("pace", "painter"):
        monkeypatch.setattr(f"models.generate.{module}.monotonic", lambda: now[0])
    yield now


def stepping(now: list[float], seconds: float) -> Callable[..., Any]:
    """Draw as if each step took so long."""
    import torch

    def on(self: PictureDrawing, pipe: Any, step: Any) -> Any:
        for number in range(1, self.steps + 1):
            now[0] += seconds
            step(number)
        now[0] += DECODING * seconds
        return drawn(torch.full((1, 3, 64, 64), 0.5))

    return on


def painter(made: Pace) -> Painter:
    """One whose pipeline is loaded from nowhere."""
    found = Painter(SMALL, lambda: Path(), pace=made, free=lambda: Room(machine=10**12))
    found._pipe, found._plan = object(), HERE
    return found


def generated(generator: Generator, order: Order = RED) -> list[Generated]:
    return [one for one in generator.generate(order) if isinstance(one, Generated)]


def test_it_is_operations_over_what_the_processor_does_a_second() -> None:
    assert at(40.0).seconds(PICTURE, HERE) == pytest.approx(40.0)
    assert at(40.0).seconds(replace(PICTURE, side=128), HERE) == pytest.approx(160.0)
    assert at(40.0).usual(HERE) == pytest.approx(40.0)
    assert at(40.0).seconds(PICTURE, Plan(device="cuda", dtype="bfloat16")) is None
    assert Pace(replace(SMALL, work=0.0)).seconds(PICTURE, HERE) is None


def test_attention_grows_with_the_square_of_what_looks_at_each_other() -> None:
    small = Pace(replace(SMALL, attention=1e-3), rate=lambda kind: 1 / share())
    assert small.seconds(PICTURE, HERE) == pytest.approx(OPERATIONS + 1e-3 * 64**4 * 4)
    wide = small.seconds(replace(PICTURE, side=128), HERE)
    assert wide == pytest.approx(4 * OPERATIONS + 16 * 1e-3 * 64**4 * 4)


def test_attention_is_what_the_models_own_sizes_make_of_it() -> None:
    """Of VACE, 33 frames of 480 pixels are 9 latent ones of 30 by 30 tokens; nearly, as a token
    stands for four frames and the first one for itself."""
    vace = CHECKPOINTS["gpu"]["video"]
    tokens = 33 * 480**2 / (16 * 16 * 4)
    assert vace.attention * (33 * 480**2) ** 2 == pytest.approx(2 * 45 * 4 * 1536 * tokens**2)
    unet = CHECKPOINTS["cpu"]["picture"]
    layers = ((320, 64), (640, 32), (1280, 16))
    own = sum(5 * 4 * width * (side * side) ** 2 for width, side in layers)
    assert unet.attention * 512**4 == pytest.approx(own)
    assert 0.1 < own / (unet.work * 512**2) < 0.2


def test_once_something_was_drawn_its_own_speed_counts(
    clock: list[float], monkeypatch: Any
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", stepping(clock, 5.0))
    here = painter(at(300.0))
    (first, *_) = PictureGenerator(here).generate(RED)
    assert isinstance(first, Progress) and first.left == pytest.approx(300.0)  # said before
    assert len(generated(PictureGenerator(here))) == 1
    assert here.seconds([PICTURE, PICTURE]) == pytest.approx(2 * 30.0)


def test_where_several_take_too_long_fewer_are_drawn_to_choose_from(
    clock: list[float], monkeypatch: Any
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", stepping(clock, 0.0))
    for each, count in ((100.0, 3), (250.0, 2), (500.0, 1)):
        generator = PictureGenerator(painter(at(each)))
        told, *_ = generator.generate(replace(RED, candidates=3))
        assert isinstance(told, Progress) and told.left == pytest.approx(count * each)
        assert len(generated(PictureGenerator(painter(at(each))), replace(RED, candidates=3))) == (
            count
        )


def test_what_takes_longer_than_is_borne_is_not_even_loaded() -> None:
    def folder() -> Path:
        return Path("/nowhere")

    here = Painter(SMALL, folder, pace=at(3000.0), free=lambda: Room(machine=10**12))
    assert here.here and not here.timely
    (one,) = generated(PictureGenerator(here, FakeGenerator()))
    assert one.model == FakeGenerator.name and here._pipe is None
    assert "about 50 minutes for that on this machine's processor" in one.remark
    assert "longer than about 10 minutes here. The small model that comes with" in one.remark
    with pytest.raises(Unavailable, match="about 50 minutes"):
        here.paint([PICTURE], lambda number: None)  # whoever does not ask before
    bearing = Painter(SMALL, folder, pace=at(3000.0, 3600.0), free=lambda: Room(machine=10**12))
    assert bearing.timely and bearing.seconds([PICTURE]) == pytest.approx(3000.0)


def test_a_drawing_that_turns_out_far_too_slow_is_ended_and_the_next_not_begun(
    clock: list[float], monkeypatch: Any
) -> None:
    monkeypatch.setattr(PictureDrawing, "on", stepping(clock, GRACE * 600.0 / 6 + 1))
    here = painter(at(30.0))
    (one,) = generated(PictureGenerator(here, FakeGenerator()))
    assert one.model == FakeGenerator.name and "about 20 minutes" in one.remark
    assert 200 < clock[0] < 210  # one step
    (other,) = generated(PictureGenerator(here, FakeGenerator()))
    assert other.model == FakeGenerator.name and 200 < clock[0] < 210


def test_a_slow_machine_leaves_looks_to_the_styles() -> None:
    klein = replace(CHECKPOINTS["gpu"]["picture"], side=64)
    vace = replace(CHECKPOINTS["gpu"]["video"], side=64)

    def made(checkpoint: Any, rate: float) -> Painter:
        free = Room(machine=10**12)
        return Painter(
            checkpoint, lambda: Path(), pace=Pace(checkpoint, 600.0, lambda kind: rate),
            free=lambda: free,
        )  # fmt: skip

    assert ClipGenerator(made(vace, 1e14), first=made(klein, 1e14)).restyles
    assert not ClipGenerator(made(vace, 1e9), first=made(klein, 1e14)).restyles
    slow = ClipGenerator(made(vace, 1e9), FakeGenerator(), first=made(klein, 1e14))
    source = np.zeros((9, 64, 64, 3), np.uint8)
    (one,) = generated(slow, Order(words="glass", source=source, strength=1.0))
    assert one.model == FakeGenerator.name and "hours for that" in one.remark


def test_what_is_far_too_slow_here_is_not_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the rate of two cores with matrix units, 2.6 T operations a second."""
    found = {kind: (2.63e12, float("inf")) for kind in ("bfloat16", "float32")}
    monkeypatch.setattr(pace, "_rates", found)
    monkeypatch.setattr(pace, "matrix_units", lambda: True)
    machine = Room(machine=64 * 10**9)
    with pytest.raises(
        Unavailable, match="about 51 minutes for a clip .* so it is not fetched; GENE"
    ):
        worth(CHECKPOINTS["gpu"]["video"], machine)
    worth(CHECKPOINTS["gpu"]["video"], replace(machine, card=10**9))
    worth(CHECKPOINTS["gpu"]["video"], machine, 1600.0)  # not by far: it may be quicker than that
    worth(CHECKPOINTS["gpu"]["chat"], machine)
    for role in ("picture", "video"):
        worth(CHECKPOINTS["cpu"][role], machine, 60.0)  # type: ignore[index]


def test_every_pipeline_of_the_table_has_its_operations() -> None:
    every = [*OTHERS, *(one for roles in CHECKPOINTS.values() for one in roles.values())]
    for one in every:
        draws = one.role in ("picture", "video", "edit")
        assert bool(one.work) == bool(one.attention) == draws, one.repo


def test_the_processor_is_asked_once_a_minute_and_the_best_counts(clock: list[float]) -> None:
    pace._rates.clear()
    try:
        first = pace.rate("float32", 32)
        assert first > 0 and pace.rate("float32", 32) == first
        clock[0] += 61
        assert pace.rate("float32", 32) >= first
    finally:
        pace._rates.clear()


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(2, "about 5 seconds"), (81, "about 80 seconds"), (200, "about 3 minutes"),
     (9000, "about 2 hours")],
)  # fmt: skip
def test_a_guess_is_said_no_more_exactly_than_it_is(seconds: float, said: str) -> None:
    assert minutes(seconds) == said
