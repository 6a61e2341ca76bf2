"""The mark outlives what happens to clips, and nothing is found where nothing was put."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from models.media.decode import frames
from models.media.write import VideoWriter
from models.provenance import search
from models.provenance.marker import Image
from models.provenance.payload import Book
from models.provenance.residual import averaged
from models.provenance.spectrum import spectrum
from models.provenance.watermark import Watermark

KEY, OTHER = b"a key of twenty bytes", b"another key of 24 bytes."
IDENTIFIER = 123_456_789_012
CLIP = Path("assets/corpus/clips/forest-view-1.mp4")
FPS = 12


@pytest.fixture(scope="module")
def pictures() -> list[Image]:
    """Three seconds of a clip, with grain, as a camera would have it."""
    rng = np.random.default_rng(0)
    found = [frame.image for frame in frames(CLIP, fps=FPS, end=3.0)]
    grain = rng.normal(0, 3, (len(found), *found[0].shape[:2], 1))
    return [np.clip(f + g, 0, 255).astype(np.uint8) for f, g in zip(found, grain, strict=True)]


@pytest.fixture(scope="module")
def marked(pictures: list[Image]) -> list[Image]:
    height, width = pictures[0].shape[:2]
    draw = Watermark(KEY).drawer(IDENTIFIER, width, height)
    return [draw(picture) for picture in pictures]


def encoded(images: list[Image], file: Path, crf: int) -> list[Image]:
    height, width = images[0].shape[:2]
    with VideoWriter(file, width=width, height=height, fps=FPS, crf=crf) as writer:
        for number, image in enumerate(images):
            writer.write(image, number / FPS)
    return [frame.image for frame in frames(file)]


def book(key: bytes = KEY) -> Book:
    return Book([IDENTIFIER, 7, 99], key)


def test_it_cannot_be_seen(pictures: list[Image], marked: list[Image]) -> None:
    errors = [np.mean((a.astype(float) - b) ** 2) for a, b in zip(pictures, marked, strict=True)]
    assert 10 * np.log10(255**2 / np.mean(errors)) >= 40


ATTACKS: dict[str, Callable[[Image], Image]] = {
    "as it is": lambda image: image,
    "half size": lambda image: cv2.resize(image, None, fx=0.5, fy=0.5,
                                          interpolation=cv2.INTER_AREA),
    "cropped": lambda image: image[40:-40, 60:-60],
    "mirrored": lambda image: image[:, ::-1],
    "darker": lambda image: (image * 0.8).astype(np.uint8),
}  # fmt: skip


@pytest.mark.parametrize("attack", sorted(ATTACKS))
def test_it_is_read_after(attack: str, marked: list[Image], tmp_path: Path) -> None:
    changed = [np.ascontiguousarray(ATTACKS[attack](image)) for image in marked]
    reading = Watermark(KEY).read(encoded(changed, tmp_path / "a.mp4", 26), book())
    assert (reading.found, reading.identifier) == ("ours", IDENTIFIER)
    assert reading.mirrored == (attack == "mirrored")


def test_nothing_is_found_where_nothing_was_put(pictures: list[Image]) -> None:
    reading = Watermark(KEY).read(pictures, book())
    assert reading.found == "unknown" and reading.identifier is None


def test_a_stranger_cannot_read_it_and_his_mark_is_not_ours(marked: list[Image]) -> None:
    assert Watermark(OTHER).read(marked, book(OTHER)).found == "unknown"


def test_an_identifier_that_nobody_gave_out_is_not_ours(marked: list[Image]) -> None:
    reading = Watermark(KEY).read(marked, Book([7, 99], KEY))
    assert reading.found == "maybe"


def test_a_short_key_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16"):
        Watermark(b"short")


def test_a_corner_is_looked_at_where_the_whole_shows_nothing(marked: list[Image]) -> None:
    noise = np.random.default_rng(1).normal(size=(180, 320)).astype(np.float32)
    reader, corner = Watermark(KEY), spectrum(averaged(marked))
    assert reader.find(spectrum(noise), book(), corners=[corner]).identifier == IDENTIFIER
    assert reader.find(spectrum(noise), book(), corners=[corner], thorough=False).identifier is None


def test_the_corners_are_the_quarters_of_a_picture() -> None:
    cells = np.arange(35, dtype=np.float32).reshape(5, 7)
    upper, _, _, last = search.corners(cells)
    assert upper.tolist() == cells[:2, :3].tolist() and last.tolist() == cells[3:, 4:].tolist()
