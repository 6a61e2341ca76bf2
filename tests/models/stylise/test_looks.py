"""What every look promises."""

import numpy as np
import pytest

from models.metrics.flicker import flicker
from models.stylise.styles import STYLES, WEATHERS, styliser

from .scene import noisy, panning_clip, scene, still_clip

STILL = [*STYLES, *(name for name in WEATHERS if name not in ("snow", "rain"))]
"""All but what falls: it moves where the clip stands still."""
every_look = pytest.mark.parametrize("name", [*STYLES, *WEATHERS])
every_still_look = pytest.mark.parametrize("name", STILL)


def run(name, frames, strength=1.0, first=0):
    height, width = frames[0].shape[:2]
    picture = styliser(name, strength).start(width, height, 30.0)
    return [picture(frame, k / 30.0) for k, frame in enumerate(frames, first)]


@every_look
@pytest.mark.parametrize("size", [(320, 180), (181, 321), (64, 64), (17, 13), (2, 2)])
def test_a_frame_keeps_its_shape_and_the_source_its_pixels(name, size):
    image = scene(320, 320)[: size[1], : size[0]]
    before = image.copy()
    (result,) = run(name, [image])
    assert result.shape == image.shape
    assert result.dtype == np.uint8
    assert np.array_equal(image, before)


@every_look
def test_a_full_look_can_be_seen_and_is_no_flat_colour(name):
    image = scene()
    (result,) = run(name, [image])
    assert np.abs(result.astype(int) - image).mean() > 5.0
    assert result.std() > 20.0


@every_look
def test_more_strength_is_more_change(name):
    image = scene()
    change = [
        np.abs(run(name, [image], strength)[0].astype(int) - image).mean()
        for strength in (0.0, 0.3, 0.6, 1.0)
    ]
    assert change[0] == 0.0
    assert change == sorted(change)
    assert change[1] > 0.2 * change[3]


@every_look
def test_two_clips_know_nothing_of_each_other(name):
    one, other = scene(), np.ascontiguousarray(scene()[::-1, ::-1])
    frames = [noisy(one, 3.0, k) for k in range(3)]
    alone = run(name, frames)
    chosen = styliser(name)
    first, second = chosen.start(320, 180, 30.0), chosen.start(320, 180, 30.0)
    together = []
    for k, frame in enumerate(frames):
        second(other, k / 30.0)
        together.append(first(frame, k / 30.0).copy())
        second(255 - other, k / 30.0)
    assert all(np.array_equal(a, b) for a, b in zip(alone, together, strict=True))


@every_look
def test_frames_returned_earlier_stay_as_they_were(name):
    frames = still_clip(4)
    picture = styliser(name).start(320, 180, 30.0)
    first = picture(frames[0], 0.0)
    kept = first.copy()
    for k, frame in enumerate(frames[1:], 1):
        picture(frame, k / 30.0)
    assert np.array_equal(first, kept)


@every_still_look
def test_a_still_picture_with_noise_trembles_less_than_it_did(name):
    frames = still_clip()
    # The first frames are left out: the filters over time are settling.
    measured = flicker(frames[4:], run(name, frames)[4:])
    assert measured.still > 0.9
    assert measured.ratio < 0.5


@every_still_look
def test_a_slow_pan_trembles_no_more_than_it_did(name):
    frames = panning_clip()
    measured = flicker(frames[4:], run(name, frames)[4:], moved=np.inf)
    assert measured.ratio < 1.1


@every_look
def test_a_cut_shows_the_new_shot_at_once(name):
    one, other = scene(), np.ascontiguousarray(255 - scene()[::-1, ::-1])
    after_cut = run(name, [one] * 5 + [other] * 6)[-1]
    fresh = run(name, [other] * 6, first=5)[-1]
    assert np.abs(after_cut.astype(int) - fresh).mean() < 6.0


@every_still_look
@pytest.mark.data
def test_real_clips_tremble_no_more_than_they_did(name, data_dir):
    av = pytest.importorskip("av")
    with av.open(str(data_dir / "videos" / "ask_yoga.mp4")) as container:
        frames = []
        for frame in container.decode(video=0):
            frames.append(frame.reformat(284, 160, "rgb24").to_ndarray())
            if len(frames) == 12:
                break
    measured = flicker(frames[3:], run(name, frames)[3:])
    assert measured.ratio < 1.1
