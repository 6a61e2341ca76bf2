from dataclasses import replace

import pytest
import torch

from models.generate.autoencoder import CHANNELS
from models.generate.conditions import GIVEN, Conditions, nothing
from models.generate.denoiser import Denoiser, patches, unpatched
from models.generate.guidance import Scales, guided


def tiny() -> Denoiser:
    """A denoiser whose last layer says something."""
    torch.manual_seed(0)
    model = Denoiser(width=32, depth=4, heads=2)
    for layer in (model.modulation, model.last):
        torch.nn.init.normal_(layer.weight, std=0.2)
    return model.eval()


def known(count: int = 2, frames: int = 2) -> Conditions:
    return nothing(count, frames, CHANNELS, 4, 4)


def test_patches_can_be_put_together_again() -> None:
    latents = torch.randn(2, 3, 5, 4, 6)
    assert torch.equal(unpatched(patches(latents), 3, 2, 3), latents)


@pytest.mark.parametrize("kind", ["words", "hist", "user", "liked", "frames"])
def test_every_kind_of_condition_is_heard(kind: str) -> None:
    model, bare = tiny(), known()
    value = torch.randn(getattr(bare, kind).shape)
    if kind != "frames":
        value = value / value.norm(dim=-1, keepdim=True)
    x, level = torch.randn(bare.frames.shape), torch.full((2,), 0.5)
    with torch.inference_mode():
        told = model(x, level, replace(bare, **{kind: value}))
        assert (told - model(x, level, bare)).abs().max() > 1e-4


def test_a_frame_that_is_given_is_told_from_one_that_is_free() -> None:
    model, bare = tiny(), known()
    given = replace(bare, known=torch.tensor([[GIVEN, 0], [0, 0]]))
    x, level = torch.randn(bare.frames.shape), torch.full((2,), 0.5)
    with torch.inference_mode():
        difference = (model(x, level, given) - model(x, level, bare)).abs().amax((1, 2, 3, 4))
    assert difference[0] > 1e-4
    assert difference[1] < 1e-5


def test_tokens_that_take_the_way_around_change_little_of_what_the_others_are() -> None:
    model, bare = tiny(), known()
    x, level = torch.randn(bare.frames.shape), torch.full((2,), 0.5)
    with torch.inference_mode():
        whole = model(x, level, bare)
        every = model(x, level, bare, torch.arange(8))
        some = model(x, level, bare, torch.tensor([0, 3, 5]))
    assert torch.allclose(whole, every, atol=1e-5)
    assert some.shape == whole.shape and not torch.allclose(whole, some)


def test_guidance_of_one_is_the_plain_prediction() -> None:
    model, bare = tiny(), known()
    words = torch.randn(bare.words.shape)
    hist = torch.randn(bare.hist.shape)
    given = replace(bare, words=words / words.norm(dim=-1, keepdim=True), hist=hist / 16)
    x, level = torch.randn(bare.frames.shape), torch.full((2,), 0.5)
    with torch.inference_mode():
        plain = model(x, level, given)
        assert torch.allclose(guided(model, given, Scales(words=1, taste=1))(x, level), plain,
                              atol=1e-5)  # fmt: skip
        assert torch.allclose(guided(model, given, Scales(words=0, taste=0))(x, level),
                              model(x, level, bare), atol=1e-5)  # fmt: skip
        assert not torch.allclose(guided(model, given, Scales())(x, level), plain, atol=1e-3)
