"""Attribute probes: what a clip of the painted world shows, read off its pixels.

Small classifiers, one head an attribute, over the latents that the video autoencoder finds in the
pixels. They are the measuring instrument of "does the clip show what was asked"; their own accuracy
on renders that they never saw stands in their file and beside every figure made with them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from models.generate.autoencoder import CHANNELS
from models.generate.weights import load_sharded, save_sharded, shard_files

Classes = Mapping[str, Sequence[str]]
NAME = "probes"


class ProbeNet(nn.Module):
    """Latents (n, 4, c, 16, 16) to logits by attribute."""

    def __init__(self, classes: Classes, width: int = 96) -> None:
        super().__init__()
        self.frame = nn.Sequential(
            nn.Conv2d(CHANNELS, width, 3, padding=1), nn.BatchNorm2d(width), nn.SiLU(),
            nn.Conv2d(width, width, 3, padding=1), nn.BatchNorm2d(width), nn.SiLU(),
            nn.Conv2d(width, 2 * width, 2, stride=2), nn.BatchNorm2d(2 * width), nn.SiLU(),
            nn.Conv2d(2 * width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width), nn.SiLU(),
            nn.Conv2d(2 * width, 3 * width, 2, stride=2), nn.BatchNorm2d(3 * width), nn.SiLU(),
        )  # fmt: skip
        # How a clip moves shows where latent frames are compared at the same place.
        self.motion = nn.Sequential(
            nn.Conv2d(4 * 2 * width, 2 * width, 3, padding=1), nn.BatchNorm2d(2 * width),
            nn.SiLU(), nn.Conv2d(2 * width, 2 * width, 2, stride=2), nn.SiLU(),
        )  # fmt: skip
        features = 16 * 3 * width + 16 * 2 * width
        self.body = nn.Sequential(
            nn.Dropout(0.3), nn.Linear(features, 512), nn.BatchNorm1d(512), nn.SiLU(),
            nn.Dropout(0.3),
        )  # fmt: skip
        self.heads = nn.ModuleDict({name: nn.Linear(512, len(v)) for name, v in classes.items()})

    def forward(self, latents: Tensor) -> dict[str, Tensor]:
        """See the class."""
        n, t = latents.shape[:2]
        flat = latents.flatten(0, 1)
        middle = self.frame[:9](flat)
        still = self.frame[9:](middle).unflatten(0, (n, t)).mean(1)
        moving = self.motion(middle.unflatten(0, (n, t)).flatten(1, 2))
        body = self.body(torch.cat([still.flatten(1), moving.flatten(1)], dim=1))
        return {name: head(body) for name, head in self.heads.items()}


@dataclass(frozen=True)
class Probes:
    """A trained probe with its classes and its accuracy by attribute on renders kept aside."""

    net: ProbeNet
    classes: Classes
    accuracy: Mapping[str, float]

    @torch.inference_mode()
    def read(self, latents: Tensor) -> list[dict[str, str]]:
        """The likeliest value of every attribute of each clip, from latents (n, 4, c, h, w)."""
        logits = self.net(latents)
        best = {name: scores.argmax(1).tolist() for name, scores in logits.items()}
        return [
            {name: self.classes[name][best[name][row]] for name in best}
            for row in range(len(latents))
        ]


def save(probes: Probes, folder: Path) -> list[Path]:
    """Write as sharded safetensors with classes and accuracy in their metadata."""
    notes = {
        "classes": json.dumps({name: list(v) for name, v in probes.classes.items()}),
        "accuracy": json.dumps(dict(probes.accuracy)),
    }
    return save_sharded(probes.net.state_dict(), folder, NAME, notes)


def load(folder: Path) -> Probes:
    """Read what :func:`save` wrote; raises Unavailable where it is not there."""
    from safetensors import safe_open

    with safe_open(str(shard_files(folder, NAME)[0]), "pt") as kept:
        notes = kept.metadata()
    classes = json.loads(notes["classes"])
    net = ProbeNet(classes)
    load_sharded(net, folder, NAME)
    return Probes(net.eval(), classes, json.loads(notes["accuracy"]))
