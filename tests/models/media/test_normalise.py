from fractions import Fraction

import numpy as np
import pytest

from models.errors import BadMedia, Cancelled
from models.media.decode import frames
from models.media.normalise import normalise
from models.media.probe import Limits
from models.media.write import read_metadata
from tests import media_factory as factory


def _numbers(path):
    return [factory.number(frame.image) for frame in frames(path)]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.ts"])
def test_h264_is_copied(tmp_path, name):
    clip = factory.make(tmp_path / name, sound=factory.tone(2))
    done = normalise(clip, tmp_path / "out.mp4")
    assert not done.reencoded
    assert (done.info.container, done.info.audio_codec) == ("mp4", "aac")
    assert _numbers(tmp_path / "out.mp4") == list(range(50))
    before, after = next(frames(clip)), next(frames(tmp_path / "out.mp4"))
    assert np.array_equal(before.image, after.image)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.webm", {"codec": "libvpx", "sound_codec": "libopus", "sound": factory.tone(2)}),
        ("a.gif", {"codec": "gif", "pixels": "rgb8", "fps": 10}),
        ("a.avi", {"codec": "mpeg4"}),
        ("a.mov", {"rotation": 90, "picture": factory.turned}),
        ("a.mp4", {"pixels": "yuv444p", "size": (97, 65)}),
        ("a.mp4", {"pixel_shape": Fraction(4, 3)}),
        ("a.mp4", {"fps": 120}),
    ],
)
def test_everything_else_is_encoded(tmp_path, name, options):
    clip = factory.make(tmp_path / name, **options)
    done = normalise(clip, tmp_path / "out" if name == "out.mp4" else tmp_path / "out.mp4")
    info = done.info
    assert done.reencoded and info.square_pixels and info.rotation == 0
    assert (info.container, info.video_codec, info.pixel_format) == ("mp4", "h264", "yuv420p")
    assert info.width % 2 == info.height % 2 == 0 and info.fps <= 61
    assert info.duration == pytest.approx(2.0, abs=0.02)
    assert info.audio_codec == ("aac" if "sound" in options else None)
    numbers = _numbers(tmp_path / "out.mp4")
    assert numbers[0] == 0 and numbers == sorted(set(numbers))


def test_large_pictures_are_scaled_down(tmp_path):
    clip = factory.make(tmp_path / "a.mp4", seconds=0.2, size=(200, 100))
    info = normalise(clip, tmp_path / "out.mp4", long_side=100).info
    assert (info.width, info.height) == (100, 50)


def test_damaged_video_is_encoded_anew(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", seconds=8, size=(160, 96))
    clip = factory.damaged(whole, tmp_path / "a.mp4")
    assert normalise(clip, tmp_path / "out.mp4").reencoded
    assert normalise(tmp_path / "out.mp4", tmp_path / "again.mp4").reencoded is False


def test_nothing_private_is_kept(tmp_path):
    clip = factory.make(tmp_path / "a.mov", metadata={"location": "+54.1-002.7/", "artist": "Me"})
    for target, options in (("copied.mp4", {}), ("encoded.mp4", {"long_side": 64})):
        normalise(clip, tmp_path / target, metadata={"title": "Mine"}, **options)
        kept = read_metadata(tmp_path / target)
        assert kept["title"] == "Mine"
        assert not {"location", "artist", "creation_time"} & set(kept)


def test_limits_hold(tmp_path):
    clip = factory.make(tmp_path / "a.mp4", seconds=3)
    with pytest.raises(BadMedia, match="3 seconds"):
        normalise(clip, tmp_path / "out.mp4", limits=Limits(seconds=2))


@pytest.mark.parametrize("long_side", [1920, 64])
def test_a_stop_leaves_nothing(tmp_path, long_side):
    clip = factory.make(tmp_path / "a.mp4", seconds=3)

    def stop(share):
        if share > 0.4:
            raise Cancelled

    with pytest.raises(Cancelled):
        normalise(clip, tmp_path / "out.mp4", long_side=long_side, tick=stop)
    assert list(tmp_path.iterdir()) == [clip]
