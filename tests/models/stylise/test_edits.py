import numpy as np
import pytest

from models.errors import BadRequest
from models.stylise.edits import Edit, picture_function

from .scene import scene


def edited(edit, image=None):
    image = scene() if image is None else image
    picture, size = picture_function(edit, image.shape[1], image.shape[0])
    result = picture(image, 0.0)
    assert (result.shape[1], result.shape[0]) == size
    return result


def test_no_edit_changes_nothing():
    assert np.array_equal(edited(Edit()), scene())
    assert not Edit().changes_picture


def test_the_source_keeps_its_pixels():
    image = scene()
    edited(Edit(brightness=0.5, text="hello", aspect="1:1"), image)
    assert np.array_equal(image, scene())


@pytest.mark.parametrize("value", [-1.0, -0.4, 0.4, 1.0])
def test_brightness_moves_the_middle_and_spares_the_ends(value):
    image = np.full((20, 20, 3), 128, np.uint8)
    assert (edited(Edit(brightness=value), image).mean() - 128.0) * value > 10.0
    ends = np.zeros((2, 2, 3), np.uint8)
    ends[0] = 255
    assert np.array_equal(edited(Edit(brightness=value), ends), ends)


def test_contrast_spreads_or_gathers():
    assert edited(Edit(contrast=0.8)).std() > scene().std() + 5
    assert edited(Edit(contrast=-0.8)).std() < scene().std() / 2


def test_saturation_from_grey_to_double():
    grey = edited(Edit(saturation=-1.0)).astype(int)
    assert np.ptp(grey, axis=2).max() <= 1
    strong = edited(Edit(saturation=1.0)).astype(int)
    assert np.ptp(strong, axis=2).mean() > 1.3 * np.ptp(scene().astype(int), axis=2).mean()


def test_warmth_trades_blue_for_red():
    warm, cool = edited(Edit(warmth=0.7)).mean((0, 1)), edited(Edit(warmth=-0.7)).mean((0, 1))
    plain = scene().mean((0, 1))
    assert warm[0] > plain[0] > cool[0]
    assert warm[2] < plain[2] < cool[2]


@pytest.mark.parametrize(
    "wrong",
    [
        {"brightness": 1.5},
        {"warmth": float("nan")},
        {"aspect": "3:2"},
        {"fit": "stretch"},
        {"position": "left"},
        {"speed": 0.0},
        {"speed": 9},
        {"start": -1.0},
        {"start": 5.0, "end": 5.0},
        {"end": float("inf")},
        {"text": "x" * 301},
    ],
)
def test_values_out_of_range_get_a_sentence(wrong):
    with pytest.raises(BadRequest) as refused:
        Edit(**wrong)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert any(word in sentence for word in ("choose", "give", "shorten"))


@pytest.mark.parametrize(
    ("change", "pixels"),
    [
        ({"speed": 2.0}, False),
        ({"start": 1.0, "end": 2.0}, False),
        ({"mute": True}, False),
        ({"text": "  "}, False),
        ({"text": "hi"}, True),
        ({"aspect": "9:16"}, True),
        ({"warmth": 0.1}, True),
    ],
)
def test_an_edit_knows_whether_pixels_change(change, pixels):
    assert Edit(**change).changes_picture is pixels
