import numpy as np
import pytest

from models.stylise.crop import Crop, crop_size, fill_size, filled

from .scene import scene


@pytest.mark.parametrize("aspect", ["9:16", "4:5", "1:1", "16:9"])
@pytest.mark.parametrize("size", [(640, 360), (360, 640), (321, 181), (1920, 1080), (500, 500)])
def test_sizes_are_even_and_of_the_shape_asked_for(aspect, size):
    across, down = (int(part) for part in aspect.split(":"))
    inside, around = crop_size(*size, aspect), fill_size(*size, aspect)
    for width, height in (inside, around):
        assert width % 2 == 0
        assert height % 2 == 0
        assert width / height == pytest.approx(across / down, rel=0.03)
    assert inside[0] <= size[0] and inside[1] <= size[1]
    assert max(around) <= 1920


def walker(at, width=320, height=180):
    """A red figure on a plain ground; ``at`` is its middle."""
    image = np.full((height, width, 3), (150, 160, 150), np.uint8)
    image[50:150, max(at - 14, 0) : at + 14] = (220, 40, 30)
    return image


def middle_of_red(image):
    red = (image[..., 0] > 200) & (image[..., 1] < 80)
    return float(np.nonzero(red.any(axis=0))[0].mean()) / image.shape[1] if red.any() else -1.0


@pytest.mark.parametrize("at", [30, 100, 160, 290])
def test_the_window_finds_what_stands_out(at):
    crop = Crop(320, 180, crop_size(320, 180, "9:16"))
    for k in range(30):
        result = crop(walker(at), k / 30.0)
    assert 0.1 < middle_of_red(result) < 0.9


def test_the_window_follows_without_jerks():
    crop = Crop(320, 180, crop_size(320, 180, "9:16"))
    places, seen = [], []
    for k in range(90):
        at = 60 + 2 * k
        seen.append(middle_of_red(crop(walker(at), k / 30.0)))
        places.append(crop._place)
    assert min(seen[10:]) > 0.0, "the walker never leaves the window"
    steps = np.diff(places)
    assert np.abs(steps).max() <= 102 / 30 + 1e-6
    assert places[-1] - places[10] > 80


def test_the_window_rests_while_nothing_happens():
    crop = Crop(320, 180, crop_size(320, 180, "1:1"))
    rng = np.random.default_rng(0)
    places = []
    for k in range(60):
        image = np.clip(walker(120) + rng.normal(0, 4, (180, 320, 3)), 0, 255).astype(np.uint8)
        crop(image, k / 30.0)
        places.append(crop._place)
    assert np.ptp(places[30:]) < 2.0


def test_the_window_jumps_with_a_cut():
    crop = Crop(320, 180, crop_size(320, 180, "9:16"))
    for k in range(10):
        crop(walker(40), k / 30.0)
    result = crop(255 - walker(280), 10 / 30.0)
    assert crop._place > 120
    assert result.shape == (180, 102, 3)


def test_a_portrait_clip_is_cropped_up_and_down():
    crop = Crop(180, 320, crop_size(180, 320, "16:9"))
    assert crop(scene(180, 320), 0.0).shape == (102, 180, 3)


def test_fill_shows_the_whole_picture_on_a_darker_blur():
    image = scene()
    size = fill_size(320, 180, "9:16")
    result = filled(320, 180, size)(image, 0.0)
    assert result.shape == (size[1], size[0], 3)
    top = (size[1] - 180) // 2
    assert np.array_equal(result[top : top + 180], image)
    assert result[: top - 4].mean() < 0.8 * image.mean()
    assert result[: top - 4].std(axis=1).mean() < image.std(axis=1).mean()
