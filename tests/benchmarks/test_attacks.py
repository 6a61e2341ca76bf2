"""Attacks do what their names say, and write files that can be read."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.attacks import BEYOND, MUST, Clip, cropped
from models.media.picture import probe_image
from models.media.probe import probe

RNG = np.random.default_rng(0)
FRAMES = [RNG.integers(0, 256, (96, 128, 3)).astype(np.uint8) for _ in range(12)]
CLIP = Clip(FRAMES, FRAMES, 12.0)


def test_a_crop_takes_its_share_of_both_sides() -> None:
    assert cropped(FRAMES[0], 0.25).shape == (72, 96, 3)


@pytest.mark.parametrize(
    ("name", "size", "pictures"),
    [
        ("CRF 28", (128, 96), 12),
        ("half size", (64, 48), 12),
        ("letterbox", (128, 128), 12),
        ("every third frame dropped", (128, 96), 8),
        ("picture in picture", (128, 96), 12),
        ("0.5 s", (128, 96), 6),
        ("squeeze to 80 %", (102, 96), 12),
        ("GIF", (320, 240), 12),
    ],
)
def test_an_attack_is_what_it_is_called(
    name: str, size: tuple[int, int], pictures: int, tmp_path: Path
) -> None:
    info = probe({**MUST, **BEYOND}[name](CLIP, tmp_path))
    assert (info.width, info.height, info.frames) == (*size, pictures)


def test_a_screenshot_is_a_picture(tmp_path: Path) -> None:
    assert probe_image(BEYOND["one screenshot"](CLIP, tmp_path)).width == 128
