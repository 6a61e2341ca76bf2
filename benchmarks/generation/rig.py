"""The generator with what reads its results, and what it has drawn before."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import CHANNELS, VideoAutoencoder, to_pixels
from models.generate.conditions import Conditions, nothing
from models.generate.diffusion import DiffusionGenerator
from models.generate.words import WordVectors
from models.metrics import probes
from models.train.latents import embed, encode

BATCH = 20
SEED = 23

Pixels = NDArray[np.uint8]
Seen = list[dict[str, str]]


class Rig:
    """What is measured and what it is measured with.

    ``keep`` is a folder for what was drawn: latents by weights, settings, conditions and seed.
    """

    def __init__(self, weights: Path, threads: int = 2, keep: Path | None = None) -> None:
        self.weights, self.threads, self.keep = weights, threads, keep
        self.generator = DiffusionGenerator(weights, threads=threads)
        self.coder: VideoAutoencoder = self.generator._models[0]
        self.read = WordVectors(weights / "text")
        self.probes = probes.load(weights / "video")
        self.encoder = EmbeddedEncoder(weights, threads)

    def conditions(self, count: int, frames: int = 4) -> Conditions:
        """Conditions that say nothing, for ``count`` clips."""
        return nothing(count, frames, CHANNELS, 16, 16)

    def made(self, given: Conditions, start: float = 1.0) -> Iterator[Pixels]:
        """Sample all of ``given`` and yield it in batches, as pixels (n, t, h, w, 3)."""
        for at in range(0, len(given), BATCH):
            part = rows(given, slice(at, at + BATCH))
            latents = self._drawn(part, SEED + at, start)
            yield self.decoded(latents)

    def _drawn(self, given: Conditions, seed: int, start: float) -> NDArray[np.float16]:
        said = hashlib.sha256()
        for one in fields(given):
            said.update(getattr(given, one.name).numpy().tobytes())
        generator = self.generator
        key = (
            f"{generator.name}-{generator.steps}-{generator.words_scale:g}-"
            f"{generator.taste_scale:g}-{start:g}-{seed}-{said.hexdigest()[:16]}"
        )
        return self.kept(key, lambda: generator.sample(given, seed, start).half().numpy())

    def kept(self, key: str, make: Callable[[], NDArray]) -> NDArray:
        """What was kept under ``key``, or else what ``make`` makes."""
        if self.keep is None:
            return make()
        self.keep.mkdir(parents=True, exist_ok=True)
        file = self.keep / f"{key}.npy"
        if not file.is_file():
            unfinished = file.with_suffix(".part")
            with unfinished.open("wb") as out:
                np.save(out, make())
            unfinished.replace(file)
        return np.load(file)

    @torch.inference_mode()
    def decoded(self, latents: NDArray[np.float16]) -> Pixels:
        """Latents (n, t, c, h, w) as pixels."""
        generator = self.generator
        with generator._format():
            given = torch.from_numpy(latents).float().to(generator.device)
            return to_pixels(self.coder.decode(given)).cpu().numpy()

    def encoded(self, clips: Pixels) -> NDArray[np.float16]:
        """Clips (n, t, h, w, 3) as latents."""
        return encode(self.coder, clips)

    def seen(self, clips: Pixels) -> Seen:
        """What the probes read off pixels."""
        return self.probes.read(clips, self.encoded(clips))

    def looked(self, batches: Iterator[Pixels]) -> tuple[Seen, NDArray[np.float32]]:
        """What the probes read off clips, and their embeddings (n, d)."""
        seen: Seen = []
        vectors = []
        for clips in batches:
            seen += self.seen(clips)
            vectors.append(embed(self.encoder, list(clips)))
        return seen, np.concatenate(vectors)

    def renders(self, clips: Sequence[Pixels], of: str) -> NDArray[np.float32]:
        """Embeddings (n, d) of renders that are called ``of``."""
        key = f"{of}-{len(clips)}-{self.encoder.name}"
        return self.kept(key, lambda: embed(self.encoder, clips))


def rows(given: Conditions, at: slice) -> Conditions:
    """Some of a batch of conditions."""
    return Conditions(*(getattr(given, one.name)[at] for one in fields(given)))
