"""What becomes of real footage and photos as sources, beside renders."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import torch
from numpy.typing import NDArray

from agents.make.judging import judge
from agents.retrieve.catalogue import MemoryCatalogue
from benchmarks import harness
from benchmarks.generation.rig import Rig
from benchmarks.generation.taste import of_sources
from benchmarks.generation.words import worded
from models.errors import GeneRecError
from models.generate.autoencoder import BLOCK
from models.generate.conditions import GIVEN
from models.generate.diffusion import FPS, FRAMES, PAST, SIDE, noise_of, square
from models.generate.familiar import KNOWN, knows_source, looks
from models.media import sample
from models.train.clips import Clips

Frames = NDArray[np.uint8]
Floats = NDArray[np.float32]
Row = dict[str, Any]

CHANGES = (
    ("revised, strength 0.3", "", 0.3),
    ("revised, strength 0.6", "", 0.6),
    ("“make it night”, 0.6", "make it night", 0.6),
)
COARSE = 16
"""Pixels of the plainest copy: one a latent pixel."""


@dataclass(frozen=True)
class Sources:
    """Clips of sixteen frames (n, t, SIDE, SIDE, 3), with their embeddings (n, d)."""

    kind: str
    clips: NDArray[np.uint8]
    vectors: Floats


def footage(folder: Path) -> Iterator[Frames]:
    """The beginning of every clip in ``folder`` that can be read, at the generator's rate."""
    times = (np.arange(FRAMES) + 0.5) / FPS
    for path in harness.videos(folder):
        try:
            frames = [one.image for one in sample.at(path, times.tolist(), size=2 * SIDE)]
        except GeneRecError:
            continue
        yield np.stack([square(frame, SIDE) for frame in frames])


def photos(folder: Path, count: int) -> Iterator[Frames]:
    """Photos that stand still for a clip."""
    import pyarrow.parquet as parquet
    from PIL import Image

    shards = sorted(folder.glob("val-*.parquet"))
    table = [parquet.read_table(shard, columns=["image", "style"]) for shard in shards[:1]]
    rows = [row["image"] for one in table for row in one.to_pylist() if row["style"] == "photo"]
    for data in rows[:: max(1, len(rows) // count)][:count]:
        picture = square(np.asarray(Image.open(io.BytesIO(data)).convert("RGB")), SIDE)
        yield np.repeat(picture[None], FRAMES, axis=0)


def gathered(rig: Rig, data: Path, renders: Clips, count: int) -> list[Sources]:
    """The sources of each kind, ``count`` of each or as many as there are."""
    step = max(1, len(renders) // count)
    of = {
        "render": [renders[at] for at in range(0, len(renders), step)][:count],
        "real clip": list(footage(data)),
        "photo": list(photos(data / "photos", count)),
    }
    return [
        Sources(kind, np.stack(clips), np.stack([looks(clip, rig.encoder) for clip in clips]))
        for kind, clips in of.items()
        if clips
    ]


def real(rig: Rig, data: Path, renders: Clips, count: int, sheet: Path | None) -> list[Row]:
    """Likeness to the source of what is made of it, by kind of source.

    *first* is how often no other source, of any kind, is more like the result than its own.
    """
    sources = gathered(rig, data, renders, count)
    everything = np.concatenate([one.vectors for one in sources])
    rows = []
    begins = 0
    for of in sources:
        own = np.arange(begins, begins + len(of.clips))
        begins += len(of.clips)
        surely = [knows_source(clip, rig.encoder) for clip in of.clips]
        known = float(np.mean([(one or 0.0) >= KNOWN for one in surely]))
        shown = [of.clips]
        for what, made in _made(rig, of.clips):
            vectors = np.stack([looks(clip, rig.encoder) for clip in made])
            likeness = vectors @ everything.T
            mine = likeness[np.arange(len(own)), own]
            first = (likeness > mine[:, None] + 1e-6).sum(1) == 0
            poor = [bool(_poor(rig, clip)) for clip in made]
            rows.append(
                {
                    "source": of.kind,
                    "clips": len(own),
                    "known": known,
                    "what": what,
                    "likeness": float(mine.mean()),
                    "first": float(first.mean()),
                    "judged poor": float(np.mean(poor)),
                }
            )
            shown.append(made)
        if sheet is not None:
            _write(shown, sheet / f"{of.kind.replace(' ', '-')}.jpg")
    return rows


def _made(rig: Rig, clips: NDArray[np.uint8]) -> Iterator[tuple[str, NDArray[np.uint8]]]:
    """Copies of clips without the generator, then what it makes of them, by name."""
    yield f"{COARSE} pixels", np.stack([[_coarse(frame) for frame in clip] for clip in clips])
    yield "coded and decoded", rig.decoded(rig.encoded(clips))
    for what, words, strength in CHANGES:
        given = of_sources(rig, worded(rig, [words] * len(clips)), clips)
        yield what, np.concatenate(list(rig.made(given, start=noise_of(strength))))
    bare = rig.conditions(len(clips))
    frames, known = bare.frames.clone(), bare.known.clone()
    frames[:, :PAST] = torch.from_numpy(rig.encoded(clips)[:, -PAST:]).float()
    known[:, :PAST] = GIVEN
    longer = rig.made(replace(bare, frames=frames, known=known))
    yield "what follows", np.concatenate([clip[:, PAST * BLOCK :] for clip in longer])


def _coarse(frame: Frames) -> Frames:
    small = cv2.resize(frame, (COARSE, COARSE), interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC))


def _poor(rig: Rig, clip: Frames) -> str:
    return judge(clip, rig.encoder, MemoryCatalogue(), "").poor


def _write(shown: list[NDArray[np.uint8]], path: Path, most: int = 12) -> None:
    """A sheet to be looked at: sources on top, below each what was made of it."""
    lines = [np.concatenate([clip[len(clip) // 2] for clip in of[:most]], axis=1) for of in shown]
    cv2.imwrite(str(path), np.concatenate(lines)[..., ::-1])
