"""An attacker who averages, and how alike two pictures are."""

import cv2
import numpy as np

from benchmarks.averaging import guessed, moved
from benchmarks.trust import ssim
from models.provenance.embed import ENERGY

RNG = np.random.default_rng(4)
COMMON = RNG.normal(0, 3, (90, 160)).astype(np.float32)


def picture() -> np.ndarray:
    rough = RNG.integers(60, 200, (9, 16, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(rough, (160, 90), interpolation=cv2.INTER_CUBIC))


def test_what_pictures_have_in_common_is_found_by_averaging() -> None:
    own = [picture() for _ in range(30)]
    found = guessed([moved(image, COMMON) for image in own])
    assert abs(float(found.std()) - ENERGY) < 0.01
    assert np.corrcoef(found.ravel(), COMMON.ravel())[0, 1] > 0.8
    assert abs(np.corrcoef(guessed(own).ravel(), COMMON.ravel())[0, 1]) < 0.1


def test_what_is_drawn_in_is_drawn_out_again() -> None:
    image = picture()
    back = moved(moved(image, np.rint(COMMON)), -np.rint(COMMON))
    assert np.array_equal(back, image)
    assert moved(image, np.full((90, 160), 300.0)).min() == 255


def test_pictures_are_as_alike_as_they_look() -> None:
    image = picture()
    assert ssim(image, image) == 1.0
    slightly, badly = (ssim(image, moved(image, share * COMMON)) for share in (0.3, 2.0))
    assert 1.0 > slightly > badly > 0.0
