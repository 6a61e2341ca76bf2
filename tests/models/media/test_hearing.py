"""A sound louder and quieter, to the ear and without clipping."""

from pathlib import Path

import numpy as np
import pytest

from models.media.audio import RATE, AudioSource
from models.media.hearing import gained, louder
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
