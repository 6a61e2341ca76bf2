import threading

import numpy as np
import pytest

from models.errors import BadMedia, Cancelled
from models.media.decode import frames
from models.media.probe import probe
from models.media.transform import transform
from tests import media_factory as factory


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "a.mp4"
    return factory.make(path, seconds=4, fps=25, sound=factory.tone(4, 500))


def _numbers(path):
    return [factory.number(frame.image) for frame in frames(path)]


def test_every_picture_passes_through_once_and_in_order(tmp_path, clip):
    seen = []

    def invert(image, at):
        seen.append((factory.number(image), at))
        return 255 - image

    transform(clip, tmp_path / "b.mp4", invert)
    assert [n for n, _ in seen] == list(range(100))
    assert [at for _, at in seen] == pytest.approx(np.arange(100) / 25)
    assert [4095 - n for n in _numbers(tmp_path / "b.mp4")] == list(range(100))


def test_sound_comes_along_unless_muted(tmp_path, clip):
    transform(clip, tmp_path / "b.mp4", start=1, end=3)
    heard = factory.heard(tmp_path / "b.mp4")
    assert len(heard) / factory.RATE == pytest.approx(2.0, abs=0.05)
    assert factory.pitch(heard) == pytest.approx(500, abs=2)
    transform(clip, tmp_path / "c.mp4", keep_audio=False)
    assert not probe(tmp_path / "c.mp4").has_audio


@pytest.mark.parametrize("speed", [0.5, 2.0, 4.0])
def test_speed(tmp_path, clip, speed):
    transform(clip, tmp_path / "b.mp4", speed=speed)
    info = probe(tmp_path / "b.mp4")
    assert info.duration == pytest.approx(4 / speed, abs=0.02)
    assert info.fps <= 61
    assert _numbers(tmp_path / "b.mp4")[0] == 0
    heard = factory.heard(tmp_path / "b.mp4")
    assert len(heard) / factory.RATE == pytest.approx(4 / speed, rel=0.05)
    middle = heard[len(heard) // 4 : 3 * len(heard) // 4]
    assert factory.pitch(middle) == pytest.approx(500, rel=0.03)


def test_another_shape(tmp_path, clip):
    transform(clip, tmp_path / "b.mp4", lambda image, at: image[:, 10:45])
    info = probe(tmp_path / "b.mp4")
    assert (info.width, info.height) == (34, 64)
    transform(clip, tmp_path / "c.mp4", size=(48, 32))
    info = probe(tmp_path / "c.mp4")
    assert (info.width, info.height) == (48, 32)


def test_a_variable_frame_rate_is_kept(tmp_path):
    times = [0, 0.1, 0.15, 0.6, 0.62, 1.5]
    transform(factory.make(tmp_path / "a.mkv", times=times), tmp_path / "b.mp4")
    assert [f.time for f in frames(tmp_path / "b.mp4")] == pytest.approx(times, abs=0.002)


def test_edit_after_edit_neither_darkens_nor_tints(tmp_path):
    generator = np.random.default_rng(0)
    coarse = generator.integers(30, 220, (4, 6, 3), np.uint8)
    picture = np.kron(coarse, np.ones((16, 16, 1), np.uint8))
    clip = factory.make(tmp_path / "0.mp4", seconds=0.4, picture=lambda i, w, h: picture)
    first = next(frames(clip)).image
    for generation in range(1, 6):
        # Nearly lossless: what is tested is the conversion there and back, not x264.
        transform(tmp_path / f"{generation - 1}.mp4", tmp_path / f"{generation}.mp4", crf=1)
    last = next(frames(tmp_path / "5.mp4")).image
    middles = (last.astype(float) - first)[8::16, 8::16]
    assert np.abs(middles.mean((0, 1))).max() < 1


def test_ticks_rise_to_one(tmp_path, clip):
    ticks = []
    transform(clip, tmp_path / "b.mp4", tick=ticks.append)
    assert 0 <= ticks[0] and 0.95 < ticks[-1] == max(ticks) <= 1
    assert len(set(ticks)) == 100  # decoding ticks in between, too, with the share so far


def test_a_stop_is_prompt_and_leaves_nothing(tmp_path, clip):
    seen = []

    def counted(image, at):
        seen.append(at)
        return image

    def stop(share):
        if share > 0.05:
            raise Cancelled

    with pytest.raises(Cancelled):
        transform(clip, tmp_path / "b.mp4", counted, tick=stop)
    assert len(seen) < 20  # of a hundred pictures
    assert not list(tmp_path.iterdir())
    assert not [t for t in threading.enumerate() if t.name == "read-ahead"]


def test_an_error_of_the_picture_function_comes_through(tmp_path, clip):
    def fail(image, at):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        transform(clip, tmp_path / "b.mp4", fail)
    assert not list(tmp_path.iterdir())


def test_an_unreadable_source(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("no video")
    with pytest.raises(BadMedia):
        transform(path, tmp_path / "b.mp4")
    assert list(tmp_path.iterdir()) == [path]
