"""A closer look: what is in the middle, at which size, and when."""

import numpy as np
import pytest

from models.stylise.framing import Framing
from models.stylise.zoom import Zoom

IMAGE = np.zeros((80, 120, 3), np.uint8)
IMAGE[:40, :60], IMAGE[40:, 60:] = 100, 200


def at(x: float, y: float) -> tuple[Framing, Framing]:
    return Framing(1, 0.5, ((0.0, x),)), Framing(0, 0.5, ((0.0, y),))


@pytest.mark.parametrize(("place", "level"), [((0.0, 0.0), 100), ((1.0, 1.0), 200)])
def test_a_quarter_fills_the_frame(place: tuple[float, float], level: int) -> None:
    made = Zoom(2.0, *at(*place))(IMAGE, 0.0)
    assert made.shape == IMAGE.shape and (made[5:-5, 5:-5] == level).all()


def test_it_comes_closer_slowly_and_without_a_jump() -> None:
    zoom = Zoom(2.0, *at(0.0, 0.0), span=(1.0, 3.0))
    seen = [(abs(zoom(IMAGE, time) - 100.0) < 40).mean() for time in np.linspace(1.0, 3.0, 21)]
    assert seen[0] == pytest.approx(0.25, abs=0.01) and seen[-1] > 0.95
    assert min(np.diff(seen)) > -0.01 and max(np.diff(seen)) < 0.12


def test_at_rest_it_is_where_it_mostly_was() -> None:
    moving = Framing(1, 0.5, ((0.0, 0.3), (1.0, 0.6), (2.0, 0.6)))
    assert moving.rested().middle(5.0) == 0.6
