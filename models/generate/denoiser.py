"""The denoiser: a transformer over the latent clip that looks at the tokens of the conditions.

A diffusion transformer (Peebles & Xie 2023). Two layers read the conditions among themselves; every
block then attends to the clip and to what was read in one softmax, which costs next to nothing a
condition (in one sequence with the clip they took a third of the time of a still). Time and pooled
conditions enter once more as shared scales and shifts (the "single" adaptive norm of Chen et al.
2023, PixArt-α). Queries and keys are normalised.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from models.generate.autoencoder import CHANNELS
from models.generate.conditions import ITEM, LIKED, USER, Conditions
from models.generate.words import WIDTH, WORDS

PATCH = 2
FRAMES = 8
"""Latent frames that have a place of their own."""
KINDS = 3
TOKENS = WORDS + 2 + LIKED
"""Tokens of the conditions."""
READERS = 2
"""Layers that read the conditions among themselves ("red" belongs to "coat", not to "dog")."""


def sinusoids(values: Tensor, width: int, longest: float) -> Tensor:
    """Sines and cosines of ``values`` (n,) at geometric frequencies: (n, width)."""
    half = width // 2
    steps = torch.arange(half, dtype=torch.float32, device=values.device) / half
    angles = values.float()[:, None] * torch.exp(-math.log(longest) * steps)[None]
    return torch.cat([angles.cos(), angles.sin()], dim=1)


def grid(height: int, width: int, channels: int) -> Tensor:
    """Fixed positions of a grid: (height * width, channels)."""
    rows = sinusoids(torch.arange(height), channels // 2, 100.0)
    columns = sinusoids(torch.arange(width), channels // 2, 100.0)
    both = torch.cat(
        [rows[:, None].expand(-1, width, -1), columns[None].expand(height, -1, -1)], dim=2
    )
    return both.flatten(0, 1)


class Attention(nn.Module):
    """Attention of the clip over itself and over the conditions, in one softmax."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.into = nn.Linear(width, 3 * width)
        self.given = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)
        self.scale = nn.Parameter(torch.ones(2, width // heads))

    def forward(self, x: Tensor, given: Tensor) -> Tensor:
        """Map (n, l, d) to the same shape; ``given`` (n, m, d) are the conditions, read."""
        q, k, v = self.into(x).unflatten(2, (3, self.heads, -1)).permute(2, 0, 3, 1, 4)
        more_k, more_v = self.given(given).unflatten(2, (2, self.heads, -1)).permute(2, 0, 3, 1, 4)
        k, v = torch.cat([more_k, k], dim=2), torch.cat([more_v, v], dim=2)
        q, k = (
            F.rms_norm(x, x.shape[-1:]) * scale.to(x.dtype)
            for x, scale in zip((q, k), self.scale, strict=True)
        )
        # Plain products are quickest at such lengths.
        weights = torch.softmax((q @ k.transpose(2, 3)) * q.shape[-1] ** -0.5, dim=-1)
        mixed: Tensor = self.out((weights.to(v.dtype) @ v).transpose(1, 2).flatten(2))
        return mixed


class Block(nn.Module):
    """Attention and a feed-forward net, each scaled, shifted and gated by the condition."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attention = Attention(width, heads)
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.table = nn.Parameter(torch.zeros(6, width))

    def forward(self, x: Tensor, given: Tensor, shared: Tensor) -> Tensor:
        """Map (n, l, d) to the same shape; ``shared`` (n, 6, d) is the same for every block."""
        shift1, scale1, gate1, shift2, scale2, gate2 = (
            (shared + self.table)[:, :, None].to(x.dtype).unbind(1)
        )
        y = F.layer_norm(x, x.shape[-1:]) * (1 + scale1) + shift1
        x = x + gate1 * self.attention(y, given)
        y = F.layer_norm(x, x.shape[-1:]) * (1 + scale2) + shift2
        more: Tensor = gate2 * self.down(F.gelu(self.up(y), approximate="tanh"))
        return x + more


class Denoiser(nn.Module):
    """Predicts the velocity of noised latents under conditions.

    About 10 M parameters at the default size.
    """

    def __init__(self, width: int = 256, depth: int = 8, heads: int = 4) -> None:
        super().__init__()
        self.width = width
        self.patch = nn.Linear(2 * CHANNELS * PATCH**2, width)
        self.known = nn.Embedding(KINDS, width)
        self.place_in_time = nn.Parameter(torch.randn(FRAMES, width) * 0.02)
        self.words = nn.Linear(WIDTH, width)
        self.item, self.user = nn.Linear(ITEM, width), nn.Linear(USER, width)
        self.absent = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.role = nn.Parameter(torch.randn(TOKENS, width) * 0.02)
        self.reader = nn.ModuleList(
            nn.TransformerEncoderLayer(
                width, heads, 4 * width, 0.0, F.gelu, batch_first=True, norm_first=True
            )
            for _ in range(READERS)
        )
        self.pooled = nn.Linear(WIDTH + ITEM + USER, width)
        self.time = nn.Sequential(nn.Linear(256, width), nn.SiLU(), nn.Linear(width, width))
        self.modulation = nn.Linear(width, 6 * width)
        self.blocks = nn.ModuleList(Block(width, heads) for _ in range(depth))
        self.last_table = nn.Parameter(torch.zeros(2, width))
        self.last = nn.Linear(width, CHANNELS * PATCH**2)
        for layer in (self.modulation, self.last):
            nn.init.zeros_(layer.weight)
            nn.init.zeros_(layer.bias)

    def condition_tokens(self, given: Conditions) -> Tensor:
        """Conditions as read, (n, TOKENS, d); what is absent has a learned vector."""
        vectors = torch.cat(
            [
                self.words(given.words * WIDTH**0.5),
                self.item(given.hist * ITEM**0.5)[:, None],
                self.user(given.user * USER**0.5)[:, None],
                self.item(given.liked * ITEM**0.5),
            ],
            dim=1,
        )
        there = torch.cat(
            [
                given.words.abs().amax(2) > 0,
                (given.hist.abs().amax(1) > 0)[:, None],
                (given.user.abs().amax(1) > 0)[:, None],
                given.liked.abs().amax(2) > 0,
            ],
            dim=1,
        )
        read = torch.where(there[:, :, None], vectors, self.absent.to(vectors.dtype)) + self.role
        for layer in self.reader:
            read = layer(read)
        return F.layer_norm(read, read.shape[-1:])

    def forward(
        self, noised: Tensor, level: Tensor, given: Conditions, kept: Tensor | None = None
    ) -> Tensor:
        """Predict the velocity (noise minus clip) of latents.

        Args:
            noised: (n, t, c, h, w), h and w even, t at most 8.
            level: (n,) share of noise, 0 clean to 1 noise alone.
            given: conditions of the same n and t.
            kept: for training, the places (m,) of the tokens that go through the middle blocks;
                the others take a way around them, which is quicker and learns sooner (TREAD,
                Krause et al. 2025).
        """
        n, t, _, h, w = noised.shape
        rows, columns = h // PATCH, w // PATCH
        tokens = self.patch(patches(torch.cat([noised, given.frames.to(noised.dtype)], dim=2)))
        tokens = tokens.unflatten(1, (t, rows * columns))
        tokens = tokens + grid(rows, columns, self.width).to(tokens)
        tokens = tokens + self.place_in_time[:t, None] + self.known(given.known)[:, :, None]
        read = self.condition_tokens(given)
        count = (given.words.abs().amax(2) > 0).sum(1, keepdim=True).clamp(min=1)
        mean = given.words.sum(1) / count * WIDTH**0.5
        pooled = torch.cat([mean, given.hist * ITEM**0.5, given.user * USER**0.5], dim=1)
        state = self.time(sinusoids(level * 1000, 256, 10_000.0)) + self.pooled(pooled)
        state = F.silu(state)
        shared = self.modulation(state).unflatten(1, (6, self.width))
        x = self.through(tokens.flatten(1, 2), read, shared, kept)
        shift, scale = (state[:, None] + self.last_table)[:, :, None].to(x.dtype).unbind(1)
        y = F.layer_norm(x, x.shape[-1:]) * (1 + scale) + shift
        return unpatched(self.last(y), t, rows, columns)

    def through(self, x: Tensor, read: Tensor, shared: Tensor, kept: Tensor | None) -> Tensor:
        """Send the clip's tokens (n, l, d) through all blocks; see :meth:`forward`."""
        blocks = list(self.blocks)
        x = blocks[0](x, read, shared)
        short = x if kept is None else x[:, kept]
        for block in blocks[1:-2]:
            short = block(short, read, shared)
        if kept is not None:
            short = x.index_copy(1, kept, short.to(x.dtype))
        for block in blocks[-2:]:
            short = block(short, read, shared)
        return short


def patches(latents: Tensor) -> Tensor:
    """Cut (n, t, c, h, w) into (n, t * h/2 * w/2, c * 4)."""
    n, t, c, h, w = latents.shape
    cut = latents.reshape(n, t, c, h // PATCH, PATCH, w // PATCH, PATCH)
    return cut.permute(0, 1, 3, 5, 2, 4, 6).reshape(n, t * (h // PATCH) * (w // PATCH), -1)


def unpatched(tokens: Tensor, t: int, rows: int, columns: int) -> Tensor:
    """Undo :func:`patches`."""
    n = len(tokens)
    cut = tokens.reshape(n, t, rows, columns, -1, PATCH, PATCH).permute(0, 1, 4, 2, 5, 3, 6)
    return cut.reshape(n, t, -1, rows * PATCH, columns * PATCH)
