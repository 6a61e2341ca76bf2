import time
from fractions import Fraction

import pytest
from PIL import Image

from models.errors import BadMedia
from models.media import packets
from models.media.probe import Limits, probe
from models.media.source import opened
from tests import media_factory as factory


def test_a_plain_clip_is_measured(tmp_path):
    clip = factory.make(tmp_path / "a.mp4", seconds=2, fps=25, sound=factory.tone(2))
    info = probe(clip)
    assert (info.container, info.video_codec, info.audio_codec) == ("mp4", "h264", "aac")
    assert (info.width, info.height, info.rotation) == (96, 64, 0)
    assert info.duration == pytest.approx(2.0, abs=0.001)
    assert info.fps == pytest.approx(25) and info.frames == 50
    assert not info.variable_frame_rate and info.has_audio and info.square_pixels
    assert info.size_bytes == clip.stat().st_size and info.damage == ""


@pytest.mark.parametrize("rotation", [90, 270])
def test_width_and_height_are_those_on_the_screen(tmp_path, rotation):
    info = probe(factory.make(tmp_path / "a.mov", rotation=rotation))
    assert (info.width, info.height, info.rotation) == (64, 96, rotation)


def test_wide_pixels_count(tmp_path):
    info = probe(factory.make(tmp_path / "a.mp4", pixel_shape=Fraction(4, 3)))
    assert (info.width, info.height, info.square_pixels) == (128, 64, False)


def test_a_variable_frame_rate_is_noticed(tmp_path):
    times = [0, 0.1, 0.15, 0.6, 0.62, 1.5]
    info = probe(factory.make(tmp_path / "a.mkv", times=times))
    assert info.variable_frame_rate and info.frames == 6
    assert info.duration > 1.5


@pytest.mark.parametrize(
    ("name", "options", "expected"),
    [
        ("a.webm", {"codec": "libvpx", "bframes": 0}, ("webm", "vp8")),
        ("a.gif", {"codec": "gif", "pixels": "rgb8", "fps": 10}, ("gif", "gif")),
        ("a.mkv", {}, ("matroska", "h264")),
        ("a.avi", {"codec": "mpeg4"}, ("avi", "mpeg4")),
        ("a.ts", {}, ("mpegts", "h264")),
    ],
)
def test_other_containers(tmp_path, name, options, expected):
    info = probe(factory.make(tmp_path / name, **options))
    assert (info.container, info.video_codec) == expected
    assert info.duration == pytest.approx(2.0, abs=0.06)


def _refusal(path, limits=None):
    with pytest.raises(BadMedia) as caught:
        probe(path, limits)
    sentence = str(caught.value)
    assert path.name in sentence and str(path.parent) not in sentence
    return sentence


@pytest.mark.parametrize("brand", [b"avif", b"heic", b"mif1"])
def test_a_photo_is_no_clip(tmp_path, brand):
    Image.new("RGB", (32, 32)).save(tmp_path / "a.avif")
    written = (tmp_path / "a.avif").read_bytes().replace(b"ftypavif", b"ftyp" + brand, 1)
    (tmp_path / "a.heic").write_bytes(written)
    assert "export it as a JPEG" in _refusal(tmp_path / "a.heic")


def test_a_missing_file(tmp_path):
    assert "no file" in _refusal(tmp_path / "a.mp4")


def test_an_empty_file(tmp_path):
    path = tmp_path / "a.mp4"
    path.touch()
    assert "0 bytes" in _refusal(path)


def test_text_that_is_called_a_video(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("Dear diary, today I renamed a file.\n" * 100)
    assert "could not be opened" in _refusal(path)


def test_sound_alone(tmp_path):
    assert "no picture" in _refusal(factory.song(tmp_path / "a.m4a"))


def test_a_recording_that_lost_its_index(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", faststart=False)
    assert "could not be opened" in _refusal(factory.truncated(whole, tmp_path / "a.mp4", 0.8))


def test_next_to_nothing_left(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", seconds=20, size=(160, 90))
    assert "cut short" in _refusal(factory.truncated(whole, tmp_path / "a.mp4", 0.1))


def test_what_is_left_of_a_truncated_video_is_taken(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", seconds=8)
    info = probe(factory.truncated(whole, tmp_path / "a.mp4", 0.6))
    assert 2 < info.duration < 6
    assert "cut short" in info.damage and "8.0" in info.damage


def test_too_long_by_its_header_is_refused_at_once(tmp_path):
    # Three hours as two pictures far apart: nobody may decode to find out.
    clip = factory.make(tmp_path / "a.mp4", times=[0, 10_800])
    began = time.process_time()
    assert "3.0 hours" in _refusal(clip)
    assert time.process_time() - began < 1


def test_reading_stops_at_the_limit_where_no_header_tells(tmp_path):
    clip = factory.make(tmp_path / "a.ts", seconds=4, fps=10)
    with opened(clip) as source, pytest.raises(BadMedia, match="past 1 seconds"):
        packets.read(source, seconds=1)
    assert "or 10 pictures" in _refusal(clip, Limits(frames=10))


def test_too_many_pixels(tmp_path):
    clip = factory.make(tmp_path / "a.mp4", seconds=0.2, size=(320, 200))
    assert "320 x 200" in _refusal(clip, Limits(pixels=60_000))


def test_too_many_bytes(tmp_path):
    assert "MB" in _refusal(factory.make(tmp_path / "a.mp4"), Limits(bytes=1000))


def test_a_playlist_may_not_lead_elsewhere(tmp_path):
    clip = factory.make(tmp_path / "secret.ts", seconds=1)
    playlist = tmp_path / "a.mp4"
    playlist.write_text(
        f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{clip.name}\n#EXT-X-ENDLIST\n"
    )
    assert "could not be opened" in _refusal(playlist)
    playlist.write_text(f"ffconcat version 1.0\nfile {clip.name}\n")
    assert "could not be opened" in _refusal(playlist)


def test_a_title_in_another_encoding_does_no_harm(tmp_path):
    clip = factory.make(tmp_path / "a.mp4", metadata={"title": "XXXX<script>"})
    clip.write_bytes(clip.read_bytes().replace(b"XXXX", b"\xff\xfe\x80\x81"))
    assert probe(clip).frames == 50
