"""Quiet sound for a clip: a soft chord, the weather, the water. Synthesised, seamless, mono."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from models.world.scene import Scene

RATE = 24_000
_CHORDS = ((0, 4, 7, 11, 14), (0, 3, 7, 10, 14), (0, 5, 7, 12, 16), (0, 4, 9, 12, 16))
_WATERS = {"sea", "beach", "river", "waterfall", "lake", "underwater"}

Sound = NDArray[np.float32]


def _noise(rng: np.random.Generator, count: int, low: float, high: float) -> Sound:
    """Noise between two frequencies (Hz), periodic over ``count`` samples."""
    spectrum = np.fft.rfft(rng.normal(0, 1, count))
    hz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum[(hz < low) | (hz > high)] = 0
    spectrum[1:] /= np.sqrt(np.maximum(hz[1:], low) / low)
    wave = np.fft.irfft(spectrum, count)
    return np.asarray(wave / np.abs(wave).max(), dtype=np.float32)


def _pad(rng: np.random.Generator, count: int) -> Sound:
    """A chord of slowly breathing sines; every partial makes whole turns in the loop."""
    t = np.arange(count) / count
    root = 110.0 * 2 ** (int(rng.integers(0, 8)) / 12)
    wave = np.zeros(count)
    for i, semitones in enumerate(_CHORDS[int(rng.integers(len(_CHORDS)))]):
        for octave, level in ((1, 1.0), (2, 0.28), (3, 0.08)):
            turns = round(root * 2 ** (semitones / 12) * octave * count / RATE)
            breath = 0.6 + 0.4 * np.sin(2 * np.pi * (t * (1 + i % 3) + rng.uniform()))
            wave += level * breath * np.sin(2 * np.pi * (turns * t + rng.uniform())) / (1 + 0.4 * i)
    return np.asarray(wave / np.abs(wave).max(), dtype=np.float32)


def _plucks(rng: np.random.Generator, count: int) -> Sound:
    """A pentatonic pattern of short soft tones, two a second, wrapping around the end."""
    wave = np.zeros(count)
    steps = max(4, round(count / RATE * 2))
    for k in range(steps):
        if rng.uniform() < 0.25:
            continue
        hz = 330.0 * 2 ** (int(rng.choice((0, 2, 4, 7, 9, 12))) / 12)
        tone = np.arange(int(0.6 * RATE)) / RATE
        note = np.sin(2 * np.pi * hz * tone) * np.exp(-tone * 7) * np.minimum(1, tone * 200)
        where = (int(k * count / steps) + np.arange(len(note))) % count
        wave[where] += note
    return np.asarray(wave / max(1e-9, np.abs(wave).max()), dtype=np.float32)


def ambience(scene: Scene) -> Sound:
    """Sound for one loop of a scene: float32 (samples,) within ±1, at :data:`RATE` Hz."""
    rng = np.random.default_rng([scene.seed, 77])
    count = int(scene.seconds * RATE)
    wave = 0.16 * _pad(rng, count)
    if scene.tempo == "lively":
        wave = wave + 0.12 * _plucks(rng, count)
    if scene.weather == "rain":
        wave = wave + 0.14 * _noise(rng, count, 900, 7000)
    if scene.place in _WATERS:
        swell = 0.55 + 0.45 * np.sin(2 * np.pi * np.arange(count) / count * 2)
        wave = wave + 0.16 * _noise(rng, count, 160, 2500) * swell
    return np.asarray(wave, dtype=np.float32)
