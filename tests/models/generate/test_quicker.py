"""A pipeline that cannot be made quicker on this machine draws as it comes."""

from pathlib import Path
from typing import Any

import pytest
import torch

from models.errors import Unavailable
from models.generate import painter, pipeline
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing
from models.hub import card
from models.hub.memory import Room
from tests.hub import tiny

WISH = PictureDrawing("a red ball", 64, 1, 1.0, 0)


class Pipe:
    """Stands for a pipeline on a card. ``quick``: what was done to it."""

    quick = ""


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Painter:
    loads: list[Pipe] = []

    def load(*_: Any) -> Pipe:
        loads.append(Pipe())
        return loads[-1]

    def on(self: PictureDrawing, pipe: Pipe, step: Any) -> Any:
        if pipe.quick:
            raise RuntimeError("Failed to find C compiler")
        return pipeline.drawn(torch.full((1, 3, 64, 64), 0.5))

    monkeypatch.setattr(painter, "load", load)
    monkeypatch.setattr(PictureDrawing, "on", on)
    free = Room(card=10**10, machine=10**10)
    one = Painter(tiny.checkpoint("picture"), lambda: Path(), free=lambda: free, way="both")
    one.loads = loads  # type: ignore[attr-defined]
    return one


def drawn(one: Painter) -> tuple[int, ...]:
    ((frames, _),) = one.paint([WISH], lambda number: None)
    return frames.shape


def test_where_compiling_fails_it_is_loaded_anew_and_stays_plain(
    made: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(pipe: Pipe, way: str, steps: int) -> list[str]:
        pipe.quick = "" if way == "none" else way
        return [pipe.quick] if pipe.quick else []

    monkeypatch.setattr(painter, "quicker", quicker)
    for _ in range(2):
        assert drawn(made) == (1, 64, 64, 3)
    assert [pipe.quick for pipe in made.loads] == ["both", ""]  # type: ignore[attr-defined]


def test_where_a_cache_does_not_fit_the_pipeline_likewise(
    made: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(pipe: Pipe, way: str, steps: int) -> list[str]:
        if way != "none":
            raise ValueError("no block of this pipeline is known")
        return []

    monkeypatch.setattr(painter, "quicker", quicker)
    assert drawn(made) == (1, 64, 64, 3) and len(made.loads) == 2  # type: ignore[attr-defined]


def test_a_card_that_is_gone_is_not_tried_once_more(
    made: Painter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(painter, "quicker", lambda *_: ["compiled regions"])
    monkeypatch.setattr(card, "examined", lambda exc: card.GONE)
    monkeypatch.setattr(PictureDrawing, "on", lambda *_: 1 / 0)
    with pytest.raises(Unavailable, match=card.GONE):
        drawn(made)
    assert len(made.loads) == 1  # type: ignore[attr-defined]
