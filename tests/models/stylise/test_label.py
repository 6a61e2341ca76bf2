import numpy as np
import pytest

from models.stylise.label import burn_label, labelled

from .scene import scene


def changed(before, after):
    return np.abs(after.astype(int) - before).max(axis=2) > 0


@pytest.mark.parametrize("size", [(640, 360), (360, 640), (202, 360), (1920, 1080), (100, 100)])
@pytest.mark.parametrize("ground", [0, 127, 255])
def test_letters_are_five_per_cent_of_the_short_side_and_readable(size, ground):
    image = np.full((size[1], size[0], 3), ground, np.uint8)
    result = burn_label(image)
    region = np.nonzero(changed(image, result))
    left, right = region[1].min(), region[1].max()
    patch = result[region[0].min() : region[0].max() + 1, left : right + 1, 1]
    # The first capital, on a plate that is at most 40 % of any ground.
    bright = patch[:, : patch.shape[1] // 4] > 150
    rows = np.nonzero(bright.any(axis=1))[0]
    assert rows.max() - rows.min() + 1 >= 0.05 * min(size)
    assert np.median(patch) < 130


@pytest.mark.parametrize(
    ("corner", "half"),
    [
        ("top left", (False, False)),
        ("top right", (False, True)),
        ("bottom left", (True, False)),
        ("bottom right", (True, True)),
    ],
)
def test_the_label_is_in_its_corner(corner, half):
    image = np.full((360, 640, 3), 90, np.uint8)
    rows, columns = np.nonzero(changed(image, burn_label(image, corner=corner)))
    assert (rows.mean() > 180, columns.mean() > 320) == half


def test_the_label_stays_two_seconds_from_the_first_frame_then_goes():
    image = scene()
    picture = labelled(lambda image, time: image, 320, 180)
    on = [changed(image, picture(image, 30.0 + t)).any() for t in (0.0, 1.0, 2.0, 2.1, 5.0)]
    assert on == [True, True, True, False, False]


def test_the_label_can_stay_to_the_end():
    image = scene()
    picture = labelled(lambda image, time: image, 320, 180, seconds=None)
    assert changed(image, picture(image, 0.0)).any()
    assert changed(image, picture(image, 999.0)).any()


def test_the_label_goes_onto_what_the_picture_function_returns():
    image = scene()
    picture = labelled(lambda image, time: 255 - image[:90, :160], 160, 90)
    result = picture(image, 0.0)
    assert result.shape == (90, 160, 3)
    assert np.array_equal(result[80:, 150:], 255 - image[80:90, 150:160])


@pytest.mark.parametrize("size", [(16, 16), (2, 2), (8, 300), (300, 8)])
def test_the_label_fits_even_tiny_pictures(size):
    image = np.zeros((size[1], size[0], 3), np.uint8)
    assert burn_label(image).shape == image.shape
