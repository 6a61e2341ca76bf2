import numpy as np

from models.stylise.looks.pixel import Palette, Pixel

from .scene import noisy, scene


def colours(image):
    return {tuple(pixel) for pixel in image.reshape(-1, 3)}


def test_the_palette_is_small_and_stays_through_the_shot():
    picture = Pixel().start(320, 180, 30.0)
    seen = set()
    for k in range(8):
        seen |= colours(picture(noisy(scene(), 4.0, k), k / 30.0))
    assert 8 <= len(seen) <= Pixel.COLOURS


def test_the_palette_changes_for_a_shot_in_other_colours():
    picture = Pixel().start(320, 180, 30.0)
    dark = np.zeros((180, 320, 3), np.uint8)
    for k in range(3):
        picture(dark, k / 30.0)
    for k in range(3, 10):
        last = picture(scene(), k / 30.0)
    assert len(colours(last)) > 8


def test_a_picture_of_one_colour_finds_that_colour():
    image = np.full((40, 40, 3), (200, 30, 90), np.uint8)
    assert np.abs(Palette(image, 16)(image).astype(int) - image).max() <= 1
