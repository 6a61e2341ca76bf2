"""Clips to latents and back: eight times smaller in space, four times in time.

Every four frames are coded for themselves, so that a latent frame is exactly four frames of the
clip: what is given and what is masked can be told apart without leaking, and a longer clip is made
block by block. All convolutions are two-dimensional (time is folded into channels at the smallest
size), which is what small processors are quick at.

Both ways are a linear map of blocks of 4 x 8 x 8 pixels, which starts as their principal components
(the best any linear map can do), and a convolutional net that adds what the map misses. Nets of the
same kind that started at random, with 16 channels, ended 1.4 dB below where this one begins.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BLOCK = 4
"""Frames of a latent frame."""
SCALE = 8
"""Pixels of a latent pixel, along each side."""
CHANNELS = 24


def _silent(layer: nn.Conv2d) -> nn.Conv2d:
    """A layer that says nothing until it has learnt to."""
    nn.init.zeros_(layer.weight)
    if layer.bias is not None:
        nn.init.zeros_(layer.bias)
    return layer


class Residual(nn.Module):
    """Two convolutions beside the identity. No normalisation: the second starts at zero."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = _silent(nn.Conv2d(channels, channels, 3, padding=1))

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, c, h, w) to the same shape."""
        more: Tensor = self.second(F.silu(self.first(F.silu(x))))
        return x + more


class Encoder(nn.Module):
    """Blocks of frames (n, 4, 3, h, w) in -1…1 to latents (n, c, h/8, w/8)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.frame = nn.Sequential(
            nn.PixelUnshuffle(4),
            nn.Conv2d(48, 2 * width, 3, padding=1),
            Residual(2 * width),
            nn.Conv2d(2 * width, 3 * width, 2, stride=2),
            Residual(3 * width),
        )
        self.block = nn.Sequential(
            nn.Conv2d(BLOCK * 3 * width, 5 * width, 1),
            Residual(5 * width),
            nn.SiLU(),
            _silent(nn.Conv2d(5 * width, CHANNELS, 3, padding=1)),
        )
        self.fold = nn.PixelUnshuffle(SCALE)
        self.linear = nn.Conv2d(BLOCK * 3 * SCALE**2, CHANNELS, 1)

    def forward(self, blocks: Tensor) -> Tensor:
        """See the class."""
        n = len(blocks)
        linear: Tensor = self.linear(self.fold(blocks.flatten(1, 2)))
        x = self.frame(blocks.flatten(0, 1).contiguous(memory_format=torch.channels_last))
        latents: Tensor = self.block(torch.unflatten(x, 0, (n, BLOCK)).flatten(1, 2))
        return latents + linear


class Decoder(nn.Module):
    """Latents (n, c, h/8, w/8) to blocks of frames (n, 4, 3, h, w)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.block = nn.Sequential(
            nn.Conv2d(CHANNELS, 5 * width, 3, padding=1),
            Residual(5 * width),
            Residual(5 * width),
            nn.Conv2d(5 * width, BLOCK * 3 * width, 1),
        )
        self.frame = nn.Sequential(
            Residual(3 * width),
            nn.Conv2d(3 * width, 8 * width, 1),
            nn.PixelShuffle(2),
            Residual(2 * width),
            nn.Conv2d(2 * width, 4 * width, 1),
            nn.PixelShuffle(2),
            Residual(width),
            nn.SiLU(),
            _silent(nn.Conv2d(width, 12, 3, padding=1)),
            nn.PixelShuffle(2),
        )
        self.linear = nn.Conv2d(CHANNELS, BLOCK * 3 * SCALE**2, 1)
        self.unfold = nn.PixelShuffle(SCALE)

    def forward(self, latents: Tensor) -> Tensor:
        """See the class."""
        n = len(latents)
        x = self.block(latents.contiguous(memory_format=torch.channels_last))
        x = torch.unflatten(x, 1, (BLOCK, -1)).flatten(0, 1)
        frames: Tensor = self.frame(x.contiguous(memory_format=torch.channels_last))
        linear: Tensor = self.unfold(self.linear(latents))
        return torch.unflatten(frames, 0, (n, BLOCK)) + torch.unflatten(linear, 1, (BLOCK, 3))


class VideoAutoencoder(nn.Module):
    """Encoder and decoder with the latents' scale, so that latents have unit variance.

    ``mean`` and ``std`` (c,) are measured once after training (:meth:`calibrate`); ``std`` is one
    for all channels, so that coarse ones stay louder than fine ones do.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, width: int = 48) -> None:
        super().__init__()
        self.encoder, self.decoder = Encoder(width), Decoder(width)
        self.register_buffer("mean", torch.zeros(CHANNELS))
        self.register_buffer("std", torch.ones(CHANNELS))

    def encode(self, clips: Tensor) -> Tensor:
        """Map clips (n, t, 3, h, w) in -1…1 to latents (n, t/4, c, h/8, w/8) of unit variance.

        ``t`` is a multiple of 4, ``h`` and ``w`` of 8.
        """
        n = len(clips)
        raw: Tensor = self.encoder(torch.unflatten(clips, 1, (-1, BLOCK)).flatten(0, 1))
        scaled = (raw - self.mean[:, None, None]) / self.std[:, None, None]
        return torch.unflatten(scaled, 0, (n, -1))

    def decode(self, latents: Tensor) -> Tensor:
        """Map latents (n, t/4, c, h/8, w/8) to clips (n, t, 3, h, w), about -1…1."""
        n = len(latents)
        raw = latents.flatten(0, 1) * self.std[:, None, None] + self.mean[:, None, None]
        frames: Tensor = self.decoder(raw)
        return torch.unflatten(frames, 0, (n, -1)).flatten(1, 2)

    @torch.no_grad()
    def begin(self, blocks: Tensor) -> None:
        """Set the linear maps to the principal components of blocks (n, 4, 3, h, w) in -1…1.

        Latents are scaled by the square root of a component's deviation: all of it would drown the
        fine ones, none of it would make noise of them.
        """
        folded = self.encoder.fold(blocks.flatten(1, 2)).permute(0, 2, 3, 1).flatten(0, 2).double()
        mean = folded.mean(0)
        variance, axes = torch.linalg.eigh((folded - mean).T @ (folded - mean) / len(folded))
        basis = axes[:, -CHANNELS:].flip(1)
        deviation = variance[-CHANNELS:].flip(0).clamp(min=1e-12).sqrt()
        scale = deviation.sqrt() * deviation.mean().sqrt()
        into, back = basis.T / scale[:, None], basis * scale
        self.encoder.linear.weight.copy_(into[:, :, None, None])
        self.decoder.linear.weight.copy_(back[:, :, None, None])
        if self.encoder.linear.bias is not None and self.decoder.linear.bias is not None:
            self.encoder.linear.bias.copy_(-(into @ mean))
            self.decoder.linear.bias.copy_(mean)

    @torch.no_grad()
    def calibrate(self, raw: Tensor) -> None:
        """Measure mean by channel and deviation over all, on raw latents (n, c, h, w)."""
        self.mean.copy_(raw.mean((0, 2, 3)))
        centred = raw - self.mean[:, None, None]
        self.std.fill_(float(centred.square().mean().sqrt()))


def channels_last(model: VideoAutoencoder) -> VideoAutoencoder:
    """The same model with its weights in the order that CPUs multiply quickest."""
    model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return model


def to_planes(clips: Tensor) -> Tensor:
    """Turn uint8 RGB (n, t, h, w, 3) into float (n, t, 3, h, w) from -1 to 1."""
    return clips.permute(0, 1, 4, 2, 3).float().div_(127.5).sub_(1)


def to_pixels(planes: Tensor) -> Tensor:
    """Turn (n, t, 3, h, w) about -1…1 into uint8 RGB (n, t, h, w, 3)."""
    pixels = planes.float().add(1).mul(127.5).round().clamp(0, 255)
    return pixels.to(torch.uint8).permute(0, 1, 3, 4, 2)
