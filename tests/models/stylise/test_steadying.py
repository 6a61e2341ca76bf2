"""A shaky camera is followed and held; one that pans, pans on; one that stands, stands."""

import cv2
import numpy as np
import pytest

from models.media.decode import Frame
from models.stylise.steadying import CALM, Shake, Steadied, shake

WIDE = cv2.GaussianBlur(
    np.random.default_rng(0).integers(0, 255, (360, 900, 3), np.uint8), (0, 0), 2.0
)
WIDE = cv2.normalize(WIDE, None, 0, 255, cv2.NORM_MINMAX)


def filmed(shifts: np.ndarray) -> list[Frame]:
    """A scene seen through a window that moves: pixels right and down, for each picture."""
    made = []
    for number, (right, down) in enumerate(shifts):
        moved = np.float32([[1, 0, -80 - right], [0, 1, -60 - down]])
        image = cv2.warpAffine(WIDE, moved, (320, 240))
        made.append(Frame(image, number / 15))
    return made


def held(shown: list[Frame]) -> Shake:
    steadied = Steadied(shake(shown))
    return shake(Frame(steadied(one.image, one.time), one.time) for one in shown)


SHAKY = np.random.default_rng(1).normal(0.0, 4.0, (45, 2))


def test_what_shakes_is_measured_and_held() -> None:
    before = shake(filmed(SHAKY))
    assert before.strength == pytest.approx(4.0 * np.sqrt(2) / 240, rel=0.25)
    assert held(filmed(SHAKY)).strength < before.strength / 3


def test_a_pan_goes_on_and_is_no_shake() -> None:
    pan = np.stack([np.arange(45) * 4.0, np.zeros(45)], axis=1)
    found = shake(filmed(pan))
    assert found.strength < CALM and found.way[-1][0] == pytest.approx(-176 / 240, rel=0.05)
    both = held(filmed(pan + SHAKY))
    assert both.way[-1][0] / found.way[-1][0] == pytest.approx(1.0, abs=0.2)


def test_what_stands_still_is_calm_and_a_plain_picture_does_no_harm() -> None:
    assert shake(filmed(np.zeros((10, 2)))).strength < CALM
    assert shake([Frame(np.zeros((40, 60, 3), np.uint8), n / 10) for n in range(5)]).strength == 0


def test_backwards_each_picture_is_held_by_its_own_move() -> None:
    found = shake(filmed(SHAKY[:10]))
    end = 10 / 15
    forth, back = Steadied(found, 0.0, end), Steadied(found, 0.0, end, backwards=True)
    image = filmed(SHAKY[:1])[0].image
    for number in range(10):
        # Shown backwards a picture begins when, forwards, it would have ended.
        there, here = number / 15, end - (number + 1) / 15
        assert np.array_equal(forth(image, there), back(image, here)), number
        assert np.array_equal(forth(image, there), forth(image, end + here)), number
