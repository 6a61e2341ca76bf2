"""Windows over a shot: their lengths, their way, and what they cut out."""

import numpy as np
import pytest

from models.stylise.faces import faces
from models.stylise.framing import Framing, chosen, cut, glided, lengths, middles, tight


def test_the_tightest_window_has_the_frames_shape() -> None:
    assert tight((1920, 1080), (720, 1280)) == (1, pytest.approx(9 * 9 / 16 / 16))
    assert tight((1080, 1920), (1280, 720)) == (0, pytest.approx(9 * 9 / 16 / 16))
    assert tight((500, 500), (720, 720))[1] == pytest.approx(1.0)


def test_lengths_grow_up_to_the_whole_and_no_further() -> None:
    assert lengths(0.3) == pytest.approx((0.3, 0.426, 0.534))
    assert lengths(0.8) == (0.8, 1.0)
    assert middles(0.4, 3) == pytest.approx([0.2, 0.5, 0.8])


def test_bars_are_left_only_for_what_does_not_fit_otherwise() -> None:
    assert chosen({0.3: 0.9, 0.43: 0.93, 0.53: 0.95}) == 0.3
    assert chosen({0.3: 0.6, 0.43: 0.8, 0.53: 0.82}) == 0.43


def test_a_path_follows_what_goes_and_ignores_what_flickers() -> None:
    places = middles(0.3, 5)
    goes = 4 * np.eye(5)
    assert glided(goes, places, 0.3) == [0, 1, 2, 3, 4]
    flickers = np.zeros((4, 5))
    flickers[:, 2] = 1.0
    flickers[2, 0] = 1.5
    assert glided(flickers, places, 0.3) == [2, 2, 2, 2]


def test_a_window_eases_along_its_path_and_keeps_inside() -> None:
    framing = Framing(1, 0.25, ((1.0, 0.0), (2.0, 1.0)))
    assert [framing.middle(t) for t in (0.0, 1.0, 1.5, 2.0, 9.0)] == [0.0, 0.0, 0.5, 1.0, 1.0]
    assert framing.middle(1.1) < 0.1
    ramp = np.tile(np.arange(100, dtype=np.uint8)[None, :, None], (8, 1, 3))
    for time, first in ((0.0, 0), (1.5, 38), (9.0, 75)):
        window = cut(ramp, framing, time)
        assert window.shape == (8, 25, 3) and window[0, 0, 0] == first
    upright = Framing(0, 0.5, ((0.0, 0.5),))
    assert cut(ramp.transpose(1, 0, 2), upright, 0.0).shape == (50, 8, 3)


def test_no_face_is_seen_in_a_plain_picture() -> None:
    assert faces(np.full((120, 160, 3), 128, np.uint8)).shape == (0, 4)
