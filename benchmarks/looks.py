"""Encoders in :mod:`benchmarks.acceleration`: bare, wrapped, and many visitors' looks at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import beside, harness
from benchmarks.sizes import Size, encoder_name, there
from benchmarks.turns import NEWLY, Limit, crowd, newly, turns
from models.encode.encoder import Encoder
from models.encode.gathered import Gathered
from models.encode.openclip import OpenClipEncoder

WEIGHTS = Path(__file__).parents[1] / "assets" / "weights"
ENCODING = 8
"""Who have one looked at at once."""
BATCH = 32


def rows(
    size: Size, folder: Path, device: str, limit: Limit, threads: int
) -> Iterator[harness.Row]:
    """open_clip bare and wrapped; many visitors' pictures one by one and at once."""
    import torch

    encoder = OpenClipEncoder(encoder_name(size, folder), threads=threads)
    with there(device):
        loaded = encoder._loaded
    pictures = _noise(BATCH, encoder.side)

    def bare() -> None:
        with torch.inference_mode():
            batch = encoder.prepared(pictures).to(loaded.dtype)
            found = loaded.model.encode_image(batch)
            torch.nn.functional.normalize(found.float(), dim=-1).cpu()

    works: dict[str, Callable[[], object]] = {
        "bare": bare,
        NEWLY: lambda: newly(bare),
        "wrapper": lambda: encoder.images(pictures),
    }
    yield from beside.rows("encoder", turns(works, limit.share(2)))
    if limit.over:
        return
    yield from _at_once("encoder", encoder, limit)
    if device == "cpu":
        from models.encode.embedded import EmbeddedEncoder

        embedded = EmbeddedEncoder(WEIGHTS, threads)
        yield from _at_once("embedded encoder, true weights", embedded, limit)


def _at_once(model: str, encoder: Encoder, limit: Limit) -> Iterator[harness.Row]:
    """Visitors who have a picture each looked at."""
    pictures, gathered = _noise(ENCODING, encoder.side), Gathered(encoder)

    def singly() -> None:
        for picture in pictures:
            encoder.images(picture[None])

    def by_all(seen: Encoder) -> Callable[[], object]:
        return lambda: crowd(lambda at: seen.images(pictures[at][None]), ENCODING)

    works: dict[str, Callable[[], object]] = {
        f"{ENCODING} visitors one by one": singly,
        f"{ENCODING} visitors at once, not gathered": by_all(encoder),
        f"{ENCODING} visitors at once": by_all(gathered),
    }
    yield from beside.rows(model, turns(works, limit), ENCODING)


def _noise(count: int, side: int) -> Any:
    shape = (count, side, side, 3)
    return np.random.default_rng(0).integers(0, 256, shape).astype(np.uint8)
