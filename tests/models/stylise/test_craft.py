import numpy as np
import pytest

from models.stylise.craft.lines import Ink, tangents
from models.stylise.craft.smooth import bilateral, flatten, working_size
from models.stylise.craft.steady import Cuts, Levels, Steady
from models.stylise.craft.texture import Grain, Halftone, canvas, clouds, paper, vignette
from models.stylise.craft.tone import contrast_curve, ramp, screen, soft_steps, vivid

from .scene import noisy, scene


def test_steady_holds_noise_and_lets_motion_pass():
    steady = Steady(noise=6.0)
    image = np.full((20, 20, 3), 100, np.uint8)
    steady(image)
    assert np.array_equal(steady(image + 2), image), "two levels of noise stick"
    bright = np.full_like(image, 200)
    assert np.array_equal(steady(bright), bright), "a hundred levels are motion"


def test_steady_comes_within_a_few_levels_of_a_slow_change():
    steady = Steady(noise=6.0)
    for level in range(50, 200):
        held = steady(np.full((4, 4), level, np.uint8))
    assert abs(int(held[0, 0]) - 199) <= 7


def test_levels_do_not_pump_and_start_afresh_at_a_cut():
    levels = Levels()
    dim = np.clip(scene()[..., 1] // 2, 0, 255).astype(np.uint8)
    low, high = levels(dim, 0.0)
    brighter = np.clip(dim.astype(int) + 20, 0, 255).astype(np.uint8)
    _, later = levels(brighter, 1 / 30)
    assert 0.0 < later - high < 1.0
    _, cut = levels(np.full_like(dim, 250), 2 / 30)
    assert cut > 240.0


def test_levels_of_a_flat_frame_leave_a_range():
    low, high = Levels()(np.full((20, 20), 7, np.uint8), 0.0)
    assert high - low >= 48.0


def test_cuts_are_told_from_noise():
    cuts = Cuts()
    assert cuts(scene())
    assert not cuts(noisy(scene(), 8.0, 1))
    assert cuts(255 - scene())


def test_flatten_takes_texture_and_keeps_edges():
    image = np.full((180, 320, 3), 60, np.uint8)
    image[:, 160:] = 200
    smooth = flatten(noisy(image, 6.0, 0), bilateral(4, tones=32.0))
    assert smooth[:, :150].std() < 2.5
    assert smooth[:, 156].mean() < 90.0
    assert smooth[:, 164].mean() > 170.0


def test_working_size_divides_by_whole_numbers():
    assert working_size(640, 360, 240) == (320, 180)
    assert working_size(200, 100, 240) == (200, 100)
    assert working_size(1, 3000, 240)[0] == 1


def test_tangents_run_along_an_edge():
    image = np.zeros((80, 80), np.uint8)
    image[:, 40:] = 255
    x, y = tangents(image, 2.0)
    assert abs(float(y[40, 40])) > 0.99
    assert abs(float(x[40, 40])) < 0.1


def test_ink_is_on_the_dark_side_of_an_edge_only():
    image = np.full((180, 320), 90, np.uint8)
    image[:, 160:] = 220
    lines = Ink(320, 180)(image)
    assert lines[90, 157:161].min() < 60
    assert lines[:, :140].min() > 240
    assert lines[:, 180:].min() > 240


@pytest.mark.parametrize("share", [0.0, 0.2, 0.5, 0.8, 1.0])
def test_halftone_covers_the_share_asked_for(share):
    printed = Halftone(240, 240, 6.0, 45.0)(np.full((240, 240), round(255 * share), np.uint8))
    assert abs(printed.mean() / 255.0 - share) < 0.04


@pytest.mark.parametrize("texture", [paper, canvas, lambda w, h: clouds(w, h, 9.0, 1)])
def test_textures_are_the_same_every_time_and_standardised(texture):
    plane = texture(160, 90)
    assert plane.shape == (90, 160)
    assert np.array_equal(plane, texture(160, 90))
    assert abs(float(plane.mean())) < 0.01
    assert abs(float(plane.std()) - 1.0) < 0.01


def test_grain_breathes_slowly_and_keeps_its_strength():
    grain = Grain(160, 90, deviation=5.0)
    assert np.abs(grain(1.0) - grain(1.0 + 1 / 30)).mean() < 0.5
    assert np.abs(grain(1.0) - grain(3.0)).mean() > 2.0
    assert all(abs(float(grain(t).std()) - 5.0) < 1.0 for t in (0.0, 0.7, 1.0, 5.3))


def test_vignette_is_bright_in_the_middle():
    light = vignette(160, 90, 0.5)
    assert light[45, 80] > 0.99
    assert light[0, 0] == pytest.approx(0.5, abs=0.01)


def test_tone_tables_rise_from_black_to_white():
    for table in (soft_steps(5, 0.8), contrast_curve(10, 240, 1.0)):
        assert table[0] == 0
        assert table[255] == 255
        assert np.all(np.diff(table.astype(int)) >= 0)


def test_soft_steps_have_no_hard_border():
    assert np.diff(soft_steps(5, 0.8).astype(int)).max() < 8


def test_screen_only_adds_light():
    image = scene()
    lit = screen(image, np.full_like(image, 60))
    assert np.all(lit >= image)
    assert ramp()[-1] == 1.0


def test_vivid_spares_greys_and_leaves_luminance():
    table = vivid(1.6)[:, 0]
    assert np.array_equal(table[:, 0], np.arange(256))
    assert abs(int(table[131, 1]) - 131) <= 1
    assert table[170, 1] > 190
