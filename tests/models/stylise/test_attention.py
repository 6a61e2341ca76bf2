"""Where a subject is, and a window that goes along."""

import numpy as np
import pytest

from models.stylise.attention import Attention, Follow, Path
from models.stylise.styliser import Array

FPS, SIZE = 8, (180, 320)


def walker(at: float, ground: Array) -> Array:
    image = ground.copy()
    middle = round(at * SIZE[1])
    image[60:150, max(0, middle - 14) : middle + 14] = (220, 40, 30)
    return image


def grounds(seed: int) -> Array:
    """A still background, uint8 (h, w, 3)."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(90, 160, (9, 16, 3)).astype(np.uint8)
    return np.kron(coarse, np.ones((20, 20, 1), np.uint8))


def path_of(places: list[float], ground: Array, pan: int = 0) -> Path:
    attention = Attention(1)
    for number, at in enumerate(places):
        moved = np.roll(ground, pan * number, axis=1)
        attention.see(walker(at, moved), number / FPS)
    return attention.path(0.316)


@pytest.mark.parametrize("pan", [0, 5])
def test_the_window_goes_with_what_walks(pan: int) -> None:
    places = np.linspace(0.2, 0.8, 6 * FPS).tolist()
    path = path_of(places, grounds(1), pan)
    off = [abs(path.middle(n / FPS) - at) for n, at in enumerate(places)]
    assert np.mean(np.array(off) < 0.316 / 2) > 0.95
    steps = np.diff([path.middle(at) for at in np.arange(0, 6, 1 / 30)])
    assert steps.min() > -0.002 and steps.max() < 0.02, "it neither turns back nor jumps"


def test_where_nothing_stands_out_it_is_the_middle() -> None:
    attention = Attention(1)
    for number in range(2 * FPS):
        attention.see(grounds(2), number / FPS)
    assert attention.path(0.316).middle(1.0) == 0.5


def test_one_picture_is_enough() -> None:
    attention = Attention(0)
    attention.see(grounds(3), 4.0)
    assert attention.path(0.5).middle(9.0) == pytest.approx(0.5)


def test_the_window_jumps_where_the_shot_ends_and_stays_inside() -> None:
    one = Path(np.array([0.0, 1.0]), np.array([0.0, 0.3]))
    other = Path(np.array([1.1, 2.0]), np.array([0.8, 0.8]))
    follow = Follow(320, 180, (100, 180), 1, [one, other])
    columns = np.broadcast_to(np.arange(320, dtype=np.uint16)[None, :, None] // 2, (180, 320, 3))
    image = columns.astype(np.uint8)
    shown = [2 * int(follow(image, time)[0, 0, 0]) for time in (0.0, 1.0, 1.1, 5.0)]
    assert shown == pytest.approx([0, 46, 206, 206], abs=2)
    assert follow(image, 0.0).shape == (180, 100, 3)
