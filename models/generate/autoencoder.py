"""Clips to latents and back: eight times smaller in space, four times in time.

Every four frames are coded for themselves, so that a latent frame is exactly four frames of the
clip: what is given and what is masked can be told apart without leaking, and a longer clip is made
block by block. All convolutions are two-dimensional (time is folded into channels at the smallest
size), which is what small processors are quick at.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BLOCK = 4
"""Frames of a latent frame."""
SCALE = 8
"""Pixels of a latent pixel, along each side."""
CHANNELS = 16


class Residual(nn.Module):
    """Two convolutions beside the identity. No normalisation: the second starts at zero."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        nn.init.zeros_(self.second.weight)
        if self.second.bias is not None:
            nn.init.zeros_(self.second.bias)

    def forward(self, x: Tensor) -> Tensor:
        """Map (n, c, h, w) to the same shape."""
        return x + self.second(F.silu(self.first(F.silu(x))))


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
            nn.Conv2d(5 * width, CHANNELS, 3, padding=1),
        )

    def forward(self, blocks: Tensor) -> Tensor:
        """See the class."""
        n = len(blocks)
        x = self.frame(blocks.flatten(0, 1).contiguous(memory_format=torch.channels_last))
        latents: Tensor = self.block(x.unflatten(0, (n, BLOCK)).flatten(1, 2))
        return latents


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
            nn.Conv2d(width, 12, 3, padding=1),
            nn.PixelShuffle(2),
        )

    def forward(self, latents: Tensor) -> Tensor:
        """See the class."""
        n = len(latents)
        x = self.block(latents.contiguous(memory_format=torch.channels_last))
        x = x.unflatten(1, (BLOCK, -1)).flatten(0, 1)
        frames: Tensor = self.frame(x.contiguous(memory_format=torch.channels_last))
        return frames.unflatten(0, (n, BLOCK))


class VideoAutoencoder(nn.Module):
    """Encoder and decoder with the latents' scale, so that latents have unit variance.

    ``mean`` and ``std`` (c,) are measured once after training (:meth:`calibrate`).
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
        raw = self.encoder(clips.unflatten(1, (-1, BLOCK)).flatten(0, 1))
        scaled = (raw - self.mean[:, None, None]) / self.std[:, None, None]
        return scaled.unflatten(0, (n, -1))

    def decode(self, latents: Tensor) -> Tensor:
        """Map latents (n, t/4, c, h/8, w/8) to clips (n, t, 3, h, w), about -1…1."""
        n = len(latents)
        raw = latents.flatten(0, 1) * self.std[:, None, None] + self.mean[:, None, None]
        return self.decoder(raw).unflatten(0, (n, -1)).flatten(1, 2)

    @torch.no_grad()
    def calibrate(self, raw: Tensor) -> None:
        """Measure mean and std on raw latents of the encoder (n, c, h, w)."""
        self.mean.copy_(raw.mean((0, 2, 3)))
        self.std.copy_(raw.std((0, 2, 3)))


def to_planes(clips: Tensor) -> Tensor:
    """Turn uint8 RGB (n, t, h, w, 3) into float (n, t, 3, h, w) from -1 to 1."""
    return clips.permute(0, 1, 4, 2, 3).float().div_(127.5).sub_(1)


def to_pixels(planes: Tensor) -> Tensor:
    """Turn (n, t, 3, h, w) about -1…1 into uint8 RGB (n, t, h, w, 3)."""
    pixels = planes.float().add(1).mul(127.5).round().clamp(0, 255)
    return pixels.to(torch.uint8).permute(0, 1, 3, 4, 2)
