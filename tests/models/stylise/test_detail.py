"""Crisper edges, less grain; letters of another size and colour."""

import cv2
import numpy as np

from models.stylise.caption import Words, captioned
from models.stylise.detail import Detail

EDGE = np.zeros((90, 160, 3), np.uint8)
EDGE[:, 80:] = 180
SOFT = cv2.GaussianBlur(EDGE, (0, 0), 1.5) + 30


def steepest(image: np.ndarray) -> int:
    return int(np.abs(np.diff(image[45, :, 0].astype(int))).max())


def test_an_edge_is_steeper_and_what_is_flat_stays() -> None:
    made = Detail(0.6, 0.0, 90)(SOFT, 0.0)
    assert steepest(made) > 1.1 * steepest(SOFT)
    assert (made[:, :60] == SOFT[:, :60]).all() and (made[:, 110:] == SOFT[:, 110:]).all()


def test_grain_goes_and_the_edge_stays() -> None:
    rng, treat, grainy = np.random.default_rng(0), Detail(0.0, 0.6, 90), SOFT
    for number in range(6):
        noise = rng.normal(0, 5, SOFT.shape)
        grainy = np.clip(SOFT + noise, 0, 255).astype(np.uint8)
        made = treat(grainy, number / 25)
    assert made[:, :50].std() < 0.6 * grainy[:, :50].std()
    assert steepest(made) > 0.8 * steepest(SOFT)


def test_letters_are_larger_and_of_the_colour_that_was_asked_for() -> None:
    blank = np.full((180, 320, 3), 90, np.uint8)
    plain, big = (captioned(Words("HI", size=size), 320, 180)(blank, 0.0) for size in (1.0, 1.8))
    assert (big.min(axis=2) > 200).sum() > 1.8 * (plain.min(axis=2) > 200).sum()
    yellow = (
        captioned(Words("HI", colour="yellow"), 320, 180)(blank, 0.0).reshape(-1, 3).astype(int)
    )
    lettered = yellow[yellow[:, 0] > 240]
    assert len(lettered) and (lettered[:, 0] - lettered[:, 2]).min() > 100
    dark = captioned(Words("HI", colour="black"), 320, 180)(blank, 0.0)
    assert dark.max() > 140 and dark.min() < 20  # on a bright plate
