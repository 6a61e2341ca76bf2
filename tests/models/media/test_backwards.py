"""A clip from its end to its beginning: every picture, as long, and the sound as well."""

from pathlib import Path

import numpy as np
import pytest

from models.media.audio import RATE
from models.media.backwards import frames_backwards
from models.media.decode import frames
from models.media.probe import probe
from models.media.transform import transform
from tests.media_factory import heard, make, number, tone


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two seconds of numbered pictures, a tone in the first half alone."""
    sound = np.concatenate([tone(1.0), np.zeros(RATE, np.float32)])
    return make(tmp_path_factory.mktemp("clips") / "c.mp4", sound=sound, gop=20)


def numbers(path: Path) -> list[int]:
    return [number(frame.image) for frame in frames(path)]


@pytest.mark.parametrize("held", [1000, 7, 2])
def test_every_picture_comes_once_whatever_is_held_in_memory(clip: Path, held: int) -> None:
    back = list(frames_backwards(clip, start=0.0, end=2.0, memory=held * 96 * 64 * 3))
    assert [number(frame.image) for frame in back] == list(range(49, -1, -1))
    assert np.allclose([frame.time for frame in back], np.arange(50) / 25, atol=0.002)


def test_a_part_of_it_backwards(clip: Path) -> None:
    back = list(frames_backwards(clip, start=0.4, end=1.0))
    assert [number(frame.image) for frame in back] == list(range(24, 9, -1))


def test_the_sound_runs_backwards_too(clip: Path, tmp_path: Path) -> None:
    made = tmp_path / "back.mp4"
    transform(clip, made, direction="backwards")
    assert numbers(made) == list(range(49, -1, -1)) and probe(made).duration == pytest.approx(2.0)
    sound = heard(made)
    assert np.abs(sound[: RATE - 4800]).max() < 0.01 < sound[RATE + 4800 : -4800].std()


def test_there_and_back_is_twice_as_long_and_silent(clip: Path, tmp_path: Path) -> None:
    made = tmp_path / "boomerang.mp4"
    transform(clip, made, direction="boomerang", end=1.0, speed=2.0)
    assert numbers(made) == [*range(25), *range(24, -1, -1)]
    assert probe(made).duration == pytest.approx(1.0, abs=0.03) and not probe(made).has_audio
