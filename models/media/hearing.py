"""What an edit does to the sound of a clip: louder or quieter, and how much of that is heard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.media.audio import AudioSource, Sound
from models.media.loudness import Wave, limited, loudness
from models.media.soundtrack import Mixed, whole

Hear = Callable[[Sound | None, float], Sound | None]
"""A clip's own sound, if it has any, and the seconds of the result, to what is heard with it.

What changes anything holds all of it in memory, 0.4 MB a second.
"""

MEASURED = 120.0
"""Seconds of a sound of which the loudness is measured."""


@dataclass(frozen=True, slots=True)
class Gained:
    """Loudness in LUFS of a sound and of what becomes of it."""

    before: float
    after: float


def as_it_is(own: Sound | None, seconds: float) -> Sound | None:
    """The :data:`Hear` that changes nothing."""
    return own


def louder(decibels: float) -> Hear:
    """Turn a sound up, or down below 0; peaks are held back so that nothing clips."""

    def hear(own: Sound | None, seconds: float) -> Sound | None:
        return None if own is None else Mixed(_amplified(whole(own, seconds), decibels))

    return hear


def gained(path: Path, decibels: float) -> Gained | None:
    """Measure what :func:`louder` makes of a file's first two minutes; ``None`` of silence.

    What is loud already gains less than was asked for: its peaks are held back.
    """
    own = whole(AudioSource(path=path, end=MEASURED), MEASURED)
    before = loudness(own)
    after = None if before is None else loudness(_amplified(own, decibels))
    return None if before is None or after is None else Gained(before, after)


def _amplified(wave: Wave, decibels: float) -> Wave:
    return limited(np.asarray(wave * np.float32(10 ** (decibels / 20)), dtype=np.float32))
