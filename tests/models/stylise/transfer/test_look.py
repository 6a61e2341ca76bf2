"""Clips in the style of a picture, with the shipped weights: colours, steadiness, shots."""

from pathlib import Path

import cv2
import numpy as np
import pytest
import torch

from models.metrics.flicker import flicker
from models.stylise.transfer.look import LEAST, LONG, OWN, STEP, PictureLook, drawn_size, own_share
from models.stylise.transfer.weights import StyleNetwork, Vector

from ..scene import noisy, scene

NETWORK = StyleNetwork(Path(__file__).resolve().parents[4] / "assets" / "weights" / "style")
SMALL = scene(160, 96)


def painting(ground: tuple[int, int, int], stroke: tuple[int, int, int]) -> np.ndarray:
    """Strokes on a ground."""
    rng = np.random.default_rng(5)
    image = np.full((128, 128, 3), ground, np.uint8)
    for x, y, turn in zip(*rng.integers(0, 128, (2, 90)), rng.uniform(0, 180, 90), strict=True):
        tint = tuple(int(np.clip(c + rng.integers(-30, 31), 0, 255)) for c in stroke)
        cv2.ellipse(image, (int(x), int(y)), (14, 3), turn, 0, 360, tint, -1, cv2.LINE_AA)
    return image


RED, BLUE = painting((150, 30, 20), (230, 120, 40)), painting((20, 40, 140), (90, 200, 230))


@pytest.fixture(scope="module")
def red() -> Vector:
    return NETWORK.read([RED])


def shown(look: PictureLook, *frames: np.ndarray) -> list[np.ndarray]:
    height, width = frames[0].shape[:2]
    picture = look.start(width, height, 25.0)
    return [picture(frame, k / 25).copy() for k, frame in enumerate(frames)]


def test_a_frame_takes_the_colours_of_the_picture_and_keeps_its_shape(red: Vector) -> None:
    before = SMALL.copy()
    (made,) = shown(PictureLook(NETWORK, red), SMALL)
    assert made.shape == SMALL.shape and made.dtype == np.uint8
    assert np.array_equal(SMALL, before)
    (cold,) = shown(PictureLook(NETWORK, NETWORK.read([BLUE])), SMALL)
    for image, own, other in ((made, RED, BLUE), (cold, BLUE, RED)):
        mean = image.mean((0, 1))
        distance = [np.linalg.norm(mean - one.mean((0, 1))) for one in (own, other, SMALL)]
        assert distance[0] < min(distance[1:])


def test_what_is_seen_stays_where_it_is(red: Vector) -> None:
    (made,) = shown(PictureLook(NETWORK, red), SMALL)
    edges = [np.abs(cv2.Laplacian(cv2.GaussianBlur(cv2.cvtColor(one, cv2.COLOR_RGB2GRAY), (0, 0),
             2), cv2.CV_32F)).ravel() for one in (SMALL, made)]  # fmt: skip
    assert np.corrcoef(edges)[0, 1] > 0.3


def test_a_large_clip_is_as_sharp_as_it_was_at_its_edges(red: Vector) -> None:
    large = np.full((360, 900, 3), (60, 90, 160), np.uint8)
    large[:, 451:] = (190, 170, 120)  # an edge between two pixels of what is redrawn
    (made,) = shown(PictureLook(NETWORK, red), large)
    across = made[150:210].mean((0, 2))
    assert np.abs(np.diff(across)).argmax() == 450
    assert np.abs(np.diff(across))[450] > np.abs(np.diff(large.mean((0, 2))))[450] / 2


def test_colours_that_are_kept_are_the_clips_own(red: Vector) -> None:
    (made,) = shown(PictureLook(NETWORK, red, "kept"), SMALL)
    own, taken = (cv2.cvtColor(one, cv2.COLOR_RGB2YCrCb).astype(int) for one in (SMALL, made))
    # Where the light leaves room for them: the darkest and lightest have no colour to keep.
    middle = (taken[..., 0] > 90) & (taken[..., 0] < 165)
    assert np.abs(own - taken)[..., 1:][middle].mean() < 12
    assert np.abs(own - taken)[..., 0].mean() > 10


def test_noise_boils_less_than_frame_by_frame(red: Vector) -> None:
    frames = [noisy(SMALL, 3.0, seed) for seed in range(7)]
    steady = shown(PictureLook(NETWORK, red), *frames)
    each = [shown(PictureLook(NETWORK, red), frame)[0] for frame in frames]
    ours, alone = (flicker(frames[2:], made[2:]).ratio for made in (steady, each))
    assert ours < alone / 2


def test_a_new_shot_begins_afresh(red: Vector) -> None:
    night = (SMALL // 6).astype(np.uint8)
    after = shown(PictureLook(NETWORK, red), SMALL, SMALL, night)[-1]
    (fresh,) = shown(PictureLook(NETWORK, red), night)
    assert np.array_equal(after, fresh)


def test_a_bare_picture_leaves_more_of_the_clip_than_a_full_one() -> None:
    sketch = np.full((128, 128, 3), 255, np.uint8)
    cv2.circle(sketch, (64, 64), 40, (10, 10, 10), 2, cv2.LINE_AA)
    assert own_share([sketch]) == OWN and own_share([RED]) < 0.1
    assert 0 < own_share([sketch, RED]) < OWN
    vector = NETWORK.read([sketch])
    (bare,) = shown(PictureLook(NETWORK, vector), SMALL)
    (kept,) = shown(PictureLook(NETWORK, vector, own=OWN), SMALL)
    assert kept.std() > bare.std() and kept.mean() < bare.mean()


def test_two_clips_know_nothing_of_each_other(red: Vector) -> None:
    look = PictureLook(NETWORK, red)
    other = look.start(160, 96, 25.0)
    picture = look.start(160, 96, 25.0)
    other(255 - SMALL, 0.0)
    assert np.array_equal(picture(SMALL, 0.0), shown(look, SMALL)[0])


def test_sizes_are_of_the_network_and_never_larger_than_the_clip_needs() -> None:
    assert drawn_size(1920, 1080) == (LONG, 252) and drawn_size(1080, 1920) == (252, LONG)
    for size in ((6, 4000), (33, 35), (448, 447)):
        wide, high = drawn_size(*size)
        assert min(wide, high) >= LEAST and wide % STEP == high % STEP == 0


def test_an_odd_tiny_frame_comes_back_in_its_size(red: Vector) -> None:
    with torch.inference_mode():
        (made,) = shown(PictureLook(NETWORK, red), SMALL[:7, :13])
    assert made.shape == (7, 13, 3)
