"""Pictures of several visitors in one call of a tiny pipeline."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from models.errors import Cancelled, Unavailable
from models.generate import holder, pipeline
from models.generate.clips import ClipDrawing
from models.generate.generator import Generated, Liking, Order, Progress
from models.generate.hearers import Hearers
from models.generate.painter import Painter
from models.generate.pictures import PictureDrawing, PictureDrawings, PictureGenerator
from models.generate.pipeline import Beside
from models.hub.memory import Room
from tests.hub import tiny, tiny_pipelines
from tests.models.test_gathering import Asker
from tests.waiting import PATIENCE, until

WORDS = ("a red ball", "a blue boat", "a dog", "a tree at night")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.pictures(tmp_path_factory.mktemp("tiny") / "pipeline")


@pytest.fixture(scope="module")
def adapter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.adapter(tmp_path_factory.mktemp("tiny") / "adapter")


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which one call draws four pictures as soon as one."""
    monkeypatch.setattr(holder, "at_once", lambda *_: 4)


def made(folder: Path, **more: Any) -> PictureGenerator:
    full = Room(machine=10**11)  # in fp32, where what is drawn together differs least
    kept = Painter(tiny.checkpoint("picture"), lambda: folder, threads=1, free=lambda: full, **more)
    drawing = PictureGenerator(kept)
    drawing.painter.load()
    return drawing


def order(at: int, **more: Any) -> Order:
    return Order(words=WORDS[at], still=True, seed=10 * at, **more)


def drawn(generator: PictureGenerator, wish: Order) -> list[np.ndarray]:
    return [one.frames for one in generator.generate(wish) if isinstance(one, Generated)]


class Counted:
    """How many pictures each call drew; the first call waits until it is let through."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.counts: list[int] = []
        self.open = threading.Event()
        true = Painter._run

        def run(own: Painter, pipe: Any, drawing: Any, step: Any) -> Any:
            self.counts.append(len(getattr(drawing, "each", (drawing,))))
            if len(self.counts) == 1:
                assert self.open.wait(PATIENCE)
            return true(own, pipe, drawing, step)

        monkeypatch.setattr(Painter, "_run", run)

    def first(self) -> None:
        until(lambda: self.counts)


def waiting(generator: PictureGenerator, count: int) -> None:
    until(lambda: len(generator.painter._gathering._line) == count)


def at_once(
    generator: PictureGenerator, counted: Counted, wishes: list[Order]
) -> Iterator[list[np.ndarray]]:
    """Let the first be drawn while the others come, and then all."""
    askers = [Asker(lambda: drawn(generator, wishes[0]))]
    counted.first()
    for number, wish in enumerate(wishes[1:], 1):
        askers.append(Asker(lambda wish=wish: drawn(generator, wish)))
        waiting(generator, number)
    counted.open.set()
    return (asker.answer() for asker in askers)


def same(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether they differ by rounding at most."""
    return int(np.abs(one.astype(int) - other.astype(int)).max()) <= 2


def test_every_visitor_gets_the_picture_that_they_would_get_alone(
    folder: Path, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_by_one = made(folder)
    alone = [drawn(one_by_one, order(at))[0] for at in range(4)]
    counted = Counted(monkeypatch)
    found = list(at_once(made(folder), counted, [order(at) for at in range(4)]))
    assert counted.counts == [1, 3]
    for at, (picture,) in enumerate(found):
        assert picture.shape == (1, 64, 64, 3)
        assert [same(picture, other) for other in alone] == [at == k for k in range(4)]


def test_candidates_of_one_visitor_are_drawn_in_one_call(
    folder: Path, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    several = made(folder)
    counted = Counted(monkeypatch)
    counted.open.set()
    events = list(several.generate(order(1, candidates=6)))
    made_ones = [one for one in events if isinstance(one, Generated)]
    assert counted.counts == [4, 2] and [one.seed for one in made_ones] == [*range(10, 16)]
    told = [one.fraction for one in events if isinstance(one, Progress)]
    assert told == sorted(told) and told[-1] < 1
    single = drawn(several, Order(words=WORDS[1], still=True, seed=15))
    assert same(single[0], made_ones[5].frames)


def test_who_stops_leaves_the_others_theirs(
    folder: Path, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = made(folder)
    alone = [drawn(generator, order(at))[0] for at in range(3)]
    counted = Counted(monkeypatch)
    first = Asker(lambda: drawn(generator, order(0)))
    counted.first()
    # One is closed while it waits in the line, and one in the middle of the call it shares.
    closing = generator.generate(order(3))
    for _ in range(2):  # how long it takes, and that it has begun
        next(closing)
    other = Asker(lambda: drawn(generator, order(2)))
    waiting(generator, 2)
    closing.close()
    waiting(generator, 1)
    hurried = PictureDrawing(WORDS[1], 64, 4, 8.0, 10)

    def stop(number: int) -> None:
        if number == 2:
            raise Cancelled("the visitor pressed stop")

    stopped = Asker(lambda: generator.painter.paint([hurried], stop))
    waiting(generator, 2)
    counted.open.set()
    assert same(first.answer()[0], alone[0]) and same(other.answer()[0], alone[2])
    assert isinstance(stopped.answer(), Cancelled) and counted.counts == [1, 2]


def test_a_call_nobody_wants_any_more_ends() -> None:
    def stop(number: int) -> None:
        if number == 2:
            raise Cancelled("stop")

    heard: list[int] = []
    both = Hearers([stop, heard.append])
    both(1), both(2), both(3)
    assert heard == [1, 2, 3] and [bool(one) for one in both.gone] == [True, False]
    with pytest.raises(Cancelled):
        Hearers([stop, stop])(2)


@pytest.mark.parametrize("fault", ["memory", "error", "black", "held"])
def test_what_fails_together_is_drawn_alone(
    folder: Path, card: None, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    import torch

    def on(self: Any, pipe: Any, step: Any) -> Any:
        if fault == "memory":
            raise pipeline.TooLarge
        if fault == "error":
            raise RuntimeError("one of several")
        grey = torch.full((len(self.each), 3, 64, 64), 0.5)
        grey[1] = 0.0 if fault == "black" else 0.5
        return pipeline.drawn(grey, fault == "held")

    monkeypatch.setattr(PictureDrawings, "on", on)
    generator = made(folder)
    assert generator.painter.together == 4
    pictures = drawn(generator, order(0, candidates=2))
    assert len(pictures) == 2 and all(one.std() > 5 for one in pictures)
    assert generator.painter.together == (1 if fault == "memory" else 4)


def test_a_card_that_vanishes_is_told_to_everybody(
    folder: Path, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: Any) -> Any:
        raise RuntimeError("CUDA error: device lost")

    heard: list[str] = []
    generator = made(folder, fault=heard.append)
    counted = Counted(monkeypatch)
    monkeypatch.setattr(PictureDrawing, "on", gone)
    monkeypatch.setattr(PictureDrawings, "on", gone)
    found = list(at_once(generator, counted, [order(at) for at in range(3)]))
    assert all(isinstance(one, Unavailable) for one in found)
    assert heard and generator.painter.together == 1


LIKED = tuple(np.full((40, 60, 3), grey, np.uint8) for grey in (30, 220))


def test_what_one_visitor_liked_enters_nobody_elses_picture(
    folder: Path, adapter: Path, card: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    generator = made(folder, beside=lambda: Beside(adapter))
    likings = [(), LIKED[:1], LIKED[1:], (), ()]
    wishes = [
        Order(words=WORDS[0], still=True, seed=1, taste=Liking(pictures=lambda own=own: own))
        for own in likings
    ]
    alone = [drawn(generator, wish)[0] for wish in wishes]
    assert not same(alone[1], alone[2]) and not same(alone[0], alone[1])
    counted = Counted(monkeypatch)
    found = list(at_once(generator, counted, wishes))
    assert counted.counts == [1, 1, 1, 2]  # those who like nothing share a call
    for picture, other in zip(found, alone, strict=True):
        assert same(picture[0], other)
    # Their own candidates do share one.
    own = replace(wishes[1], candidates=2)
    assert same(drawn(generator, own)[0], alone[1]) and counted.counts[-1] == 2
    bare = made(folder)
    assert generator.painter.looks and not bare.painter.looks


def test_only_pictures_of_one_kind_share_a_call() -> None:
    bare = PictureDrawing("a cat", 64, 4, 1.0, 0)
    joined = bare.joined([bare])
    assert joined is not None and joined.seconds == 2 * bare.seconds
    assert bare.joined([replace(bare, side=128)]) is None
    assert bare.joined([replace(bare, liked=LIKED)]) is None
    assert ClipDrawing("a cat", 64, 9, 8.0, 4, 1.0, 0).joined([]) is None
