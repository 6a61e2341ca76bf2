"""What a video looks like in a few bytes: the same for its copies, another for others."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from models.media.decode import frames
from models.media.poster import poster
from models.media.transform import transform
from models.provenance.fingerprint import (
    Watching,
    distance,
    hashes,
    likeness,
    of_picture,
    of_video,
    packed,
    unpacked,
)

CLIPS = Path("assets/corpus/clips")


@pytest.fixture(scope="module")
def forest() -> np.ndarray:
    return of_video(CLIPS / "forest-view-1.mp4")


def test_a_small_and_coarse_copy_looks_the_same(forest: np.ndarray, tmp_path: Path) -> None:
    copy = tmp_path / "copy.mp4"
    transform(CLIPS / "forest-view-1.mp4", copy, size=180, crf=35)
    assert likeness(forest, of_video(copy)) == 1.0


def test_others_look_different(forest: np.ndarray) -> None:
    for name in ("cat-1", "skyline-1", "yoga-1"):
        assert likeness(forest, of_video(CLIPS / f"{name}.mp4")) == 0.0


def test_a_still_of_it_is_like_it(forest: np.ndarray, tmp_path: Path) -> None:
    poster(CLIPS / "forest-view-1.mp4", tmp_path / "still.jpg", 0.0)
    assert likeness(forest, of_picture(tmp_path / "still.jpg")) == 1.0


def test_plain_colours_say_nothing() -> None:
    plain = hashes([np.full((40, 40, 3), 70, np.uint8)])
    assert len(plain) == 0 and np.isnan(likeness(plain, plain))


def test_light_does_not_matter_and_a_flip_does() -> None:
    rng = np.random.default_rng(0)
    image = cv2.resize(rng.integers(0, 200, (6, 9, 3)).astype(np.uint8), (320, 200))
    known = hashes([image])
    assert likeness(known, hashes([(image * 0.8 + 20).astype(np.uint8)])) == 1.0
    assert likeness(known, hashes([image[:, ::-1]])) == 0.0


def test_it_is_eight_bytes_a_picture(forest: np.ndarray) -> None:
    assert len(packed(forest)) == 8 * len(forest) and (unpacked(packed(forest)) == forest).all()


def test_pictures_that_go_by_are_hashed_twice_a_second_and_never_too_many() -> None:
    rng = np.random.default_rng(0)
    image = cv2.resize(rng.integers(0, 200, (6, 9, 3)).astype(np.uint8), (64, 48))
    watching = Watching()
    for number in range(75):
        watching.see(image, 7.0 + number / 25)
    assert len(watching.found) == 6 and set(watching.found) == {int(hashes([image])[0])}
    for number in range(2000):
        watching.see(image, 10.0 + number)
    assert 32 <= len(watching.found) < 128


def test_half_a_second_is_like_what_went_by() -> None:
    shown = [frame.image for frame in frames(CLIPS / "dog-1.mp4", fps=12, size=180)]
    watching = Watching()
    for number, image in enumerate(shown):
        watching.see(image, number / 12)
    known = np.array(watching.found, np.uint64)
    assert likeness(known, hashes(shown[20:26])) > 0 and distance(known, hashes(shown[20:26])) < 18
