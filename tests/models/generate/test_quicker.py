"""A pipeline that cannot be made quicker on this machine draws as it comes."""

import weakref
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from models.errors import Unavailable
from models.generate import holder, painter, pipeline
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing
from models.generate.quicker import Way, on_processor
from models.hub import card
from models.hub.memory import Plan, Room
from tests.hub import tiny

WISH = PictureDrawing("a red ball", 64, 1, 1.0, 0)


class Pipe:
    """Stands for a pipeline on a card. ``quick``: what was done to it."""

    quick = ""


class Loads:
    """Loads pipelines. ``beside``: at each load, how many of those before still held memory."""

    def __init__(self) -> None:
        self.each: list[weakref.ref[Pipe]] = []
        self.beside: list[int] = []

    def __call__(self, *_: Any) -> Pipe:
        self.beside.append(sum(one() is not None for one in self.each))
        pipe = Pipe()
        self.each.append(weakref.ref(pipe))
        return pipe


@pytest.fixture
def loads() -> Loads:
    return Loads()


@pytest.fixture
def made(loads: Loads, monkeypatch: pytest.MonkeyPatch) -> Painter:

    def on(self: PictureDrawing, pipe: Pipe, step: Any) -> Any:
        if pipe.quick:
            raise RuntimeError("Failed to find C compiler")
        return pipeline.drawn(torch.full((1, 3, 64, 64), 0.5))

    monkeypatch.setattr(holder, "load", loads)
    for one in (holder, painter):  # pytest keeps what is logged, errors too
        monkeypatch.setattr(one.log, "disabled", True)
    monkeypatch.setattr(PictureDrawing, "on", on)
    free = Room(card=10**10, machine=10**10)
    return Painter(tiny.checkpoint("picture"), lambda: Path(), free=lambda: free, way="both")


def drawn(one: Painter) -> tuple[int, ...]:
    ((frames, _),) = one.paint([WISH], lambda number: None)
    return frames.shape


def test_where_compiling_fails_it_is_loaded_anew_and_stays_plain(
    made: Painter, loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(pipe: Pipe, way: str, steps: int) -> list[str]:
        pipe.quick = "" if way == "none" else way
        return [pipe.quick] if pipe.quick else []

    monkeypatch.setattr(holder, "quicker", quicker)
    for _ in range(2):
        assert drawn(made) == (1, 64, 64, 3)
    assert made._pipe.quick == "" and loads.beside == [0, 0]


def test_where_a_cache_does_not_fit_the_pipeline_likewise(
    made: Painter, loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(pipe: Pipe, way: str, steps: int) -> list[str]:
        if way != "none":
            pipe.quick = "half"
            raise ValueError("no block of this pipeline is known")
        return []

    monkeypatch.setattr(holder, "quicker", quicker)
    assert drawn(made) == (1, 64, 64, 3) and loads.beside == [0, 0]


def test_a_card_that_is_gone_is_not_tried_once_more(
    made: Painter, loads: Loads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holder, "quicker", lambda *_: ["compiled regions"])
    monkeypatch.setattr(card, "examined", lambda exc: card.GONE)
    monkeypatch.setattr(PictureDrawing, "on", lambda *_: 1 / 0)
    with pytest.raises(Unavailable, match=card.GONE):
        drawn(made)
    assert loads.beside == [0]


def test_without_a_card_nothing_is_compiled_and_blocks_are_cached() -> None:
    ways: list[Way] = ["none", "compile", "cache", "both"]
    assert [on_processor(way) for way in ways] == ["none", "none", "cache", "cache"]


def test_a_cache_is_laid_without_a_card_too(
    loads: Loads, made: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(holder, "quicker", lambda pipe, way, steps: asked.append(way) or [])
    here = Painter(
        made.checkpoint, lambda: Path(), free=lambda: Room(machine=10**10), way="both"
    )  # fmt: skip
    here.paint([WISH], lambda number: None)
    assert asked == ["cache"]


def test_a_card_that_another_pipeline_fills_is_asked_for_before_a_processor(
    loads: Loads, made: Painter
) -> None:
    free, asked = [Room(card=10**9, machine=10**10)], []

    def make_room() -> bool:
        asked.append(1)
        free[0] = Room(card=10**10, machine=10**10)
        return True

    here = Painter(made.checkpoint, lambda: Path(), free=lambda: free[0], make_room=make_room)
    here.paint([WISH], lambda number: None)
    assert here._planned.device == "cuda" and asked == [1]
    here.unload()
    free[0] = Room(machine=10**10)  # no card at all: nobody is sent away for nothing
    here.paint([WISH], lambda number: None)
    assert here._planned.device == "cpu" and asked == [1]


def test_matrix_units_get_their_convolutions_channels_last(monkeypatch: pytest.MonkeyPatch) -> None:
    checkpoint = tiny.checkpoint("picture")
    for units in (True, False):
        monkeypatch.setattr(pipeline, "matrix_units", lambda units=units: units)
        pipe = SimpleNamespace(vae=torch.nn.Sequential(torch.nn.Conv2d(4, 4, 3)), unet=None)
        pipe.to = lambda device, pipe=pipe: pipe
        pipeline._put(checkpoint, pipe, Plan(device="cpu", dtype="bfloat16"))
        assert pipe.vae[0].weight.is_contiguous(memory_format=torch.channels_last) == units
