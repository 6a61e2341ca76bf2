import threading
import time

import numpy as np
import pytest

from models.errors import BadMedia, Cancelled
from models.media.decode import frames, read_ahead
from models.media.orientation import Orientation
from tests import media_factory as factory


def _numbers(path, **options):
    return [factory.number(frame.image) for frame in frames(path, **options)]


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return factory.make(tmp_path_factory.mktemp("media") / "a.mp4", seconds=4, fps=25)


def test_every_picture_in_order(clip):
    decoded = list(frames(clip))
    assert [factory.number(f.image) for f in decoded] == list(range(100))
    assert [f.time for f in decoded] == pytest.approx([i / 25 for i in range(100)])
    assert decoded[0].image.shape == (64, 96, 3) and decoded[0].image.dtype == np.uint8


@pytest.mark.parametrize("start", [0.0, 0.5, 1.23, 3.5])
def test_a_part_begins_with_what_is_on_screen(clip, start):
    decoded = list(frames(clip, start=start, end=start + 0.4))
    assert factory.number(decoded[0].image) == int(start * 25 + 0.01)
    assert decoded[0].time == pytest.approx(start)
    assert all(start <= f.time < start + 0.4 for f in decoded)


def test_a_part_of_one_long_picture(tmp_path):
    slow = factory.make(tmp_path / "a.mp4", times=[0, 1, 5, 6])
    decoded = list(frames(slow, start=3, end=4))
    assert [factory.number(f.image) for f in decoded] == [1]
    assert decoded[0].time == 3


def test_fewer_pictures_a_second_by_their_times(tmp_path, clip):
    assert _numbers(clip, fps=5) == list(range(0, 100, 5))
    assert len(_numbers(clip, fps=100)) == 100
    uneven = factory.make(tmp_path / "a.mkv", times=[0, 0.1, 0.15, 0.6, 0.62, 1.5])
    assert _numbers(uneven, fps=2) == [0, 3, 5]


def test_sizes(clip):
    assert next(frames(clip, size=32)).image.shape == (32, 48, 3)
    assert next(frames(clip, size=(20, 40))).image.shape == (40, 20, 3)
    assert next(frames(clip, size=500)).image.shape == (64, 96, 3)


def test_turned_pictures_stand_upright(tmp_path):
    clip = factory.make(tmp_path / "a.mov", rotation=90, picture=factory.turned)
    assert _numbers(clip) == list(range(50))
    assert next(frames(clip, size=32)).image.shape == (48, 32, 3)


def test_mirrored_pictures_are_mirrored_back(tmp_path):
    clip = factory.make(
        tmp_path / "a.mp4",
        mirrored=True,
        picture=lambda i, w, h: np.ascontiguousarray(factory.numbered(i, w, h)[:, ::-1]),
    )
    assert _numbers(clip) == list(range(50))


def test_orientations_undo_each_other():
    image = np.arange(24, dtype=np.uint8).reshape(2, 4, 3)
    clockwise = Orientation(True, flip_columns=True)
    assert np.array_equal(clockwise.apply(image), np.rot90(image, -1))
    back = Orientation(True, flip_rows=True)
    assert np.array_equal(back.apply(clockwise.apply(image)), image)
    assert (clockwise.rotation, back.rotation) == (90, 270)


def test_colours_survive(tmp_path):
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (200, 120, 40)]

    def bars(i, width, height):
        return np.repeat(np.array([colours], np.uint8), width // 4, axis=1).repeat(height, 0)

    clip = factory.make(tmp_path / "a.mp4", seconds=0.2, picture=bars)
    image = next(frames(clip)).image
    for k, colour in enumerate(colours):
        assert np.abs(image[32, 24 * k + 12].astype(int) - colour).max() <= 6


def test_transparent_gifs_lie_on_white(tmp_path):
    from PIL import Image

    path = tmp_path / "a.gif"
    Image.new("RGBA", (32, 32), (0, 0, 0, 0)).save(
        path, save_all=True, append_images=[Image.new("RGBA", (32, 32), (255, 0, 0, 255))]
    )
    first, *_ = frames(path)
    assert np.all(first.image == 255)


def test_damage_in_the_middle_costs_only_a_part(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", seconds=8, size=(160, 96), bframes=0)
    numbers = _numbers(factory.damaged(whole, tmp_path / "a.mp4"))
    assert numbers[:40] == list(range(40)) and numbers[-10:] == list(range(190, 200))


def test_nothing_that_decodes(tmp_path):
    whole = factory.make(tmp_path / "whole.mp4", seconds=1, size=(160, 96), gop=1)
    data = bytearray(whole.read_bytes())
    begin = data.index(b"mdat") + 4
    data[begin:] = bytes(len(data) - begin)
    broken = tmp_path / "a.mp4"
    broken.write_bytes(bytes(data))
    with pytest.raises(BadMedia, match="a.mp4"):
        list(frames(broken))


def _ahead_threads():
    return [t for t in threading.enumerate() if t.name == "read-ahead"]


def test_reading_ahead_keeps_order_and_bounds():
    produced = []

    def count():
        for i in range(50):
            produced.append(i)
            yield i

    ahead = read_ahead(count(), depth=4)
    assert next(ahead) == 0
    time.sleep(0.1)
    assert len(produced) <= 1 + 4 + 1
    assert list(ahead) == list(range(1, 50))
    assert not _ahead_threads()


def test_an_error_of_the_producer_comes_through():
    def failing():
        yield 1
        raise BadMedia("broken half-way")

    ahead = read_ahead(failing())
    assert next(ahead) == 1
    with pytest.raises(BadMedia, match="half-way"):
        next(ahead)
    assert not _ahead_threads()


def test_closing_stops_the_thread_and_the_producer():
    closed = threading.Event()

    def endless():
        try:
            while True:
                yield bytes(10)
        finally:
            closed.set()

    ahead = read_ahead(endless(), depth=2)
    next(ahead)
    ahead.close()
    assert closed.is_set() and not _ahead_threads()


def test_a_stop_is_heard_on_the_way_to_the_first_picture(tmp_path):
    clip = factory.make(tmp_path / "one_key.mp4", seconds=8, gop=1000)
    beats = []

    def pulse():
        beats.append(1)
        if len(beats) > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        next(frames(clip, start=7.5, pulse=pulse))
    assert len(beats) == 6
