"""What a clip is generated from: words, taste and frames that are given. Any of it may be absent.

The kinds of condition follow GeneRec (Wang et al. 2023, section 4): an *instruction*,
``User_Hist`` (mean of the liked items' embeddings) and ``User_Emb`` (the visitor's vector in a
recommender); liked items enter one by one, too, as a retrieval memory (Blattmann et al. 2022).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from models.generate.words import WIDTH, WORDS

LIKED = 4
"""Liked items that enter one by one."""
USER = 64
"""Length of ``User_Emb``."""
ITEM = 256
"""Length of an item's embedding."""

FREE, GIVEN, SOURCE = 0, 1, 2
"""What is known of a latent frame: nothing; it itself; what it is to be changed from."""


@dataclass(frozen=True)
class Conditions:
    """A batch of conditions. All-zero rows of a kind mean that it is absent.

    Attributes:
        words: (n, WORDS, WIDTH) unit vectors, zero after the end.
        hist: (n, ITEM) unit vectors, ``User_Hist``.
        user: (n, USER) unit vectors, ``User_Emb``.
        liked: (n, LIKED, ITEM) unit vectors.
        frames: (n, t, c, h, w) latents, zero where nothing is known.
        known: (n, t) long, what each latent frame of ``frames`` is: FREE, GIVEN or SOURCE.
    """

    words: Tensor
    hist: Tensor
    user: Tensor
    liked: Tensor
    frames: Tensor
    known: Tensor

    def __len__(self) -> int:
        return len(self.words)

    def without_words(self) -> Conditions:
        """The same without the instruction."""
        return replace(self, words=torch.zeros_like(self.words))

    def without_taste(self) -> Conditions:
        """The same without what is known of the visitor."""
        return replace(
            self,
            hist=torch.zeros_like(self.hist),
            user=torch.zeros_like(self.user),
            liked=torch.zeros_like(self.liked),
        )

    def on(self, device: torch.device) -> Conditions:
        """The same on another device."""
        return Conditions(
            self.words.to(device), self.hist.to(device), self.user.to(device),
            self.liked.to(device), self.frames.to(device), self.known.to(device),
        )  # fmt: skip

    def to(self, dtype: torch.dtype) -> Conditions:
        """The same in another number format."""
        return Conditions(
            self.words.to(dtype), self.hist.to(dtype), self.user.to(dtype),
            self.liked.to(dtype), self.frames.to(dtype), self.known,
        )  # fmt: skip


def nothing(count: int, frames: int, channels: int, height: int, width: int) -> Conditions:
    """Conditions that say nothing at all, for latents (count, frames, channels, height, width)."""
    return Conditions(
        words=torch.zeros(count, WORDS, WIDTH),
        hist=torch.zeros(count, ITEM),
        user=torch.zeros(count, USER),
        liked=torch.zeros(count, LIKED, ITEM),
        frames=torch.zeros(count, frames, channels, height, width),
        known=torch.zeros(count, frames, dtype=torch.long),
    )


def joined(parts: list[Conditions]) -> Conditions:
    """Put batches behind each other."""
    return Conditions(
        *(
            torch.cat([getattr(part, name) for part in parts])
            for name in ("words", "hist", "user", "liked", "frames", "known")
        )
    )
