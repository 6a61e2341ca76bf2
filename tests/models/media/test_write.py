import secrets
from pathlib import Path

import av
import numpy as np
import pytest

from models.errors import Cancelled, Unavailable
from models.media.audio import AudioSource
from models.media.decode import frames
from models.media.probe import probe
from models.media.write import VideoWriter, read_metadata
from tests import media_factory as factory


def _write(path, times, end=None, **options):
    width, height = options.pop("size", (96, 64))
    with VideoWriter(path, width=width, height=height, fps=25, **options) as writer:
        for i, time in enumerate(times):
            writer.write(factory.numbered(i, width, height), time)
        if end is not None:
            writer.end(end)
    return path


def _boxes(path):
    """Names of the top-level boxes of an MP4, in order."""
    data, at, names = path.read_bytes(), 0, []
    while at < len(data):
        names.append(data[at + 4 : at + 8].decode())
        at += int.from_bytes(data[at : at + 4], "big")
    return names


def test_what_is_written_plays_everywhere(tmp_path):
    info = probe(_write(tmp_path / "a.mp4", np.arange(50) / 25))
    assert (info.container, info.video_codec, info.pixel_format) == ("mp4", "h264", "yuv420p")
    names = _boxes(tmp_path / "a.mp4")
    assert names.index("moov") < names.index("mdat")


def test_times_and_lengths_are_kept(tmp_path):
    times = [0, 0.1, 0.15, 0.4, 0.5, 0.9]
    path = _write(tmp_path / "a.mp4", times, end=2.0)
    decoded = list(frames(path))
    assert [factory.number(f.image) for f in decoded] == list(range(6))
    assert [f.time for f in decoded] == pytest.approx(times, abs=1e-4)
    assert probe(path).duration == pytest.approx(2.0, abs=1e-3)
    with av.open(str(path)) as container:
        assert container.duration == pytest.approx(2_000_000, abs=2000)


def test_times_that_do_not_rise_are_pushed_apart(tmp_path):
    assert probe(_write(tmp_path / "a.mp4", [0, 0.04, 0.04, 0.03, 0.2])).frames == 5


@pytest.mark.parametrize("size", [(97, 64), (96, 65), (101, 75)])
def test_odd_sizes_lose_one_line(tmp_path, size):
    info = probe(_write(tmp_path / "a.mp4", [0, 0.04], size=size))
    assert (info.width, info.height) == (size[0] & ~1, size[1] & ~1)


def test_colours_are_tagged_and_right(tmp_path):
    path = tmp_path / "a.mp4"
    with VideoWriter(path, width=64, height=48, fps=25) as writer:
        writer.write(np.full((48, 64, 3), (230, 60, 20), np.uint8), 0)
    image = next(frames(path)).image
    assert np.abs(image.astype(int) - (230, 60, 20)).max() <= 4
    with av.open(str(path)) as container:
        context = container.streams.video[0].codec_context
        assert (context.colorspace, context.color_primaries, context.color_trc) == (1, 1, 1)


def test_metadata_survives(tmp_path):
    metadata = {"title": "A “t<b>ïtle</b>”", "comment": "made", "generec": '{"parents": ["a"]}'}
    path = _write(tmp_path / "a.mp4", [0, 0.04], metadata=metadata)
    assert metadata.items() <= read_metadata(path).items()


def test_sound_is_as_long_as_the_picture(tmp_path):
    source = factory.make(tmp_path / "s.mp4", seconds=1, sound=factory.tone(5, 880))
    sound = AudioSource(path=source)
    path = _write(tmp_path / "a.mp4", np.arange(50) / 25, audio=sound)
    heard = factory.heard(path)
    assert len(heard) / factory.RATE == pytest.approx(2.0, abs=0.05)
    assert factory.pitch(heard) == pytest.approx(880, abs=2)


def test_a_source_without_sound_gives_a_silent_file(tmp_path):
    sound = AudioSource(path=factory.make(tmp_path / "s.mp4"))
    assert not probe(_write(tmp_path / "a.mp4", [0, 0.04], audio=sound)).has_audio


@pytest.mark.parametrize("error", [Cancelled, KeyboardInterrupt, ZeroDivisionError])
def test_an_error_leaves_no_file_and_keeps_the_old_one(tmp_path, error):
    target = tmp_path / "a.mp4"
    target.write_bytes(b"before")
    with pytest.raises(error), VideoWriter(target, width=96, height=64, fps=25) as writer:
        writer.write(factory.numbered(0), 0)
        raise error
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_nothing_written_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="no picture"):
        _write(tmp_path / "a.mp4", [])
    assert not list(tmp_path.iterdir())


def test_a_picture_of_another_size_is_an_error(tmp_path):
    with (
        pytest.raises(ValueError, match=r"\(10, 10, 3\)"),
        VideoWriter(tmp_path / "a.mp4", width=96, height=64, fps=25) as writer,
    ):
        writer.write(np.zeros((10, 10, 3), np.uint8), 0)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_said_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(secrets, "token_hex", lambda size: "x")
    (tmp_path / ".a-x.mp4").symlink_to("/dev/full")
    noise = np.random.default_rng(0).integers(0, 255, (64, 96, 3), np.uint8)
    with (
        pytest.raises(Unavailable, match="The disk is full"),
        VideoWriter(tmp_path / "a.mp4", width=96, height=64, fps=25, crf=0) as writer,
    ):
        for i in range(100):
            writer.write(np.roll(noise, i, axis=1), i / 25)
    assert not list(tmp_path.iterdir())
