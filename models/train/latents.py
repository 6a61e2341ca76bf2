"""Latents and embeddings of the rendered clips, computed once: what the denoiser trains on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encode.encoder import Encoder
from models.generate.autoencoder import VideoAutoencoder, to_planes
from models.hardware import quick_in_bf16
from models.train.clips import SHARD, Clips

BATCH = 20
LOOKS = (3, 12)
"""Frames whose embeddings make a clip's."""


@dataclass(frozen=True)
class Latents:
    """Attributes:
    latents: (n, t, c, h, w) float16 of unit variance.
    embeddings: (n, d) float32 unit vectors of the image encoder.
    """

    latents: NDArray[np.float16]
    embeddings: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.latents)


@torch.inference_mode()
def encode(model: VideoAutoencoder, clips: NDArray[np.uint8]) -> NDArray[np.float16]:
    """Encode clips (n, t, h, w, 3) to float16 latents (n, t/4, c, h/8, w/8)."""
    found = []
    device = next(model.parameters()).device
    bf16 = device.type != "cpu" or quick_in_bf16()
    for start in range(0, len(clips), BATCH):
        pixels = torch.from_numpy(np.array(clips[start : start + BATCH])).to(device)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            found.append(model.encode(to_planes(pixels)).half().cpu().numpy())
    return np.concatenate(found)


def embed(encoder: Encoder, clips: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
    """Embed clips (n, t, h, w, 3) as the unit mean of a few frames: (n, d)."""
    frames = np.concatenate([np.stack([clip[look] for look in LOOKS]) for clip in clips])
    vectors = encoder.images(frames).reshape(len(clips), len(LOOKS), -1).mean(1)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


def cached(clips: Clips, model: VideoAutoencoder, encoder: Encoder, folder: Path) -> Latents:
    """Encode every shard that is there; shards that were encoded before are read.

    ``folder`` must be another one for other weights of ``model``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    latents, embeddings = [], []
    for number, shard in enumerate(clips.shards):
        file = folder / clips.shard_file(number).with_suffix(".npz").name
        if not file.is_file():
            unfinished = file.with_suffix(".part.npz")
            np.savez(
                unfinished, latents=encode(model, shard), embeddings=embed(encoder, list(shard))
            )
            unfinished.replace(file)
            print(f"encoded {(number + 1) * SHARD} clips", flush=True)
        with np.load(file) as kept:
            latents.append(kept["latents"])
            embeddings.append(kept["embeddings"])
    return Latents(np.concatenate(latents), np.concatenate(embeddings))
