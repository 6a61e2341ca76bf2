"""Fit what tells painted clips from footage: ``python -m models.train.familiar --data DIR``.

Renders of the training split (their vectors lie beside their latents) against the photos of
``DIR/photos``. It prints what share is taken for painted: of renders of the test split, of the demo
corpus, of the photos of the other split, and of the clips of ``DIR/videos``; none was fitted to.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from models.encode.encoder import Encoder
from models.errors import GeneRecError
from models.generate.familiar import KNOWN, LOOKED_AT, Familiar, looks
from models.media import sample
from models.train import latents, photos
from models.train.clips import Clips
from models.train.diffusion import Tools

CORPUS = Path("assets/corpus/clips")
DRAWN = "pacs"
"""The part of the photo set that has paintings, cartoons and sketches in it."""
SIDE, BATCH = 128, 50
SECONDS = 4.0
"""A clip's beginning, which is what the studio looks at of a source."""

Floats = NDArray[np.float32]


def of_photos(folder: Path, split: str, every: int, encoder: Encoder) -> Floats:
    """Vectors (n, d) of one in ``every`` photos."""
    chosen = [
        row["image"]
        for at, row in enumerate(photos.rows(folder, split))
        if at % every == 0 and row["dataset"] != DRAWN
    ]
    found = []
    for start in range(0, len(chosen), BATCH):
        part = np.stack([photos.decode(data, SIDE) for data in chosen[start : start + BATCH]])
        found.append(encoder.images(part))
    return np.concatenate(found)


def of_videos(folder: Path, encoder: Encoder) -> Floats:
    """Vectors (n, d) of the clips in ``folder`` that can be read."""
    return np.stack(list(_of_videos(folder, encoder)))


def _of_videos(folder: Path, encoder: Encoder) -> Iterator[Floats]:
    for path in sorted(folder.iterdir()):
        try:
            frames = sample.uniform(path, LOOKED_AT, size=2 * SIDE, end=SECONDS).frames
        except GeneRecError:
            continue  # a manifest, or a file that is not whole
        yield looks(frames, encoder)


def area(higher: Floats, lower: Floats) -> float:
    """Area under the ROC curve: how often one of ``higher`` lies above one of ``lower``."""
    above = (higher[:, None] > lower[None]).mean() + (higher[:, None] == lower[None]).mean() / 2
    return float(above)


def main() -> None:
    """Fit, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description="Fit what tells painted clips from footage.")
    parser.add_argument("--data", type=Path, required=True, help="folder with photos and videos")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"), help="rendered clips")
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--every", type=int, default=40, help="one photo in so many")
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tools = Tools(args.weights, args.threads)
    encoder, folder = tools.encoder, args.data / "photos"

    def of_renders(clips: Clips) -> Floats:
        kept = args.clips / f"latents-{tools.coder_digest}"
        return latents.cached(clips, tools.coder, encoder, kept).embeddings

    familiar = Familiar.fit(
        of_renders(Clips(args.clips)), of_photos(folder, "train", args.every, encoder), encoder.name
    )
    seen = {
        "test renders": of_renders(Clips(args.clips, split="test")),
        "demo corpus": of_videos(CORPUS, encoder),
        "photos": of_photos(folder, "val", args.every // 5, encoder),
        "real clips": of_videos(args.data / "videos", encoder),
    }
    scores = {name: familiar(vectors) for name, vectors in seen.items()}
    for name, of in scores.items():
        low, middle, high = np.percentile(of, (5, 50, 95))
        print(f"{name}: {len(of)}, taken for painted {(of >= KNOWN).mean():.1%}; "
              f"5 % {low:.3f}, median {middle:.3f}, 95 % {high:.3f}")  # fmt: skip
    for name in ("test renders", "demo corpus"):
        print(f"area under the curve, {name} and real clips: "
              f"{area(scores[name], scores['real clips']):.4f}")  # fmt: skip
    familiar.save(args.weights / "video")


if __name__ == "__main__":
    main()
