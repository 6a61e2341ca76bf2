"""Fit what reads a visitor's likes in words: ``python -m models.train.likes``.

Renders of the training split, whose vectors lie beside their latents. It prints how often what is
said first, second and third of simulated visitors of the test split's renders is what they prefer,
by the number of their likes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch

from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import VideoAutoencoder
from models.generate.likes import MOST, Likes, Trait
from models.generate.user_space import unit
from models.generate.weights import digest, load_sharded
from models.train import audience, latents
from models.train.clips import Clips
from models.world import attributes
from models.world.vocabulary import SUBJECTS

VISITORS, COUNTS = 300, (2, 5, 12)
PREFERRED = 0.5
"""Weight of a simulated visitor from which an attribute is preferred."""


def main() -> None:
    """Fit, print the figures, write the weights."""
    parser = argparse.ArgumentParser(description="Fit what reads a visitor's likes in words.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"), help="rendered clips")
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    encoder, coder = EmbeddedEncoder(args.weights, args.threads), VideoAutoencoder()
    load_sharded(coder, args.weights / "video", "autoencoder")
    kept = args.clips / f"latents-{digest(args.weights / 'video', 'autoencoder')}"

    def rendered(clips: Clips) -> tuple[np.ndarray, list[dict[str, str]]]:
        vectors = latents.cached(clips, coder.eval(), encoder, kept).embeddings
        return vectors, [attributes(clips.drawn(at).scene) for at in range(len(vectors))]

    likes = Likes.fit(*rendered(Clips(args.clips)), encoder.name)
    vectors, shown = rendered(Clips(args.clips, split="test"))
    for count in COUNTS:
        print(told(likes, vectors, shown, count), flush=True)
    likes.save(args.weights / "video")


def told(likes: Likes, vectors: np.ndarray, shown: list[dict[str, str]], count: int) -> str:
    """How often what is said of visitors who liked ``count`` items is what they prefer."""
    crowd = audience.gather(shown, VISITORS, seed=9)
    rng = np.random.default_rng(1)
    right: list[list[bool]] = [[] for _ in range(MOST)]
    for number, user in enumerate(crowd.users):
        liked = rng.choice(crowd.likes(number), count, replace=False)
        hist = unit(vectors[liked].mean(0))
        for rank, trait in enumerate(likes.shared(hist)):
            right[rank].append(any(user.weights.get(one, 0) > PREFERRED for one in _read(trait)))
    ranks = (f"{np.mean(of):.0%} of {len(of)}" for of in right if of)
    return f"{count} likes, {VISITORS} visitors, preferred: {', '.join(ranks)}"


def _read(trait: Trait) -> tuple[tuple[str, str], ...]:
    """What stands for a trait: a subject stands for its family, too."""
    if trait.kind != "subject":
        return ((trait.kind, trait.value),)
    return ((trait.kind, trait.value), ("family", SUBJECTS[trait.value].family))


if __name__ == "__main__":
    main()
