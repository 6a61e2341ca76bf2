"""The window of a clip that keeps what it is about."""

from pathlib import Path

import numpy as np
import pytest

from agents.make.framing import followed, framed
from models.encode.encoder import FakeEncoder
from models.media.decode import frames
from models.media.write import VideoWriter
from tests.media_factory import Image, make

RED, GREY = (200, 30, 30), (90, 90, 90)


class Reddish:
    """An encoder that sees whether there is red, and nothing else."""

    side, dimensions, name = 16, 2, "red"

    def images(self, pictures: Image) -> np.ndarray:
        red = np.clip(12 * (pictures[..., 0] > 150).mean(axis=(1, 2)), 0, 1)
        vectors = np.stack([red, 1 - red], axis=1)
        return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def clip(path: Path, left: float, right: float, width: float = 0.15) -> Path:
    """A red block on grey whose middle goes from ``left`` to ``right`` in two seconds."""

    def picture(i: int, w: int, h: int) -> Image:
        image = np.full((h, w, 3), GREY, np.uint8)
        middle = (left + (right - left) * i / 24) * w
        image[h // 3 :, max(0, round(middle - width * w / 2)) : round(middle + width * w / 2)] = RED
        return image

    return make(path, seconds=2, fps=12, size=(192, 108), picture=picture)


@pytest.mark.parametrize("place", [0.15, 0.5, 0.85])
def test_the_subject_stays_in_the_window(tmp_path: Path, place: float) -> None:
    path = clip(tmp_path / "a.mp4", place, place)
    framing = framed(path, 0.0, 2.0, (192, 108), (90, 160), Reddish())
    assert framing is not None and framing.axis == 1
    for time in (0.1, 1.0, 1.9):
        assert abs(framing.middle(time) - place) < framing.length / 2 + 0.04


def test_a_window_goes_along_with_its_subject(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", 0.1, 0.9)
    framing = framed(path, 0.0, 2.0, (192, 108), (90, 160), Reddish())
    assert framing is not None
    assert framing.middle(0.0) < framing.middle(2.0)


def test_a_clip_of_nearly_the_same_shape_needs_no_window(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", 0.5, 0.5)
    assert framed(path, 0.0, 2.0, (192, 108), (160, 90), Reddish()) is None
    assert framed(path, 0.0, 2.0, (192, 108), (100, 60), FakeEncoder()) is None


def test_a_small_clip_gets_a_longer_window_instead_of_larger_pixels(tmp_path: Path) -> None:
    path = clip(tmp_path / "a.mp4", 0.5, 0.5)
    framing = framed(path, 0.0, 2.0, (192, 108), (720, 1280), Reddish(), enlarged=4.0)
    assert framing is not None and framing.length * 192 * 4.0 >= 720 - 1


def test_another_shape_keeps_what_walks_inside(tmp_path: Path) -> None:
    path = tmp_path / "walk.mp4"
    places = np.linspace(30, 290, 60).astype(int)
    with VideoWriter(path, width=320, height=180, fps=15) as writer:
        for number, at in enumerate(places):
            image = np.full((180, 320, 3), 120, np.uint8)
            image[60:150, max(0, at - 12) : at + 12] = (220, 40, 30)
            writer.write(image, number / 15)
    cut = followed(path, "9:16", 0.0, 4.0)(320, 180, (102, 180))
    seen = [
        (lambda one: one[..., 0].astype(int) - one[..., 1] > 80)(cut(one.image, one.time)).any(0)
        for one in frames(path)
    ]
    assert np.mean([row.sum() > 12 for row in seen]) > 0.9
