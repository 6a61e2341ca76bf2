"""What the weathers do to a scene that is known."""

import cv2
import numpy as np
import pytest

from models.stylise.craft.falling import Falling
from models.stylise.craft.plants import leaves
from models.stylise.craft.sky import Sky
from models.stylise.styles import styliser

from .scene import noisy


def landscape(width=240, height=160):
    """A blue sky over the upper half with a pole in it, a lawn below, a lamp: uint8 (h, w, 3)."""
    image = np.empty((height, width, 3), np.uint8)
    image[: height // 2] = (120, 175, 235)
    image[height // 2 :] = (60, 130, 45)
    image[: height // 2, 40:48] = (70, 60, 50)
    cv2.circle(image, (180, 130), 3, (255, 250, 230), -1, cv2.LINE_AA)
    return image


def weathered(name, image=None, time=0.0, strength=1.0):
    image = landscape() if image is None else image
    height, width = image.shape[:2]
    return styliser(name, strength).start(width, height, 25.0)(image, time)


def hue(pixel):
    return int(cv2.cvtColor(np.uint8([[pixel]]), cv2.COLOR_RGB2HSV)[0, 0, 0])


def test_the_sky_is_found_behind_what_stands_in_it_and_ends_at_the_ground():
    above = Sky(240, 160)(landscape(), 0.0)
    assert above[20:60, 80:220].min() > 230 and above[20:60, 4:34].min() > 230
    assert above[100:].max() < 40 and above[30, 44] < 120  # the lawn, the pole


def test_bars_of_a_letterbox_are_no_sky_and_hide_none():
    image = landscape()
    image[:14] = 0
    above = Sky(240, 160)(image, 0.0)
    assert above[:10].max() < 60 and above[24:60, 80:220].min() > 200


def test_a_dark_room_and_a_lawn_have_no_sky():
    for colour in ((30, 28, 26), (60, 130, 45)):
        assert Sky(240, 160)(np.full((160, 240, 3), colour, np.uint8), 0.0).max() < 40


def test_night_is_darker_and_bluer_and_the_lamp_stays_lit():
    day, night = landscape(), weathered("night")
    assert night[40, 100].mean() < 0.3 * day[40, 100].mean()
    assert night[110, 60].mean() < 0.7 * day[110, 60].mean()
    assert int(night[40, 100, 2]) > int(night[40, 100, 0])
    assert night[130, 180].mean() > 3 * night[110, 60].mean()


def test_a_low_sun_makes_warm_and_none_shines_in_the_dark():
    gold = weathered("golden-hour")
    red, _, blue = gold[72, 160].astype(int)
    assert red > blue + 60  # the sky at the horizon
    dark = np.full((160, 240, 3), 12, np.uint8)
    assert weathered("golden-hour", dark).mean() < 40


def test_leaves_turn_and_sky_and_skin_do_not():
    image = landscape()
    image[120:140, 20:40] = (222, 170, 140)
    gold = weathered("autumn", image)
    assert hue(gold[110, 100]) < 20 < hue(image[110, 100])
    assert 95 < hue(gold[40, 100]) < 125
    assert np.abs(gold[130, 30].astype(int) - image[130, 30]).max() < 40


def test_leaves_are_known_by_their_colour():
    green = leaves(cv2.cvtColor(landscape(), cv2.COLOR_RGB2HSV))
    assert green[110, 100] > 240 and green[40, 100] == 0 and green[30, 44] < 60


def test_snow_lies_on_plants_and_falls():
    snow = weathered("snow")
    assert snow[90:120, 60:150].mean() > 130 > landscape()[90:120, 60:150].mean()
    later = weathered("snow", time=0.5)
    assert np.abs(snow.astype(int) - later).max() > 60


def test_rain_greys_the_sky():
    red, _, blue = weathered("rain")[8:70, 100:220].reshape(-1, 3).mean(axis=0)
    assert blue - red < 40 and blue < 180


def test_fog_takes_the_contrast_of_what_is_far_first():
    stripes = np.full((160, 240, 3), 130, np.uint8)
    stripes[::8] = 20
    fog = weathered("fog", stripes).astype(float)
    assert 1.7 * fog[10:60].std() < fog[100:].std() < 0.7 * stripes.std()


@pytest.mark.parametrize("length", [0.0, 12.0])
def test_what_falls_comes_down_wraps_around_and_keeps_its_number(length):
    layer = Falling(60, 90, count=40, radius=1.2, fall=0.5, length=length, seed=3)
    first, later = layer(0.0), layer(0.4)
    assert np.abs(np.roll(first, 18, axis=0).astype(int) - later).mean() < 1.0
    around = layer(2.0)
    assert np.abs(first.astype(int) - around).mean() < 1.0
    assert 0.005 < (first > 60).mean() < 0.5


def test_weathers_are_laid_over_one_another_and_strength_is_for_all():
    both = styliser("night", 0.5, ("snow",)).start(240, 160, 25.0)(landscape(), 0.0)
    alone = styliser("night").start(240, 160, 25.0)(landscape(), 0.0)
    full = styliser("snow").start(240, 160, 25.0)(alone, 0.0)
    wanted = cv2.addWeighted(landscape(), 0.5, full, 0.5, 0.0)
    assert np.abs(both.astype(int) - wanted).max() <= 1


def test_noise_does_not_make_the_sky_flash():
    sky = Sky(240, 160)
    seen = [sky(noisy(landscape(), 4.0, k), k / 25.0).astype(int) for k in range(5)]
    assert max(np.abs(a - b).mean() for a, b in zip(seen, seen[1:], strict=False)) < 2.0
