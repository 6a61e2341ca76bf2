"""The generator with the weights that ship: it hears the words, the source and the seed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from models.generate.conditions import GIVEN, Conditions
from models.generate.diffusion import FRAMES, SIDE, WEAKEST, DiffusionGenerator, noise_of
from models.generate.familiar import Familiar
from models.generate.generator import Frames, Generated, Liking, Order, Progress
from models.generate.likes import Likes, Trait
from models.generate.user_space import unit
from models.hub import card

WEIGHTS = Path("assets/weights")
SEA = Order(words="a calm sea at night", seed=4)


@pytest.fixture(scope="module")
def generator() -> DiffusionGenerator:
    return DiffusionGenerator(WEIGHTS, steps=4, threads=1)


def made(generator: DiffusionGenerator, order: Order) -> Frames:
    *_, last = generator.generate(order)
    assert isinstance(last, Generated)
    return last.frames


def test_a_clip_has_its_size_and_comes_again_from_its_seed(generator: DiffusionGenerator) -> None:
    one = made(generator, SEA)
    assert one.shape == (FRAMES, SIDE, SIDE, 3) and one.dtype == np.uint8
    assert np.array_equal(one, made(generator, SEA))
    assert not np.array_equal(one, made(generator, replace(SEA, seed=5)))


def test_the_words_are_seen(generator: DiffusionGenerator) -> None:
    night, snow = (
        made(generator, replace(SEA, words=words, still=True)).astype(float)
        for words in ("a calm sea at night", "a snowfield on a clear morning")
    )
    assert night.shape == (1, SIDE, SIDE, 3)
    assert snow.mean() > night.mean() + 60
    red, green = (
        made(generator, replace(SEA, words=f"{colour} car on a road", still=True)).astype(float)
        for colour in ("a red", "a green")
    )
    redder = (red[..., 0] - red[..., 1]).mean() - (green[..., 0] - green[..., 1]).mean()
    assert redder > 5


def test_a_revision_strays_from_its_source_by_its_strength(generator: DiffusionGenerator) -> None:
    source = made(generator, replace(SEA, words="a pizza on a table"))
    away = [
        np.abs(made(generator, Order(words="make it night", source=source, strength=strength))
               .astype(int) - source).mean()
        for strength in (0.0, 0.5, 1.0)
    ]  # fmt: skip
    assert away[0] < away[1] < away[2]


def test_the_noise_of_a_revision_grows_with_its_strength_to_all_there_is() -> None:
    levels = [noise_of(strength) for strength in (0.0, 0.1, 0.4, 0.7, 1.0)]
    assert levels[0] == pytest.approx(WEAKEST) and levels[-1] == 1.0 and levels == sorted(levels)


def test_it_goes_on_where_a_clip_ends(generator: DiffusionGenerator) -> None:
    source = made(generator, SEA)
    longer = made(generator, replace(SEA, source=source, extend=True))
    assert len(longer) == len(source) + FRAMES // 2
    before, after = longer[len(source) - 1].astype(int), longer[len(source)].astype(int)
    other = made(generator, Order(words="a pizza on a table", seed=9))[0].astype(int)
    assert np.abs(after - before).mean() < np.abs(other - before).mean()


def test_given_frames_are_seen_as_they_are_at_every_step(
    generator: DiffusionGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[torch.Tensor] = []
    denoiser = generator._models[1]

    def watch(noised: torch.Tensor, level: torch.Tensor, given: Conditions) -> torch.Tensor:
        there = given.known == GIVEN
        assert there.any() and torch.equal(noised[there], given.frames[there])
        seen.append(level)
        return torch.ones_like(noised)

    monkeypatch.setattr(denoiser, "forward", watch)
    source = np.zeros((8, SIDE, SIDE, 3), np.uint8)
    made(generator, replace(SEA, source=source, extend=True))
    assert len(seen) == generator.steps


def test_whoever_waits_for_the_next_step_computes_as_ever(generator: DiffusionGenerator) -> None:
    generator.bf16 = True
    try:
        stream = generator.generate(replace(SEA, still=True))
        next(stream)
        assert not torch.is_inference_mode_enabled() and not torch.is_autocast_enabled("cpu")
        assert torch.mm(torch.ones(2, 2), torch.ones(2, 2)).dtype == torch.float32
        stream.close()
    finally:
        del generator.bf16


def test_a_card_that_fails_is_left_and_the_same_clip_is_drawn_without(
    generator: DiffusionGenerator, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    order = replace(SEA, still=True, candidates=2)
    usual = [e for e in generator.generate(order) if isinstance(e, Generated)]
    own = DiffusionGenerator(WEIGHTS, steps=generator.steps, threads=1)
    own.device = torch.device("cpu", 0)  # another device than “cpu”, as a card is
    denoiser, calls = own._models[1], iter(range(100))
    whole = denoiser.forward

    def failing(*given: Any) -> torch.Tensor:
        if next(calls) == generator.steps + 2:  # in the midst of the second candidate
            raise torch.OutOfMemoryError("CUDA out of memory\nand more")
        return whole(*given)

    monkeypatch.setattr(denoiser, "forward", failing)
    drawn = [e for e in own.generate(order) if isinstance(e, Generated)]
    assert [one.seed for one in drawn] == [SEA.seed, SEA.seed + 1]
    assert own.device == torch.device("cpu") and "CUDA out of memory" in caplog.text
    for one, other in zip(usual, drawn, strict=True):
        assert np.array_equal(one.frames, other.frames)

    # Without a card it is a fault like any other.
    monkeypatch.setattr(own._models[1], "forward", failing)
    calls = iter([generator.steps + 2])
    with pytest.raises(RuntimeError, match="out of memory"):
        list(own.generate(order))


def test_a_card_that_is_gone_before_the_first_clip_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own, whole = DiffusionGenerator(WEIGHTS, steps=1, threads=1), torch.nn.Module.to
    own.device = lost = torch.device("cpu", 0)

    def to(module: torch.nn.Module, *given: Any, **more: Any) -> torch.nn.Module:
        if lost in given:
            raise torch.AcceleratorError("CUDA error: unspecified launch failure")
        return whole(module, *given, **more)

    monkeypatch.setattr(torch.nn.Module, "to", to)
    assert made(own, replace(SEA, still=True)).shape == (1, SIDE, SIDE, 3)
    assert own.device == torch.device("cpu")


def test_a_drawing_on_its_way_goes_on_where_another_left_the_card(
    generator: DiffusionGenerator, monkeypatch: pytest.MonkeyPatch
) -> None:
    order, own = replace(SEA, still=True), DiffusionGenerator(WEIGHTS, steps=4, threads=1)
    own.device = on_card = torch.device("cpu", 0)
    asked: list[Exception] = []
    monkeypatch.setattr(card, "examined", lambda exc: asked.append(exc) or card.SHORT)
    denoiser, stream = own._models[1], own.generate(order)
    next(stream)
    lost = RuntimeError("")
    own._leave_card(lost, on_card)

    def apart(*_: Any) -> torch.Tensor:
        raise RuntimeError("expected all tensors to be on the same device")

    monkeypatch.setattr(denoiser, "forward", apart)
    *_, last = stream
    assert isinstance(last, Generated) and np.array_equal(last.frames, made(generator, order))
    assert asked == [lost]  # the card is looked into by whoever left it


def test_a_taste_alone_is_enough(generator: DiffusionGenerator) -> None:
    rng = np.random.default_rng(0)
    hist = rng.normal(size=(2, 256)).astype(np.float32)
    hist /= np.linalg.norm(hist, axis=1, keepdims=True)
    one, other = (made(generator, Order(taste=Liking(hist=row), still=True)) for row in hist)
    assert not np.array_equal(one, other)


def test_what_likes_share_is_drawn_and_said_where_nothing_else_is(
    generator: DiffusionGenerator,
) -> None:
    likes = Likes.load(WEIGHTS / "video")
    painted = Familiar.load(WEIGHTS / "video").weights
    neon = unit(likes.weights[:, likes.traits.index(Trait("look", "neon"))])
    taste = Liking(hist=unit(neon + 0.5 * unit(painted)))
    order = Order(taste=taste, still=True)
    remark = list(generator.generate(order))[-1].remark
    assert "neon animation" in remark
    assert generator.wish(replace(order, taste=replace(taste, likes=1))) == ""
    asked = replace(order, words="a calm sea")
    assert generator.wish(asked) == ""
    source = made(generator, SEA)
    assert generator.wish(replace(order, source=source, extend=True)) == ""
    assert "neon" in generator.wish(replace(order, source=source, strength=0.5))


def test_an_order_that_is_given_up_ends_at_once(generator: DiffusionGenerator) -> None:
    stream = generator.generate(replace(SEA, candidates=3))
    first = next(stream)
    assert isinstance(first, Progress) and first.fraction < 0.2
    stream.close()
    assert list(stream) == []
