import numpy as np
import pytest

from models.media.shots import THUMB, ShotDetector

FPS = 25


def _scene(seed):
    """A smooth random picture twice as wide as a thumb, to move over."""
    generator = np.random.default_rng(seed)
    coarse = generator.integers(0, 256, (6, 20, 3)).astype(float)
    rows = np.linspace(0, 5, THUMB[1])
    columns = np.linspace(0, 19, 2 * THUMB[0])
    tall = np.stack(
        [
            [np.interp(rows, range(6), coarse[:, x, c]) for x in range(20)]
            for c in range(3)
        ]
    )  # fmt: skip
    wide = np.stack([[np.interp(columns, range(20), row) for row in plane.T] for plane in tall])
    return wide.transpose(1, 2, 0).astype(np.uint8)


def _window(scene, offset):
    return scene[:, offset : offset + THUMB[0]]


def _starts(pictures):
    detector = ShotDetector()
    for i, picture in enumerate(pictures):
        detector.add(np.ascontiguousarray(picture), i / FPS)
    return [shot.start for shot in detector.shots(len(pictures) / FPS)]


def test_cuts_between_still_scenes():
    pictures = [_window(_scene(seed), 0) for seed in (1, 2, 3) for _ in range(FPS)]
    assert _starts(pictures) == pytest.approx([0, 1, 2])


def test_cuts_under_a_shaking_camera():
    generator = np.random.default_rng(0)
    pictures = [
        _window(_scene(seed), int(generator.integers(0, 4)))
        for seed in (1, 2, 3)
        for _ in range(FPS)
    ]
    assert _starts(pictures) == pytest.approx([0, 1, 2])


def test_shaking_alone_is_no_cut():
    generator = np.random.default_rng(0)
    scene = _scene(5)
    assert _starts([_window(scene, int(generator.integers(0, 20))) for _ in range(80)]) == [0]


def test_a_pan_a_fade_and_stillness_are_no_cuts():
    scene = _scene(6)
    pan = [_window(scene, i) for i in range(60)]
    fade = [(pan[-1] * (1 - i / 30)).astype(np.uint8) for i in range(30)]
    assert _starts(pan + fade + [fade[-1]] * 30) == [0]


def test_a_flash_is_no_cut():
    still = _window(_scene(7), 0)
    flash = np.full_like(still, 255)
    assert _starts([still] * 30 + [flash] + [still] * 30) == [0]
    assert _starts([still] * 30 + [flash] * 2 + [still] * 30) == [0]


def test_a_caption_that_pops_up_is_no_cut():
    still = _window(_scene(8), 0)
    captioned = still.copy()
    captioned[28:34, 6:58] = 255
    assert _starts([still] * 30 + [captioned] * 30 + [still] * 30) == [0]


def test_a_cut_within_black_bars_is_one():
    pictures = [_window(_scene(seed), 0).copy() for seed in (1, 2)]
    for picture in pictures:
        picture[:12] = picture[24:] = 0
    assert _starts([pictures[0]] * 30 + [pictures[1]] * 30) == pytest.approx([0, 1.2])


def test_no_shot_is_shorter_than_a_blink():
    one, two, three = (_window(_scene(seed), 0) for seed in (1, 2, 3))
    assert _starts([one] * 40 + [two] * 4 + [three] * 40) == pytest.approx([0, 40 / FPS])


def test_nothing_seen_is_no_shot():
    assert ShotDetector().shots(3.0) == ()
