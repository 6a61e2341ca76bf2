import torch

from models.generate.autoencoder import (
    BLOCK,
    CHANNELS,
    VideoAutoencoder,
    to_pixels,
    to_planes,
)


def smooth(count: int = 4) -> torch.Tensor:
    """Blocks (n, 4, 3, 32, 32) of slow colour ramps."""
    generator = torch.Generator().manual_seed(0)
    small = torch.rand(count, BLOCK * 3, 4, 4, generator=generator) * 2 - 1
    grown = torch.nn.functional.interpolate(small, (32, 32), mode="bicubic").clamp(-1, 1)
    return grown.unflatten(1, (BLOCK, 3))


def test_it_starts_as_the_principal_components() -> None:
    model, blocks = VideoAutoencoder(), smooth(64)
    model.begin(blocks)
    with torch.inference_mode():
        back = model.decoder(model.encoder(blocks))
    rest = (back - blocks).square().mean()
    assert rest < 0.12 * blocks.var()


def test_latents_are_eight_times_smaller_and_each_is_four_frames() -> None:
    model = VideoAutoencoder().eval()
    model.begin(smooth(64))
    clips = torch.rand(2, 12, 3, 32, 48) * 2 - 1
    with torch.inference_mode():
        latents = model.encode(clips)
        assert latents.shape == (2, 3, CHANNELS, 4, 6)
        assert model.decode(latents).shape == clips.shape
        other = clips.clone()
        other[:, 4:8] = 0  # the second block alone
        changed = (model.encode(other) - latents).abs().amax((0, 2, 3, 4))
    assert changed[1] > 0.01
    assert changed[[0, 2]].max() < 1e-5


def test_calibrated_latents_have_unit_deviation() -> None:
    model, blocks = VideoAutoencoder(), smooth(32)
    model.begin(blocks)
    with torch.inference_mode():
        model.calibrate(model.encoder(blocks))
        latents = model.encode(blocks)
    assert abs(float(latents.std()) - 1) < 0.05


def test_pixels_survive_the_way_to_planes_and_back() -> None:
    pixels = torch.randint(0, 256, (2, 4, 8, 8, 3), dtype=torch.uint8)
    assert torch.equal(to_pixels(to_planes(pixels)), pixels)
