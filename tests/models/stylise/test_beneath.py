"""What a label covers comes back, at the right moment, and goes with the file."""

from pathlib import Path

import numpy as np
import pytest

from agents.guard.marks import Marks
from models.media.backwards import frames_backwards
from models.media.decode import frames
from models.media.write import VideoWriter
from models.stylise.beneath import MOST, copied, gone, moved, picture_of, place, unlabelled
from models.stylise.styliser import Array

WIDTH, HEIGHT, FPS = 320, 180, 10.0


def scene(number: int) -> Array:
    """Stripes that move, so that every picture is another one."""
    shade = 90 + 60 * np.sin((np.arange(WIDTH) + 9 * number) / 25.0)
    return np.repeat(np.repeat(shade[None, :, None], HEIGHT, 0), 3, 2).astype(np.uint8)


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Four seconds in a folder "work", the first two of them labelled."""
    path = tmp_path / "work" / "clip.mp4"
    path.parent.mkdir()
    mark = Marks().new("changed")
    draw = mark.on(lambda image, time: image, WIDTH, HEIGHT)
    with VideoWriter(path, width=WIDTH, height=HEIGHT, fps=FPS) as file:
        for number in range(40):
            file.write(draw(scene(number), number / FPS), number / FPS)
    mark.keep(path)
    return path


def off(image: Array, number: int) -> float:
    """The largest mean error of a block of 20 pixels."""
    wrong = np.abs(image.astype(int) - scene(number)).mean(2)
    return float(wrong.reshape(9, 20, 16, 20).mean((1, 3)).max())


def test_pictures_are_what_they_were(clip: Path) -> None:
    mend = picture_of(clip)
    seen = list(frames(clip))
    assert max(off(one.image, at) for at, one in enumerate(seen[:20])) > 30
    assert max(off(mend(one.image, one.time), at) for at, one in enumerate(seen)) < 4
    assert mend(seen[30].image, 3.0) is seen[30].image  # where no label is


def test_a_clip_that_is_read_backwards_has_none_either(clip: Path) -> None:
    seen = frames_backwards(clip, start=0.0, end=4.0, mend=picture_of(clip), memory=WIDTH * 2000)
    assert max(off(one.image, 39 - at) for at, one in enumerate(seen)) < 4


def test_a_small_picture_of_it_has_none(clip: Path) -> None:
    small = next(frames(clip, size=90))
    mended = picture_of(clip)(small.image, small.time).astype(int)
    assert np.abs(mended - scene(0)[::2, ::2]).mean(2).max() < 25


def test_it_lies_where_nothing_is_served_and_goes_with_its_file(clip: Path, tmp_path: Path) -> None:
    kept = place(clip)
    assert kept.parent == tmp_path / "beneath" and kept.parent.stat().st_mode & 0o77 == 0
    other = tmp_path / "made" / "other.mp4"
    copied(clip, other)
    gone(clip)
    assert not kept.exists() and unlabelled(clip) is None
    moved(other, clip)
    assert unlabelled(other) is None and unlabelled(clip) is not None
    assert kept.stat().st_size < MOST // 8


def test_a_damaged_one_is_none(clip: Path) -> None:
    place(clip).write_bytes(place(clip).read_bytes()[:900])
    assert unlabelled(clip) is None
