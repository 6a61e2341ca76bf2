"""Loudness against the standard's own reference, peaks, fades, music."""

from pathlib import Path

import numpy as np
import pytest

from models.media.audio import RATE
from models.media.loudness import CEILING, TARGET, levelled, limited, loudness
from models.media.music import bed
from models.media.soundtrack import Heard, soundtrack
from tests.media_factory import make, pitch, tone


def sine(seconds: float, level: float = 1.0) -> np.ndarray:
    return level * tone(seconds, 997.0)[None] * 2


def test_a_full_sine_has_the_loudness_the_standard_says() -> None:
    assert loudness(sine(3)) == pytest.approx(-3.01, abs=0.02)
    assert loudness(np.repeat(sine(3), 2, axis=0)) == pytest.approx(0.0, abs=0.02)


def test_silence_has_no_loudness_and_pauses_do_not_count() -> None:
    assert loudness(np.zeros((2, RATE), np.float32)) is None
    assert loudness(np.zeros((2, 0), np.float32)) is None
    paused = np.pad(sine(3), ((0, 0), (0, 9 * RATE)))
    assert loudness(paused) == pytest.approx(-3.01, abs=0.3)


@pytest.mark.parametrize("level", [0.02, 0.3, 1.0])
def test_a_sound_is_brought_to_the_target(level: float) -> None:
    sound = levelled(sine(2, level), most=40.0)
    assert loudness(sound) == pytest.approx(TARGET, abs=0.1)


def test_peaks_are_held_without_clipping() -> None:
    sound = sine(1, 0.1)
    sound[:, RATE // 2] = 3.0
    held = limited(sound)
    assert np.abs(held).max() <= CEILING + 1e-6
    far = RATE // 10
    assert np.array_equal(held[:, :far], sound[:, :far])


def test_footage_fades_without_a_hole(tmp_path: Path) -> None:
    clip = make(tmp_path / "a.mp4", seconds=2.0, sound=tone(2.0))
    heard = [Heard(clip, 0.0, 0.0, 2.0), Heard(clip, 0.0, 1.6, 2.0)]
    mixed = soundtrack(heard, 3.6, fade=0.4)
    assert mixed is not None
    power = (mixed.wave**2).mean(0)[RATE // 2 : 5 * RATE // 2].reshape(-1, RATE // 10).mean(1)
    assert power.max() < 4.1 * power.min()  # in phase two equal sounds add up to twice the power
    assert pitch(mixed.wave[0][:RATE]) == pytest.approx(440, abs=2)


def test_music_comes_only_where_it_is_silent_unless_asked_for(tmp_path: Path) -> None:
    clip = make(tmp_path / "a.mp4", seconds=2.0, sound=tone(2.0))
    silent = make(tmp_path / "b.mp4", seconds=2.0)
    first, last = Heard(clip, 0.0, 0.0, 2.0), Heard(silent, 0.0, 2.0, 2.0)
    assert soundtrack([last], 4.0, fade=0.0) is None
    mixed = soundtrack([first, last], 4.0, fade=0.0, music="lively")
    assert mixed is not None and np.abs(mixed.wave[:, 5 * RATE // 2 : 3 * RATE]).max() > 0.02
    alone = soundtrack([first], 2.0, fade=0.0)
    filled = soundtrack([first], 2.0, fade=0.0, music="calm")
    always = soundtrack([first], 2.0, fade=0.0, music="calm", always=True)
    assert alone is not None and filled is not None and always is not None
    assert np.allclose(alone.wave, filled.wave) and not np.allclose(alone.wave, always.wave)


@pytest.mark.parametrize("mood", ["calm", "lively"])
def test_music_is_the_same_for_a_seed_and_starts_at_once(mood) -> None:
    wave = bed(3.0, mood, 7)
    assert wave.shape == (2, 3 * RATE) and np.abs(wave).max() == pytest.approx(0.5)
    assert np.array_equal(wave, bed(3.0, mood, 7)) and not np.array_equal(wave, bed(3.0, mood, 8))
    assert (wave[:, : RATE // 2] ** 2).mean() > 1e-4
