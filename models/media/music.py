"""A bed of music when the footage has no sound of its own: synthesised, the same for a seed."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from models.domain import Tick, no_tick
from models.media.audio import RATE
from models.media.loudness import Wave

Mood = Literal["calm", "lively"]

_A = 220.0
_CHORDS: dict[Mood, tuple[tuple[int, ...], ...]] = {
    # Semitones above the key note; each row moves few voices, so that chords melt together.
    "calm": ((0, 7, 16, 23), (-3, 4, 16, 19), (-7, 5, 12, 21), (-5, 7, 14, 23)),
    "lively": ((0, 7, 12, 16), (-5, 2, 11, 14), (-3, 4, 12, 16), (-7, 0, 9, 12)),
}
_CHORD_SECONDS: dict[Mood, float] = {"calm": 5.0, "lively": 2.0}
_NOTES_A_CHORD = 8


def bed(seconds: float, mood: Mood, seed: int = 0, tick: Tick = no_tick) -> Wave:
    """Return a pad of slowly changing chords, float32 (2, samples), peaks at about a half.

    ``lively`` changes chords faster and plucks them. The seed chooses the key, where the
    progression begins, and which notes are plucked.
    """
    rng = np.random.default_rng(seed)
    count = round(seconds * RATE)
    key = _A * 2 ** (int(rng.integers(-5, 4)) / 12)
    chords, length = _CHORDS[mood], _CHORD_SECONDS[mood]
    begin = int(rng.integers(len(chords)))
    sound = np.zeros((2, count), np.float32)
    last = int(np.ceil(seconds / length))
    for number in range(last + 1):
        tick(number / (last + 1))
        chord = [key * 2 ** (step / 12) for step in chords[(begin + number) % len(chords)]]
        # A chord swells before its time and rings on after it.
        _lay(sound, _pad(chord, 1.6 * length, rng), (number - 0.3) * length)
        if mood == "lively":
            for note in range(_NOTES_A_CHORD):
                tone = chord[int(rng.integers(1, len(chord)))] * 2
                at = (number + note / _NOTES_A_CHORD) * length
                _lay(sound, _pluck(tone, float(rng.uniform(0.3, 0.7))), at)
    peak = float(np.abs(sound).max()) if count else 0.0
    return sound * np.float32(0.5 / peak) if peak else sound


def _lay(sound: Wave, part: Wave, at: float) -> None:
    """Add ``part`` at a moment (seconds, maybe before the beginning), as far as it fits."""
    start = round(at * RATE)
    skipped = max(0, -start)
    room = sound[:, max(0, start) : max(0, start + part.shape[1])]
    room += part[:, skipped : skipped + room.shape[1]]


def _pad(chord: list[float], seconds: float, rng: np.random.Generator) -> Wave:
    """Each note as three strings slightly apart, spread from left to right."""
    t = np.arange(round(seconds * RATE)) / RATE
    rise = np.sin(np.pi * np.minimum(1.0, t / seconds)) ** 2
    sound = np.zeros((2, len(t)))
    for place, tone in enumerate(chord):
        side = (place + 0.5) / len(chord)
        for cents in (-5.0, 0.0, 6.0):
            phase = rng.uniform(0, 2 * np.pi)
            angle = 2 * np.pi * tone * 2 ** (cents / 1200) * t + phase
            string = np.sin(angle) + 0.25 * np.sin(2 * angle) + 0.08 * np.sin(3 * angle)
            string *= 1 + 0.15 * np.sin(2 * np.pi * 0.3 * t + phase)
            sound[0] += np.sqrt(1 - side) * string
            sound[1] += np.sqrt(side) * string
    return np.asarray(sound * rise / (6 * len(chord)), dtype=np.float32)


def _pluck(tone: float, side: float) -> Wave:
    t = np.arange(round(0.9 * RATE)) / RATE
    decay: NDArray[np.float64] = np.minimum(1.0, t / 0.006) * np.exp(-5.5 * t)
    decay *= np.minimum(1.0, (t[-1] - t) / 0.02)
    note = decay * (np.sin(2 * np.pi * tone * t) + 0.3 * np.sin(4 * np.pi * tone * t))
    return np.asarray(0.16 * np.stack([(1 - side) * note, side * note]), dtype=np.float32)
