import numpy as np
import pytest

from models.errors import BadRequest
from models.stylise.styles import styliser
from models.stylise.styliser import Strength, Unstyled

from .scene import scene


class Inverted:
    def start(self, width, height, fps):
        return lambda image, time: 255 - image


def test_strength_zero_changes_no_pixel():
    image = scene()
    assert np.array_equal(Strength(Inverted(), 0.0).start(320, 180, 30.0)(image, 0.0), image)


def test_strength_moves_every_pixel_in_proportion():
    image = scene()
    half = Strength(Inverted(), 0.5).start(320, 180, 30.0)(image, 0.0)
    assert np.all(np.abs(half.astype(int) - 127.5) <= 1.0)


def test_strength_one_is_the_full_look():
    image = scene()
    full = Strength(Inverted(), 1.0).start(320, 180, 30.0)(image, 0.0)
    assert np.array_equal(full, 255 - image)


@pytest.mark.parametrize("strength", [-0.1, 1.1, float("nan")])
def test_strength_out_of_range_is_refused(strength):
    with pytest.raises(BadRequest, match="from 0 .unchanged. to 1"):
        Strength(Unstyled(), strength)


def test_an_unknown_style_is_refused_with_the_names_there_are():
    with pytest.raises(BadRequest, match="'cubism'.*comic.*neon"):
        styliser("cubism")
