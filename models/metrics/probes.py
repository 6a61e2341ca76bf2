"""Attribute probes: what a clip of the painted world shows, read off its pixels.

Two nets read the scene, one off the latents that the video autoencoder finds and one off frames,
which also says where the head of a person is; a third one reads the person off what is around it,
brought to one size. They are the measuring instrument of "does the clip show what was asked"; their
own accuracy on renders that they never saw stands in their file and beside every figure made with
them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from torch import Tensor, nn

from models.generate.autoencoder import CHANNELS, to_planes
from models.generate.weights import load_sharded, save_sharded, shard_files
from models.hardware import quick_in_bf16

Classes = Mapping[str, Sequence[str]]
Pixels = NDArray[np.uint8]
NAME = "probes"
SIDE = 128
SMALL = 64
"""Sides of the pictures of a scene and of a person."""
LOOKS = (2, 6, 10, 14)
"""Frames of a clip of sixteen whose readings are averaged."""
BATCH = 50
PERSON = (
    "beard", "garment", "garment_colour", "glasses", "hair", "hair_colour", "hat", "scarf", "skin",
)  # fmt: skip
PEOPLE = ("person", "sport")
"""Families of subjects who are people."""
LIGHT = ("look", "palette")
"""What the colours of a person have to be seen through; the person's net is told."""
BUST = (0.7, 1.6)
"""Middle and half the side of the square read around a head at 0, one tall: cap to hem."""


class _Residual(nn.Module):
    """Two normalised convolutions beside the identity."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.BatchNorm2d(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(channels), nn.ReLU(),
            nn.Conv2d(channels, channels, 3, padding=1, bias=False),
        )  # fmt: skip

    def forward(self, x: Tensor) -> Tensor:
        more: Tensor = self.body(x)
        return x + more


class PictureNet(nn.Module):
    """Square pictures (n, 3, side, side) in -1…1, and what is known (n, k), to outputs by name.

    ``side`` is a multiple of 64. The last map is flattened, not averaged: what is drawn here has
    its place.
    """

    def __init__(
        self, outputs: Mapping[str, int], side: int, known: int = 0, width: int = 48
    ) -> None:
        super().__init__()
        fold = side // 32
        self.trunk = nn.Sequential(
            nn.PixelUnshuffle(fold),
            nn.Conv2d(3 * fold**2, width, 4, stride=2, padding=1), _Residual(width),
            nn.Conv2d(width, 2 * width, 2, stride=2), _Residual(2 * width),
            nn.Conv2d(2 * width, 4 * width, 2, stride=2), _Residual(4 * width),
            nn.BatchNorm2d(4 * width), nn.ReLU(), nn.Flatten(),
        )  # fmt: skip
        self.body = nn.Sequential(
            nn.Dropout(0.1), nn.Linear(16 * 4 * width + known, 512), nn.BatchNorm1d(512), nn.ReLU()
        )
        self.heads = nn.ModuleDict({name: nn.Linear(512, n) for name, n in outputs.items()})

    def forward(self, pictures: Tensor, known: Tensor) -> dict[str, Tensor]:
        """See the class."""
        x = self.trunk(pictures.contiguous(memory_format=torch.channels_last))
        body = self.body(torch.cat([x, known.to(x.dtype)], dim=1))
        return {name: head(body) for name, head in self.heads.items()}


class ClipNet(nn.Module):
    """Latents (n, 4, c, 16, 16) to outputs by name."""

    def __init__(self, outputs: Mapping[str, int], width: int = 96) -> None:
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
        self.heads = nn.ModuleDict({name: nn.Linear(512, n) for name, n in outputs.items()})

    def forward(self, latents: Tensor) -> dict[str, Tensor]:
        """See the class."""
        n, t = latents.shape[:2]
        flat = latents.flatten(0, 1)
        middle = self.frame[:9](flat)
        still = self.frame[9:](middle).unflatten(0, (n, t)).mean(1)
        moving = self.motion(middle.unflatten(0, (n, t)).flatten(1, 2))
        body = self.body(torch.cat([still.flatten(1), moving.flatten(1)], dim=1))
        return {name: head(body) for name, head in self.heads.items()}


class ProbeNet(nn.Module):
    """The three nets; see the module."""

    def __init__(self, classes: Classes) -> None:
        super().__init__()
        sizes = {name: len(values) for name, values in classes.items()}
        scene = {name: n for name, n in sizes.items() if name not in PERSON}
        self.clip = ClipNet(scene)
        self.scene = PictureNet(scene | {"head": 3}, SIDE)
        person = {name: n for name, n in sizes.items() if name in PERSON}
        self.person = PictureNet(person, SMALL, known=sum(sizes[name] for name in LIGHT))

    def forward(self, frames: Tensor, latents: Tensor) -> dict[str, Tensor]:
        """Some frames (n, t, 3, 128, 128) in -1…1 and the latents (n, 4, c, 16, 16) of clips.

        Returns log-probabilities by attribute, of a person or not: means over frames, and, of a
        scene, of both nets that read it.
        """
        n, t = frames.shape[:2]
        flat = frames.flatten(0, 1)
        pictured = self.scene(flat, flat.new_zeros(len(flat), 0))
        around = bust(flat, pictured.pop("head"))
        found = _means(pictured, t)
        for name, one in self.clip(latents).items():
            found[name] = (found[name] + one.float().log_softmax(1)) / 2
        light = torch.cat([found[name].softmax(1) for name in LIGHT], dim=1)
        return found | _means(self.person(around, light.repeat_interleave(t, 0)), t)


def _means(logits: Mapping[str, Tensor], t: int) -> dict[str, Tensor]:
    """Mean log-probabilities over every ``t`` rows."""
    return {
        name: one.float().log_softmax(1).unflatten(0, (-1, t)).mean(1)  # type: ignore[no-untyped-call]
        for name, one in logits.items()
    }


def bust(frames: Tensor, heads: Tensor, side: int = SMALL, margin: float = 1.0) -> Tensor:
    """Cut the square around heads out of square frames (n, 3, h, h): (n, 3, side, side).

    ``heads`` (n, 3): middle and height as shares of the frame's side. What lies outside is grey.
    """
    x, y, size = heads.clamp(0.0, 1.0).float().unbind(1)
    size = size.clamp(min=0.08)
    half = 2 * BUST[1] * size * margin  # of a frame that reaches from -1 to 1
    zero = torch.zeros_like(x)
    theta = torch.stack(
        [
            torch.stack([half, zero, 2 * x - 1], 1),
            torch.stack([zero, half, 2 * (y + BUST[0] * size) - 1], 1),
        ],
        1,
    )
    grid = F.affine_grid(theta, [len(x), 3, side, side], align_corners=False)
    cut = F.grid_sample(frames, grid, align_corners=False)
    # A large head is made smaller by more than two: averaged first, or its lines would flicker.
    large = size > 0.25
    if large.any():
        halved = F.avg_pool2d(frames[large], 2)
        cut[large] = F.grid_sample(halved, grid[large], align_corners=False)
    return cut


@dataclass(frozen=True)
class Probes:
    """A trained probe with its classes and its accuracy by attribute on renders kept aside."""

    net: ProbeNet
    classes: Classes
    accuracy: Mapping[str, float]

    @torch.inference_mode()
    def read(self, clips: Pixels, latents: NDArray[np.float16]) -> list[dict[str, str]]:
        """The likeliest value of every attribute of each clip (n, 16, 128, 128, 3).

        ``latents`` (n, 4, c, 16, 16) are what the autoencoder makes of the clips. The attributes of
        a person are read where the subject is one.
        """
        found = []
        for at in range(0, len(clips), BATCH):
            frames = np.ascontiguousarray(clips[at : at + BATCH, LOOKS])
            with torch.autocast("cpu", torch.bfloat16, enabled=quick_in_bf16()):
                scores = self.net(
                    to_planes(torch.from_numpy(frames)),
                    torch.from_numpy(latents[at : at + BATCH]).float(),
                )
            best = {name: one.argmax(1).tolist() for name, one in scores.items()}
            found += [
                {name: self.classes[name][rows[row]] for name, rows in best.items()}
                for row in range(len(frames))
            ]
        return [
            {
                name: value
                for name, value in one.items()
                if name not in PERSON or one["family"] in PEOPLE
            }
            for one in found
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
    net.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    return Probes(net.eval(), classes, json.loads(notes["accuracy"]))
