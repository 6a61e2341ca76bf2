"""Quarter turns and mirrors, told from one corner of a picture."""

import numpy as np
import pytest

from models.media.pace import Pace
from models.stylise.fading import Fade
from models.stylise.turning import Mirror, Turn, turned


@pytest.mark.parametrize(
    ("turn", "mirror", "corner"),
    [(0, None, (0, 0)), (90, None, (0, -1)), (180, None, (-1, -1)), (270, None, (-1, 0)),
     (0, "across", (0, -1)), (0, "down", (-1, 0)), (90, "across", (0, 0))],
)  # fmt: skip
def test_the_top_left_corner_goes_where_it_should(
    turn: Turn, mirror: Mirror | None, corner: tuple[int, int]
) -> None:
    image = np.zeros((20, 30, 3), np.uint8)
    image[0, 0] = 255
    picture, size = turned(turn, mirror, 30, 20)
    made = picture(image, 0.0)
    assert made.shape == (size[1], size[0], 3) and made[corner].min() == 255
    assert made.sum() == 3 * 255


def test_a_fade_begins_and_ends_in_its_colour_and_leaves_the_middle() -> None:
    image = np.full((4, 4, 3), 120, np.uint8)
    seen = Fade(1.0, 1.0).over(lambda picture, time: picture, 10.0, 16.0, Pace(2.0))
    levels = [int(seen(image, time).mean()) for time in (10.0, 11.0, 13.0, 15.0, 16.0)]
    assert levels == [0, 60, 120, 60, 0]
    white = Fade(end=1.0, shade="white").over(lambda picture, time: picture, 0.0, 2.0)
    assert (white(image, 0.0) == 120).all() and white(image, 2.0).min() == 255
