import threading

import numpy as np
import pytest

from models.errors import BadRequest, Cancelled
from models.media import packets, remux
from models.media.cut import cut
from models.media.decode import frames
from models.media.probe import probe
from models.media.source import opened
from models.media.write import VideoWriter, read_metadata
from tests import media_factory as factory

GOP = 25


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "a.mp4"
    return factory.make(path, seconds=6, fps=25, gop=GOP, sound=factory.tone(6), bframes=2)


def _numbers(path):
    return [factory.number(frame.image) for frame in frames(path)]


def test_on_a_keyframe_packets_are_copied(tmp_path, clip):
    target = tmp_path / "cut.mp4"
    done = cut(clip, target, 2.0, 4.0, metadata={"generec": "x"})
    assert not done.reencoded and done.start == pytest.approx(2.0)
    numbers = _numbers(target)
    assert numbers == list(range(50, 50 + len(numbers)))
    assert abs(len(numbers) - 50) <= 2
    info = probe(target)
    assert info.duration == pytest.approx(done.end - done.start, abs=0.001)
    assert info.has_audio and read_metadata(target)["generec"] == "x"
    copied, original = list(frames(target)), list(frames(clip, start=2.0))
    assert np.array_equal(copied[7].image, original[7].image)


def test_half_a_frame_beside_a_keyframe_counts_as_on_it(tmp_path, clip):
    assert not cut(clip, tmp_path / "cut.mp4", 2.015, 4.0).reencoded
    assert cut(clip, tmp_path / "cut.mp4", 2.06, 4.0).reencoded


@pytest.mark.parametrize(("start", "end"), [(0.52, 2.2), (3.3, 3.5), (4.44, None)])
def test_elsewhere_the_cut_is_exact(tmp_path, clip, start, end):
    target = tmp_path / "cut.mp4"
    done = cut(clip, target, start, end)
    end = 6.0 if end is None else end
    assert done.reencoded and (done.start, done.end) == pytest.approx((start, end))
    assert _numbers(target) == list(range(round(start * 25), round(end * 25)))
    assert probe(target).duration == pytest.approx(end - start, abs=0.001)
    assert len(factory.heard(target)) / factory.RATE == pytest.approx(end - start, abs=0.05)


def test_our_own_files_end_at_any_frame_without_encoding(tmp_path):
    own, target = tmp_path / "own.mp4", tmp_path / "cut.mp4"
    with VideoWriter(own, width=96, height=64, fps=25) as writer:
        for i in range(100):
            writer.write(factory.numbered(i), i / 25)
    done = cut(own, target, 2.0, 3.24)
    assert not done.reencoded
    assert _numbers(target) == list(range(50, 81))


def test_sound_stays_in_step(tmp_path):
    sound = factory.tone(6)
    sound[: 3 * factory.RATE] = 0
    clip = factory.make(tmp_path / "a.mp4", seconds=6, gop=GOP, sound=sound)
    for start, reencoded in ((2.0, False), (2.2, True)):
        assert cut(clip, tmp_path / "cut.mp4", start, 4.0).reencoded is reencoded
        loud = np.flatnonzero(np.abs(factory.heard(tmp_path / "cut.mp4")) > 0.2)
        assert loud[0] / factory.RATE == pytest.approx(3.0 - start, abs=0.03)


def test_sound_of_another_codec_is_encoded_beside_copied_pictures(tmp_path):
    clip = factory.make(
        tmp_path / "a.mkv", seconds=4, gop=GOP, sound=factory.tone(4, 600), sound_codec="libopus"
    )
    target = tmp_path / "cut.mp4"
    assert not cut(clip, target, 1.0, 3.0).reencoded
    assert probe(target).audio_codec == "aac"
    heard = factory.heard(target)
    assert len(heard) / factory.RATE == pytest.approx(2.0, abs=0.08)
    assert factory.pitch(heard) == pytest.approx(600, abs=2)


@pytest.mark.parametrize("start", [0.0, 0.5])
def test_rotation_stays(tmp_path, start):
    clip = factory.make(tmp_path / "a.mov", seconds=3, gop=GOP, rotation=90, picture=factory.turned)
    target = tmp_path / "cut.mp4"
    done = cut(clip, target, start, 2.0)
    assert done.reencoded is (start > 0)
    info = probe(target)
    assert (info.width, info.height) == (64, 96)
    assert info.rotation == (0 if done.reencoded else 90)
    assert _numbers(target)[0] == round(start * 25)


def test_what_browsers_do_not_play_is_encoded(tmp_path):
    clip = factory.make(tmp_path / "a.webm", codec="libvpx")
    assert cut(clip, tmp_path / "cut.mp4", 0, 1).reencoded
    assert probe(tmp_path / "cut.mp4").video_codec == "h264"


def test_a_variable_frame_rate_stays_variable(tmp_path):
    times = [0, 0.1, 0.15, 0.6, 0.62, 1.5, 1.8, 2.0]
    clip = factory.make(tmp_path / "a.mp4", times=times, bframes=0)
    cut(clip, tmp_path / "cut.mp4", 0.3, 1.9)
    decoded = list(frames(tmp_path / "cut.mp4"))
    assert [factory.number(f.image) for f in decoded] == [2, 3, 4, 5, 6]
    assert [f.time for f in decoded] == pytest.approx([0, 0.3, 0.32, 1.2, 1.5], abs=0.001)
    assert probe(tmp_path / "cut.mp4").duration == pytest.approx(1.6, abs=0.001)


def test_no_copy_that_would_tear_an_open_group():
    times = np.array([0.0, 0.12, 0.04, 0.08, 0.24, 0.16, 0.2])
    key = np.array([True, False, False, False, True, False, False])
    table = packets.Packets(times, key, 0.28, True)
    # 0.16 and 0.20 come after the keyframe at 0.24 but are shown before it.
    assert remux.span(table, 0.24, 0.28) is None
    assert remux.span(table, 0.0, 0.16) == remux.Span(0, 4, 0.0, 0.16)


@pytest.mark.parametrize(("start", "end"), [(7.0, 8.0), (3.0, 3.0), (-1.0, 2.0)])
def test_a_part_that_is_not_there(tmp_path, clip, start, end):
    with pytest.raises(BadRequest, match="name a start"):
        cut(clip, tmp_path / "cut.mp4", start, end)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("start", [2.0, 2.1])
def test_a_stop_leaves_nothing(tmp_path, clip, start):
    def stop(share):
        raise Cancelled

    with pytest.raises(Cancelled):
        cut(clip, tmp_path / "cut.mp4", start, 5.0, tick=stop)
    assert not list(tmp_path.iterdir())
    assert not [t for t in threading.enumerate() if t.name == "read-ahead"]


def test_the_packet_table(clip):
    with opened(clip) as source:
        table = packets.read(source)
    assert table.keyframes == pytest.approx(np.arange(6))
    assert table.frame == pytest.approx(0.04) and table.end == pytest.approx(6.0)
    assert table.keyframe_before(2.99) == pytest.approx(3.0)
    assert table.keyframe_before(2.9) == pytest.approx(2.0)
