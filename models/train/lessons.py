"""Batches for the denoiser: a clip, what is known of it, and who would like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.generate.conditions import FREE, GIVEN, LIKED, SOURCE, USER, Conditions
from models.generate.words import WIDTH, WORDS, WordVectors
from models.train.audience import Audience
from models.train.clips import EVERY, Drawn
from models.train.latents import Latents
from models.train.wording import wording

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Lesson:
    """Clean latents (n, t, c, h, w) and the conditions under which they are to be found."""

    clean: Tensor
    given: Conditions


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often a batch holds what."""

    revise: float = 0.25
    """Clips that are asked for as a change of another (where there is such a pair)."""
    frames: float = 0.25
    """Clips of which some frames are given."""
    no_words: float = 0.15
    taste: float = 0.4


class Lessons:
    """Draws batches.

    Args:
        data: latents and embeddings of the clips.
        drawn: what each clip shows.
        audience: visitors with their likes among the clips.
        users: (visitors, USER) unit vectors, ``User_Emb``.
    """

    def __init__(
        self,
        data: Latents,
        drawn: Sequence[Drawn],
        audience: Audience,
        users: Floats,
        read: WordVectors,
        shares: Shares | None = None,
    ) -> None:
        self.data, self.drawn, self.audience, self.users = data, drawn, audience, users
        self.read, self.shares = read, shares or Shares()

    def draw(self, count: int, frames: int, rng: np.random.Generator) -> Lesson:
        """Draw ``count`` clips of ``frames`` latent frames with their conditions."""
        shares, length = self.shares, self.data.latents.shape[1]
        clean, frame_rows, known_rows, sentences = [], [], [], []
        hist = np.zeros((count, self.data.embeddings.shape[1]), np.float32)
        liked = np.zeros((count, LIKED, hist.shape[1]), np.float32)
        user = np.zeros((count, USER), np.float32)
        for row in range(count):
            clip, source, sentence = self._asked(rng)
            start = int(rng.integers(0, length - frames + 1))
            span = slice(start, start + frames)
            target = self.data.latents[clip, span].astype(np.float32)
            given, known = np.zeros_like(target), np.full(frames, FREE)
            if source is not None:
                given, known[:] = self.data.latents[source, span].astype(np.float32), SOURCE
            elif frames > 1 and rng.uniform() < shares.frames:
                places = _given_places(frames, rng)
                given[places], known[places] = target[places], GIVEN
            if not sentence or rng.uniform() < shares.taste:
                self._taste(clip, rng, hist[row], user[row], liked[row])
            clean.append(target)
            frame_rows.append(given)
            known_rows.append(known)
            sentences.append(sentence)
        conditions = Conditions(
            words=torch.from_numpy(self.read(sentences)),
            hist=torch.from_numpy(hist),
            user=torch.from_numpy(user),
            liked=torch.from_numpy(liked),
            frames=torch.from_numpy(np.stack(frame_rows)),
            known=torch.from_numpy(np.stack(known_rows)).long(),
        )
        return Lesson(torch.from_numpy(np.stack(clean)), conditions)

    def _asked(self, rng: np.random.Generator) -> tuple[int, int | None, str]:
        """A clip, the clip it is a change of, and the words for it; both may be absent."""
        clip = int(rng.integers(len(self.data)))
        silent = rng.uniform() < self.shares.no_words
        if rng.uniform() >= self.shares.revise:
            return clip, None, "" if silent else wording(self.drawn[clip].scene, rng)
        after = clip - clip % EVERY + EVERY - 1
        how = rng.uniform()
        if how < 0.55:
            return after, after - 1, self.drawn[after].instruction
        clip, source = (after, after - 1) if rng.uniform() < 0.5 else (after - 1, after)
        return clip, source, wording(self.drawn[clip].scene, rng) if how < 0.8 else ""

    def _taste(
        self, clip: int, rng: np.random.Generator, hist: Floats, user: Floats, liked: Floats
    ) -> None:
        """Fill in what is known of a visitor who would like the clip, without the clip itself."""
        fan = self.audience.fans(clip, rng)
        likes = self.audience.likes(fan)
        likes = likes[likes != clip]
        chosen = rng.choice(likes, min(len(likes), int(rng.integers(1, 16))), replace=False)
        vectors = self.data.embeddings[chosen]
        which = rng.uniform(size=3) < (0.7, 0.6, 0.6)
        if not which.any():
            which[0] = True
        if which[0]:
            mean = vectors.mean(0)
            hist[:] = mean / np.linalg.norm(mean)
        if which[1]:
            user[:] = self.users[fan]
        if which[2]:
            liked[: len(vectors[:LIKED])] = vectors[:LIKED]


def _given_places(frames: int, rng: np.random.Generator) -> list[int]:
    """Latent frames that are given: the beginning, the end, or both."""
    how, count = rng.uniform(), int(rng.integers(1, max(2, frames - 1)))
    if how < 0.6:
        return list(range(count))
    if how < 0.75:
        return list(range(frames - count, frames))
    return [0, frames - 1]


def silence(count: int) -> Floats:
    """Words that were not said: zeros (count, WORDS, WIDTH)."""
    return np.zeros((count, WORDS, WIDTH), np.float32)
