"""The reader in torch, as it is trained; :mod:`models.understand.network` is what runs."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from models.train.reader_data import Batch
from models.understand.labels import ACTS, DECISIONS, SLOTS, TOOLS
from models.understand.network import HEADS

WEIGHTS = {"decisions": 1.0, "acts": 0.6, "tools": 2.0, "harm": 1.5, "slots": 1.0}


class Logits(NamedTuple):
    """Logits of a batch: (b, 6), (b, 25), (b, 8), (b,), (b, n, 9)."""

    decisions: Tensor
    acts: Tensor
    tools: Tensor
    harm: Tensor
    slots: Tensor


class _Layer(nn.Module):
    def __init__(self, d: int, inner: int) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(d, d) for _ in range(3))
        self.out, self.norm1 = nn.Linear(d, d), nn.LayerNorm(d, eps=1e-12)
        self.up, self.down = nn.Linear(d, inner), nn.Linear(inner, d)
        self.norm2 = nn.LayerNorm(d, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, d = x.shape
        q, k, v = (
            part(x).view(b, n, HEADS, d // HEADS).transpose(1, 2)
            for part in (self.query, self.key, self.value)
        )
        scores = q @ k.transpose(2, 3) / (d // HEADS) ** 0.5 + mask
        mixed = (scores.float().softmax(-1).to(v.dtype) @ v).transpose(1, 2).reshape(b, n, d)
        x = self.norm1(x + self.out(mixed))
        out: Tensor = self.norm2(x + self.down(F.gelu(self.up(x))))
        return out


class ReaderNet(nn.Module):
    """Starts from the tensors of :func:`models.train.instructor.starting_tensors`."""

    HEADS: ClassVar = ("decisions", "acts", "tools", "harm", "slots")

    def __init__(self, start: dict[str, np.ndarray]) -> None:
        super().__init__()
        rows, d = start["tokens"].shape
        inner = start["layer.0.up.weight"].shape[0]
        count = 1 + max(int(k.split(".")[1]) for k in start if k.startswith("layer."))
        self.tokens, self.positions = (
            nn.Embedding(rows, d),
            nn.Embedding(len(start["positions"]), d),
        )
        self.segments, self.norm = nn.Embedding(2, d), nn.LayerNorm(d, eps=1e-12)
        self.layer = nn.ModuleList(_Layer(d, inner) for _ in range(count))
        self.drop = nn.Dropout(0.1)
        self.decisions, self.acts = nn.Linear(2 * d, len(DECISIONS)), nn.Linear(2 * d, len(ACTS))
        self.tools, self.harm = nn.Linear(2 * d, len(TOOLS)), nn.Linear(2 * d, 1)
        self.slots = nn.Linear(d, len(SLOTS))
        own = dict(self.named_parameters())
        with torch.no_grad():
            for name, value in start.items():
                key = name if name in own else f"{name}.weight"
                own[key].copy_(torch.from_numpy(value))

    def forward(self, ids: Tensor, segments: Tensor) -> Logits:
        """Token ids (b, n), 0 where there is none, and segments (b, n)."""
        there = ids > 0
        mask = torch.where(there, 0.0, -1e4)[:, None, None, :]
        places = torch.arange(ids.shape[1])
        x = self.norm(self.tokens(ids) + self.positions(places) + self.segments(segments))
        x = self.drop(x)
        for layer in self.layer:
            x = layer(x, mask)
        x = x.float()
        kept = there[..., None].float()
        pooled = self.drop(torch.cat([x[:, 0], (x * kept).sum(1) / kept.sum(1)], dim=1))
        with torch.autocast("cpu", enabled=False):
            return Logits(
                self.decisions(pooled),
                self.acts(pooled),
                self.tools(pooled),
                self.harm(pooled)[:, 0],
                self.slots(x),
            )

    def tensors(self) -> dict[str, np.ndarray]:
        """All weights under the names that the NumPy network reads."""
        made = {}
        for name, value in self.state_dict().items():
            bare = name.removesuffix(".weight")
            made[bare if bare in ("tokens", "positions", "segments") else name] = value.numpy()
        return made


def loss(out: Logits, batch: Batch) -> Tensor:
    """The weighted sum of all losses; labels of -1 are not known."""
    decisions, acts, tools, harm, slots = (
        torch.from_numpy(part)
        for part in (batch.decisions, batch.acts, batch.tools, batch.harm, batch.slots)
    )
    total = torch.zeros(())
    for name, logits, truth in (
        ("decisions", out.decisions, decisions), ("acts", out.acts, acts),
        ("slots", out.slots.flatten(0, 1), slots.flatten()),
    ):  # fmt: skip
        if (truth >= 0).any():
            part = F.cross_entropy(logits, truth, ignore_index=-1, label_smoothing=0.02)
            total = total + WEIGHTS[name] * part
    for name, logits, truth in (("tools", out.tools, tools), ("harm", out.harm, harm)):
        known = truth >= 0
        if known.any():
            part = F.binary_cross_entropy_with_logits(logits[known], truth[known])
            total = total + WEIGHTS[name] * part
    return total
