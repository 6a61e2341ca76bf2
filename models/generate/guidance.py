"""Classifier-free guidance (Ho & Salimans 2022) with separate scales for words and for taste."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from models.generate.conditions import Conditions, joined
from models.generate.flow import Velocity


@dataclass(frozen=True, slots=True, kw_only=True)
class Scales:
    """How far to go in the direction of the words and of the taste; 1 is as trained."""

    words: float = 3.0
    taste: float = 1.5


def guided(denoiser: nn.Module, given: Conditions, scales: Scales) -> Velocity:
    """Return the guided velocity ``v0 + w (v_words - v0) + t (v_all - v_words)``.

    Frames that are given or changed from stay in all three. Kinds that are absent cost nothing.
    """
    bare = given.without_taste().without_words()
    tasted = bool(given.hist.any() or given.user.any() or given.liked.any())
    worded = bool(given.words.any())
    parts = [bare]
    if worded:
        parts.append(given.without_taste())
    if tasted:
        parts.append(given)
    batch, count = joined(parts), len(parts)

    def velocity(x: Tensor, level: Tensor) -> Tensor:
        found = denoiser(x.repeat(count, 1, 1, 1, 1), level.repeat(count), batch).float()
        pieces = list(torch.chunk(found, count))
        result = base = pieces.pop(0)
        if worded:
            step = pieces.pop(0)
            result, base = result + scales.words * (step - base), step
        if tasted:
            result = result + scales.taste * (pieces.pop(0) - base)
        return result

    return velocity
