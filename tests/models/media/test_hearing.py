"""A sound louder and quieter, to the ear and without clipping."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from models.media.audio import RATE, AudioSource
from models.media.hearing import Hear, ducking, faded, gained, louder, with_music
from models.media.loudness import CEILING, Wave, loudness
from models.media.soundtrack import Mixed, whole
from tests.media_factory import make, tone


def heard(own: Wave, decibels: float) -> Wave:
    made = louder(decibels)(Mixed(own), own.shape[1] / RATE)
    assert made is not None
    return whole(made, own.shape[1] / RATE)


def level(wave: Wave) -> float:
    found = loudness(wave)
    assert found is not None
    return found


@pytest.mark.parametrize("decibels", [-10.0, 6.0])
def test_it_is_louder_by_as_much_as_was_asked(decibels: float) -> None:
    own = np.stack([0.2 * tone(1.5)] * 2)
    assert level(heard(own, decibels)) - level(own) == pytest.approx(decibels, abs=0.05)


def test_nothing_clips() -> None:
    own = np.stack([1.6 * tone(1.0)] * 2)  # peaks at 0.8, and 6 dB more would pass 1
    assert np.abs(heard(own, 6.0)).max() <= CEILING + 1e-6


def test_a_long_sound_is_measured_without_copies_of_all_of_it() -> None:
    minute = np.random.default_rng(1).standard_normal((2, 60 * RATE), np.float32)
    quieter = np.float32(0.1) * minute[:, : 7 * RATE + 99]
    assert level(minute) - level(quieter) == pytest.approx(20.0, abs=0.1)
    tracemalloc.start()
    try:
        level(minute)
        assert tracemalloc.get_traced_memory()[1] < minute.nbytes
    finally:
        tracemalloc.stop()


def test_silence_stays_silence() -> None:
    assert louder(6.0)(None, 1.0) is None


def test_how_much_louder_is_measured(tmp_path: Path) -> None:
    quiet = make(tmp_path / "quiet.mp4", seconds=1.0, sound=0.2 * tone(1.0))
    loud = make(tmp_path / "loud.mp4", seconds=1.0, sound=1.5 * tone(1.0))
    found, little = gained(quiet, 6.0), gained(loud, 12.0)
    assert found is not None and found.after - found.before == pytest.approx(6.0, abs=0.1)
    assert little is not None and little.after - little.before < 2.0
    assert gained(make(tmp_path / "none.mp4", seconds=0.5), 6.0) is None
    assert whole(AudioSource(path=quiet), 0.5).shape == (2, RATE // 2)


def played(hear: Hear, own: Wave | None, seconds: float) -> Wave:
    made = hear(None if own is None else Mixed(own), seconds)
    assert made is not None
    return whole(made, seconds)


def test_music_is_as_long_as_the_clip_and_begins_and_ends_softly() -> None:
    made = played(with_music("calm"), None, 3.0)
    assert made.shape == (2, 3 * RATE) and np.abs(made).max() <= CEILING + 1e-6
    edges, middle = made[:, : RATE // 50].std(), made[:, RATE:-RATE].std()
    assert edges < middle / 5 and made[:, -RATE // 50 :].std() < middle / 5


def test_music_goes_down_while_the_clip_is_heard_and_comes_back() -> None:
    own = np.zeros((2, 4 * RATE), np.float32)
    own[:, : RATE + RATE // 2] = 0.3 * tone(1.5)
    level = ducking(own, own.shape[1])
    assert level[RATE] == pytest.approx(10 ** (-10 / 20), abs=0.01)
    assert level[3 * RATE] == pytest.approx(1.0, abs=0.01)
    assert np.abs(np.diff(level)).max() < 0.001  # no click


def test_music_alone_leaves_nothing_of_the_clips_own_sound() -> None:
    own = np.stack([tone(2.0, 3000.0)] * 2)

    def whistle(made: Wave) -> float:
        return float(np.abs(np.fft.rfft(made[0]))[6000])  # bin of 3000 Hz in two seconds

    under, alone = (played(with_music("calm", alone=one), own, 2.0) for one in (False, True))
    assert whistle(alone) < whistle(under) / 50


def test_a_sound_rises_and_falls() -> None:
    own = np.stack([0.5 * tone(2.0)] * 2)
    made = played(faded(0.5, 0.5), own, 2.0)
    assert np.abs(made[:, :480]).max() < 0.02 and np.abs(made[:, -480:]).max() < 0.02
    assert np.allclose(made[:, RATE], own[:, RATE], atol=1e-4)
