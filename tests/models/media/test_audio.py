import numpy as np
import pytest

from models.media.audio import RATE, AudioSource
from tests import media_factory as factory


def _heard(**options):
    blocks = [f.to_ndarray()[0] for f in AudioSource(**options).frames()]
    return np.concatenate(blocks) if blocks else np.zeros(0, np.float32)


@pytest.fixture(scope="module")
def clicks(tmp_path_factory):
    """Four seconds with a burst of a twentieth of a second at every half second."""
    sound = factory.tone(4, 1000)
    at = np.arange(len(sound)) / RATE
    sound[(at % 0.5) >= 0.05] = 0
    path = tmp_path_factory.mktemp("media") / "a.mp4"
    return factory.make(path, seconds=4, sound=sound)


def _bursts(sound):
    """Seconds at which bursts begin."""
    loud = np.abs(sound) > 0.15
    quiet = np.convolve(loud, np.ones(960), "full")[: len(loud)] - loud == 0
    return np.flatnonzero(loud & quiet) / RATE


def test_trimmed_to_the_sample(clicks):
    sound = _heard(path=clicks, start=1.25, end=2.75)
    assert len(sound) == round(1.5 * RATE)
    assert _bursts(sound) == pytest.approx([0.25, 0.75, 1.25], abs=0.003)


def test_whole_and_from_late(clicks):
    assert _bursts(_heard(path=clicks)) == pytest.approx(np.arange(8) / 2, abs=0.003)
    assert _bursts(_heard(path=clicks, start=3.25)) == pytest.approx([0.25], abs=0.003)


@pytest.mark.parametrize("speed", [0.25, 0.5, 1.5, 2.0, 4.0])
def test_another_speed_has_the_same_pitch(tmp_path, speed):
    clip = factory.make(tmp_path / "a.mp4", seconds=1, sound=factory.tone(4, 500))
    sound = _heard(path=clip, speed=speed)
    assert len(sound) / RATE == pytest.approx(4 / speed, rel=0.05)
    middle = sound[len(sound) // 4 : 3 * len(sound) // 4]
    assert factory.pitch(middle) == pytest.approx(500, rel=0.03)


def test_sound_that_begins_late_stays_late(tmp_path):
    clip = factory.make(
        tmp_path / "a.mkv", seconds=3, sound=factory.tone(1), sound_delay=1.0, sound_codec="flac"
    )
    sound = _heard(path=clip)
    assert np.abs(sound[: int(0.95 * RATE)]).max() < 0.01
    assert np.abs(sound[int(1.05 * RATE) : int(1.9 * RATE)]).max() > 0.4


@pytest.mark.parametrize("codec", ["libopus", "libmp3lame", "flac"])
def test_other_codecs(tmp_path, codec):
    clip = factory.make(tmp_path / "a.mkv", sound=factory.tone(2, 700), sound_codec=codec)
    sound = _heard(path=clip, start=0.5, end=1.5)
    assert len(sound) / RATE == pytest.approx(1.0, abs=0.001)
    assert factory.pitch(sound) == pytest.approx(700, abs=2)


def test_no_sound(tmp_path):
    assert len(_heard(path=factory.make(tmp_path / "a.mp4"))) == 0
