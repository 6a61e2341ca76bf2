"""What an edit does to the sound of a clip: louder or quieter, music under it, faded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.media.audio import RATE, AudioSource, Sound
from models.media.loudness import Wave, levelled, limited, loudness
from models.media.music import Mood, bed
from models.media.soundtrack import UNDER, Mixed, lifted, rounded, whole

Hear = Callable[[Sound | None, float], Sound | None]
"""A clip's own sound, if it has any, and the seconds of the result, to what is heard with it.

What changes anything holds all of it in memory, some times over: up to 3 MB a second.
"""

SPEAKS = -45.0, -25.0
"""Level in dB of full scale from which a clip's own sound counts as heard, and as heard fully."""
_STEP = RATE // 20
_HOLD = 15
"""Blocks of 50 ms over which the music goes down and comes back."""

_EDGE = 0.05
"""Seconds in which a part goes over into what is around it."""
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


def with_music(mood: Mood, *, alone: bool = False, level: float = 0.0) -> Hear:
    """Put synthesised music under a sound, quieter while that is heard, or in its place.

    ``level`` is in decibels beside what is usual; ``alone`` leaves the clip's own sound away. The
    music begins and ends softly.
    """

    def hear(own: Sound | None, seconds: float) -> Sound | None:
        music = lifted(bed(seconds, mood))
        music *= np.float32(10 ** (level / 20))  # in its place, here and below: a long one is large
        music *= rounded(music.shape[1], 0.3, min(1.5, seconds / 3))
        spoken = None if own is None or alone else whole(own, seconds)
        if spoken is not None and loudness(spoken) is not None:
            kept = lifted(spoken)
            music *= ducking(kept, music.shape[1])
            music[:, : kept.shape[1]] += kept
            music = levelled(music)
        return Mixed(limited(music))

    return hear


def ducking(own: Wave, count: int) -> Wave:
    """How much of its level music keeps at each of ``count`` samples beside ``own``: float32
    (count,), 1 where nothing is heard of that, :data:`models.media.soundtrack.UNDER` where it is.
    """
    blocks = max(2, -(-count // _STEP))
    padded = np.zeros((2, blocks * _STEP), np.float32)
    padded[:, : min(count, own.shape[1])] = own[:, :count]
    parts = padded.reshape(2, blocks, _STEP)
    power = np.einsum("cbs,cbs->b", parts, parts) / (2 * _STEP)
    low, high = SPEAKS
    there = np.clip((10 * np.log10(power + 1e-12) - low) / (high - low), 0.0, 1.0)
    # A pause between two words does not let the music up: the loudest around counts.
    held = np.array([there[max(0, at - _HOLD) : at + _HOLD].max() for at in range(blocks)])
    smooth = np.convolve(np.pad(held, _HOLD // 2, mode="edge"), np.ones(_HOLD) / _HOLD, "valid")
    places = (np.arange(blocks) + 0.5) * _STEP
    level = np.empty(count, np.float32)
    for start in range(0, count, 100 * _STEP):  # not all at a time: it is done in float64
        here = np.arange(start, min(count, start + 100 * _STEP))
        level[here] = 1.0 - np.interp(here, places, smooth[:blocks]) * (1.0 - UNDER)
    return level


def faded(begin: float, end: float) -> Hear:
    """Let a sound rise from silence for ``begin`` seconds and fall to it for the last ``end``."""

    def hear(own: Sound | None, seconds: float) -> Sound | None:
        if own is None:
            return None
        wave = whole(own, seconds)
        wave *= rounded(round(seconds * RATE), begin, end)[: wave.shape[1]]
        return Mixed(wave)

    return hear


def over(hear: Hear, start: float, end: float) -> Hear:
    """Let ``hear`` change a sound from second ``start`` to ``end`` alone; what is before and after
    goes over into it softly.
    """

    def part(own: Sound | None, seconds: float) -> Sound | None:
        wave = np.zeros((2, round(seconds * RATE)), np.float32)
        if own is not None:
            said = whole(own, seconds)
            wave[:, : said.shape[1]] = said[:, : wave.shape[1]]
        first, last = round(start * RATE), min(wave.shape[1], round(end * RATE))
        piece = wave[:, first:last]
        length = piece.shape[1] / RATE
        made = hear(None if own is None else Mixed(piece.copy()), length)
        if made is None:
            return own
        changed = np.zeros_like(piece)
        heard = whole(made, length)
        changed[:, : heard.shape[1]] = heard[:, : piece.shape[1]]
        edges = (_EDGE if first > 0 else 0.0, _EDGE if last < wave.shape[1] else 0.0)
        share = rounded(piece.shape[1], *edges)
        wave[:, first:last] = (1 - share) * piece + share * changed
        return Mixed(wave)

    return part


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
