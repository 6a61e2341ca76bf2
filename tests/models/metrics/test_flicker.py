import numpy as np
import pytest

from models.errors import BadRequest
from models.metrics.flicker import flicker


def clip(frames=8, deviation=0.0, seed=0):
    rng = np.random.default_rng(seed)
    base = np.full((60, 80, 3), 120.0)
    base[20:40, 20:40] = 200.0
    return [
        np.clip(base + rng.normal(0, deviation, base.shape), 0, 255).astype(np.uint8)
        for _ in range(frames)
    ]


def test_a_clip_against_itself_has_ratio_one():
    noisy = clip(deviation=5.0)
    measured = flicker(noisy, noisy)
    assert measured.ratio == pytest.approx(1.0)
    assert measured.still > 0.95


def test_doubled_noise_doubles_the_ratio():
    assert flicker(clip(deviation=3.0), clip(deviation=6.0, seed=1)).ratio == pytest.approx(
        2.0, rel=0.1
    )


def test_to_and_fro_counts_and_a_steady_fade_does_not():
    still = clip()
    fade = [frame + np.uint8(2 * k) for k, frame in enumerate(still)]
    blink = [frame + np.uint8(8 * (k % 2)) for k, frame in enumerate(still)]
    assert flicker(still, fade).output < 0.1
    assert flicker(still, blink).output == pytest.approx(16.0, abs=0.5)


def test_moving_regions_are_left_out():
    frames, output = clip(), clip()
    for k, (source, result) in enumerate(zip(frames, output, strict=True)):
        source[:, 60:] = 255 * (k % 2)
        result[:, 60:] = 255 * (k % 2)
    measured = flicker(frames, output)
    assert measured.output == 0.0
    assert 0.3 < measured.still < 0.8


def test_too_short_or_all_moving_clips_are_refused():
    with pytest.raises(BadRequest, match="three frames"):
        flicker(clip(2), clip(2))
    moving = [np.full((20, 20, 3), 255 * (k % 2), np.uint8) for k in range(5)]
    with pytest.raises(BadRequest, match="moved=inf"):
        flicker(moving, moving)
    assert flicker(moving, moving, moved=np.inf).ratio == pytest.approx(1.0)
