import numpy as np
import pytest

from models.errors import BadMedia, BadRequest, Cancelled
from models.media import sample
from tests import media_factory as factory


def _scenes(i, width, height):
    """Three scenes of 25 pictures: their own colour and pattern, with the number on top."""
    image = factory.numbered(i, width, height)
    low = image[height // 4 :]
    scene = i // 25 % 3
    low[:] = [(220, 40, 30), (20, 60, 200), (240, 230, 90)][scene]
    low[:, :: scene + 2] //= scene + 2
    return image


@pytest.fixture(scope="module")
def scenes(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "scenes.mp4"
    return factory.make(path, seconds=3, picture=_scenes)


@pytest.fixture(scope="module")
def long(tmp_path_factory):
    path = tmp_path_factory.mktemp("media") / "long.mp4"
    return factory.make(path, seconds=24, fps=25, gop=50)


def _numbers(sampled):
    return [factory.number(image) for image in sampled.frames]


@pytest.mark.parametrize("n", [1, 3, 12, 75, 200])
def test_uniform_takes_the_pictures_on_screen(scenes, n):
    sampled = sample.uniform(scenes, n)
    assert sampled.frames.shape == (n, 64, 96, 3) and sampled.times.shape == (n,)
    assert _numbers(sampled) == [int(time * 25 + 0.05) for time in sampled.times]


@pytest.mark.parametrize("n", [5, 40, 400])
def test_seeking_and_decoding_through_agree(long, n):
    sampled = sample.uniform(long, n, size=48)
    assert sampled.frames.shape[1:] == (48, 72, 3)
    assert _numbers(sampled) == [int(time * 25 + 0.05) for time in sampled.times]


def test_sparse_samples_do_not_decode_everything(long, monkeypatch):
    decoded = []
    keep = sample.Reader._frames

    def counting(self):
        for frame in keep(self):
            decoded.append(1)
            yield frame

    monkeypatch.setattr(sample.Reader, "_frames", counting)
    sample.uniform(long, 4)
    assert len(decoded) < 4 * (50 + 3)


@pytest.mark.parametrize("name", ["a.gif", "a.webm", "a.mkv"])
def test_other_containers_are_sampled_as_well(tmp_path, name):
    options = {
        "a.gif": {"codec": "gif", "pixels": "rgb8"},
        "a.webm": {"codec": "libvpx", "size": (192, 128)},
        "a.mkv": {},
    }[name]
    clip = factory.make(tmp_path / name, seconds=6, fps=10, **options)
    sampled = sample.uniform(clip, 7, start=1, end=5.5)
    assert _numbers(sampled) == [int(time * 10 + 0.05) for time in sampled.times]


def test_times_past_the_end_give_the_last_picture(scenes):
    frames = list(sample.at(scenes, [0.0, 2.0, 9.0]))
    assert [factory.number(f.image) for f in frames] == [0, 50, 74]
    assert [f.time for f in frames] == [0.0, 2.0, 9.0]


def test_a_part_that_is_not_there(scenes):
    with pytest.raises(BadRequest, match="between 5 and 3 s"):
        sample.uniform(scenes, 4, start=5)


def test_shots_are_found(scenes):
    assert [shot.start for shot in sample.shots(scenes)] == pytest.approx([0, 1, 2], abs=0.01)


def test_one_pass_gives_pictures_and_shots(scenes):
    ticks = []
    scan = sample.scan(scenes, fps=5, size=32, tick=ticks.append)
    assert scan.frames.shape == (15, 32, 48, 3)
    assert [factory.number(image) for image in scan.frames] == list(range(0, 75, 5))
    assert scan.times == pytest.approx(np.arange(15) / 5)
    assert len(scan.shots) == 3 and scan.skipped == 0
    assert ticks == sorted(ticks) and len(ticks) == 75


def test_a_long_video_is_scanned_thinly_but_evenly(long):
    scan = sample.scan(long, fps=10, size=16, limit=12)
    assert len(scan.times) == 12
    assert np.diff(scan.times) == pytest.approx(np.full(11, 2.0), abs=0.05)


def test_a_scan_can_be_stopped(long):
    def stop(share):
        if share > 0.1:
            raise Cancelled

    with pytest.raises(Cancelled):
        sample.scan(long, tick=stop)


def test_what_is_no_video(tmp_path):
    path = tmp_path / "a.mp4"
    path.write_text("no")
    for refused in (lambda: sample.scan(path), lambda: sample.uniform(path, 3)):
        with pytest.raises(BadMedia):
            refused()
