"""Batches for the denoiser: a clip, what is known of it, and who would like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from models.generate.conditions import FREE, GIVEN, LIKED, SOURCE, USER, Conditions
from models.generate.words import WordVectors
from models.train.clips import EVERY, Drawn
from models.train.latents import Latents
from models.train.wording import wording

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Lesson:
    """Clean latents (n, t, c, h, w) and the conditions under which they are to be found."""

    clean: Tensor
    given: Conditions

    def to(self, device: torch.device) -> Lesson:
        """The same on another device."""
        return Lesson(self.clean.to(device), self.given.on(device))


@dataclass(frozen=True, kw_only=True)
class Shares:
    """How often a batch holds what."""

    revise: float = 0.25
    """Clips that are asked for as a change of another (where there is such a pair)."""
    frames: float = 0.25
    """Clips of which some frames are given."""
    no_words: float = 0.15
    taste: float = 0.4


class Changed(NamedTuple):
    """A clip, what it is a change of, and the words for the change (may be empty)."""

    clip: int
    source: int
    words: str


class Teacher(Protocol):
    """Knows what the clips show."""

    def words(self, clip: int, rng: np.random.Generator) -> str:
        """How somebody asks for a clip."""
        ...

    def change(self, clip: int, rng: np.random.Generator) -> Changed | None:
        """A change near this clip, ``None`` where nobody knows one."""
        ...


class Crowd(Protocol):
    """Knows who likes what."""

    def fan(self, clip: int, rng: np.random.Generator) -> int | None:
        """A visitor who would like the clip, ``None`` when there is nobody."""
        ...

    def likes(self, user: int) -> NDArray[np.int64]:
        """Clips a visitor liked."""
        ...


class Rendered:
    """The teacher of rendered clips; every fifth is a change of the one before it."""

    def __init__(self, drawn: Sequence[Drawn]) -> None:
        self.drawn = drawn

    def words(self, clip: int, rng: np.random.Generator) -> str:
        """See :meth:`Teacher.words`."""
        return wording(self.drawn[clip].scene, rng)

    def change(self, clip: int, rng: np.random.Generator) -> Changed | None:
        """Said as an instruction, as what it is to become, or (for the taste to decide) not."""
        after = clip - clip % EVERY + EVERY - 1
        if after >= len(self.drawn):
            return None
        how = rng.uniform()
        if how < 0.55:
            return Changed(after, after - 1, self.drawn[after].instruction)
        target, source = (after, after - 1) if rng.uniform() < 0.5 else (after - 1, after)
        return Changed(target, source, self.words(target, rng) if how < 0.8 else "")


class Lessons:
    """Draws batches.

    Args:
        data: latents and embeddings of the clips.
        teacher: says what each clip shows.
        crowd: visitors with their likes among the clips.
        users: (visitors, USER) unit vectors, ``User_Emb``.
        rows: the clips that are asked for; all where none are named.
    """

    def __init__(
        self,
        data: Latents,
        teacher: Teacher,
        crowd: Crowd,
        users: Floats,
        read: WordVectors,
        shares: Shares | None = None,
        rows: NDArray[np.int64] | None = None,
    ) -> None:
        self.data, self.teacher, self.crowd, self.users = data, teacher, crowd, users
        self.read, self.shares = read, shares or Shares()
        self.rows = np.arange(len(data)) if rows is None else rows

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
        clip = int(self.rows[rng.integers(len(self.rows))])
        silent = rng.uniform() < self.shares.no_words
        changed = None
        if rng.uniform() < self.shares.revise:
            changed = self.teacher.change(clip, rng)
        if changed is not None:
            return changed
        return clip, None, "" if silent else self.teacher.words(clip, rng)

    def _taste(
        self, clip: int, rng: np.random.Generator, hist: Floats, user: Floats, liked: Floats
    ) -> None:
        """Fill in what is known of a visitor who would like the clip, without the clip itself."""
        fan = self.crowd.fan(clip, rng)
        if fan is None:
            return
        likes = self.crowd.likes(fan)
        likes = likes[likes != clip]
        if not len(likes):
            return
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
