"""A part of a clip at another speed, and a clip several times over."""

from pathlib import Path

import numpy as np
import pytest

from models.media.audio import RATE, AudioSource
from models.media.decode import frames
from models.media.pace import Pace
from models.media.repeat import repeat
from models.media.soundtrack import Mixed, whole
from models.media.transform import transform
from models.media.write import VideoWriter, read_metadata

FPS = 10


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three seconds: pictures that grow brighter, a tone in the second that is the middle."""
    path = tmp_path_factory.mktemp("pace") / "clip.mp4"
    wave = np.zeros((2, 3 * RATE), np.float32)
    wave[:, RATE : 2 * RATE] = 0.3 * np.sin(np.arange(RATE) * 2 * np.pi * 440 / RATE)
    with VideoWriter(path, width=32, height=32, fps=FPS, audio=Mixed(wave)) as writer:
        for number in range(3 * FPS):
            writer.write(np.full((32, 32, 3), 40 + 6 * number, np.uint8), number / FPS)
    return path


def test_seconds_are_those_that_are_played() -> None:
    slow = Pace(0.5, (1.0, 2.0))
    assert [slow.played(at) for at in (0.5, 1.0, 1.5, 2.0, 3.0)] == [0.5, 1.0, 2.0, 3.0, 4.0]
    assert slow.played(3.0, 1.5) == 2.0
    assert Pace(2.0).played(3.0, 1.0) == 1.0


@pytest.mark.parametrize(("speed", "tone"), [(0.5, (1.0, 3.0)), (2.0, (1.0, 1.5))])
def test_pictures_and_sound_of_a_part_keep_together(
    clip: Path, tmp_path: Path, speed: float, tone: tuple[float, float]
) -> None:
    target = tmp_path / "part.mp4"
    transform(clip, target, speed=speed, within=(1.0, 2.0))
    length = 2.0 + 1.0 / speed
    shown = list(frames(target))
    assert shown[-1].time + 1 / FPS == pytest.approx(length, abs=0.03)
    middle = next(one for one in shown if one.image.mean() > 40 + 6 * 1.5 * FPS - 3)
    assert middle.time == pytest.approx(sum(tone) / 2, abs=0.12)
    heard = np.abs(whole(AudioSource(path=target), length)[0]) > 0.1
    assert np.flatnonzero(heard)[[0, -1]] / RATE == pytest.approx(tone, abs=0.08)


def test_pictures_that_come_too_fast_are_left_out(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "fast.mp4"
    source = tmp_path / "source.mp4"
    transform(clip, source, speed=4.0)  # 40 pictures a second
    transform(source, target, speed=4.0, within=(0.0, 0.5))
    times = [one.time for one in frames(target)]
    assert min(np.diff(times)) > 0.5 / 61 and sum(time < 0.12 for time in times) < 10


def test_it_plays_several_times_over(clip: Path, tmp_path: Path) -> None:
    target = tmp_path / "again.mp4"
    transform(clip, target, metadata={"generec": "kept"})
    once = [one.image.mean() for one in frames(target)]
    assert repeat(target, 3, metadata={"generec": "kept"}) == pytest.approx(3.0, abs=0.01)
    shown = list(frames(target))
    assert np.allclose([one.image.mean() for one in shown], 3 * once, atol=0.5)
    assert np.allclose(np.diff([one.time for one in shown]), 1 / FPS, atol=0.002)
    heard = np.abs(whole(AudioSource(path=target), 9.0)[0]) > 0.1
    assert (
        heard[round(7.5 * RATE) : round(7.6 * RATE)].any()
        and not heard[6 * RATE : 6 * RATE + 999].any()
    )
    assert read_metadata(target)["generec"] == "kept"
