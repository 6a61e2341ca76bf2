"""Every real file is read, or refused with a reason; none hangs."""

import threading

import numpy as np
import pytest

from models.errors import BadMedia
from models.media import sample
from models.media.cut import cut
from models.media.decode import frames
from models.media.normalise import normalise
from models.media.probe import Limits, probe

pytestmark = pytest.mark.data

PATIENCE = 30.0
"""Seconds for one file; the slowest needs two."""


def _within_time(work):
    """Run ``work`` in a thread and fail, rather than hang, when it takes too long."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except BaseException as exc:
            outcome.append(exc)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    assert outcome, f"still at work after {PATIENCE} s"
    if isinstance(outcome[0], BaseException):
        raise outcome[0]
    return outcome[0]


def _files(folder):
    return sorted(p for p in folder.iterdir() if p.suffix != ".tsv")


def _all(data_dir):
    files = _files(data_dir / "videos") + _files(data_dir / "edgecases")
    assert len(files) == 50
    return files


def test_every_file_is_probed_and_sampled(data_dir):
    for path in _all(data_dir):
        info = _within_time(lambda path=path: probe(path))
        picked = _within_time(lambda path=path: sample.uniform(path, 2, size=64, end=1.0))
        assert info.damage == "" and info.duration > 0.05, path.name
        shape = picked.frames.shape[2] / picked.frames.shape[1]
        assert shape == pytest.approx(info.width / info.height, rel=0.03), path.name
        if path.parent.name == "videos":  # one of the awkward files is plain white
            assert picked.frames.std() > 5, path.name


@pytest.mark.slow
def test_every_file_is_scanned_to_its_end(data_dir):
    for path in _all(data_dir):
        scan = _within_time(lambda path=path: sample.scan(path, fps=2, size=64, limit=64))
        end = probe(path).duration
        # The clock starts with the container, the picture perhaps a little later.
        assert len(scan.times) >= min(64, int(end * 2)), path.name
        assert scan.shots[-1].end == pytest.approx(end), path.name
        assert scan.skipped == (path.name == "corrupted.mp4"), path.name


@pytest.mark.parametrize(
    "name",
    ["corrupted.mp4", "unordered.mov", "rot0.mov", "rot90.mov", "moviepy_no_duration.webm"],
)
def test_awkward_files_become_playable(data_dir, tmp_path, name):
    source = data_dir / "edgecases" / name
    done = _within_time(lambda: normalise(source, tmp_path / "a.mp4"))
    assert (done.info.video_codec, done.info.pixel_format) == ("h264", "yuv420p")
    assert done.info.duration == pytest.approx(probe(source).duration, abs=0.1)
    assert len(list(frames(tmp_path / "a.mp4", size=32))) >= 3


def test_the_corrupted_file_loses_its_damage(data_dir, tmp_path):
    source = data_dir / "edgecases" / "corrupted.mp4"
    assert sample.scan(source, size=32).skipped == 1
    assert normalise(source, tmp_path / "a.mp4").reencoded
    assert sample.scan(tmp_path / "a.mp4", size=32).skipped == 0


def test_a_turned_film_is_upright(data_dir):
    upright = next(frames(data_dir / "edgecases" / "rot90.mov")).image
    lying = next(frames(data_dir / "edgecases" / "rot0.mov")).image
    assert upright.shape == (568, 320, 3)
    # The same keyboard filmed twice: its rows of keys are horizontal in both.
    for image in (upright, lying):
        rows = image.mean(axis=(1, 2)).std()
        assert rows > 5


def test_a_recording_without_length_is_limited_too(data_dir):
    with pytest.raises(BadMedia, match="past 3 seconds"):
        probe(data_dir / "edgecases" / "moviepy_no_duration.webm", Limits(seconds=2))


def test_known_cuts_are_found(data_dir):
    bunny = sample.shots(data_dir / "videos" / "moviepy_bbb.webm")
    assert [shot.start for shot in bunny[1:]] == pytest.approx([11.79, 15.67, 22.96], abs=0.05)
    walk = sample.shots(data_dir / "videos" / "intel_asl_walk.mkv")
    assert len(walk) == 1


def test_sound_of_a_real_clip_survives_a_cut(data_dir, tmp_path):
    from tests.media_factory import heard

    source = data_dir / "videos" / "gradio_world.mp4"
    for start, reencoded in ((6.0, False), (6.5, True)):
        done = cut(source, tmp_path / "a.mp4", start, start + 4)
        assert done.reencoded is reencoded
        before = heard(source)[round(done.start * 48_000) :][: 3 * 48_000]
        after = heard(tmp_path / "a.mp4")[: 3 * 48_000]
        lags = np.fft.irfft(np.fft.rfft(before, 1 << 19).conj() * np.fft.rfft(after, 1 << 19))
        lag = int(np.argmax(lags))
        lag = lag - (1 << 19) if lag > 1 << 18 else lag
        assert abs(lag) / 48_000 < 0.045
