import numpy as np
import pytest

from models.train.world import render
from models.train.world.heads import SKIN
from models.train.world.trace import heads
from models.world import Person, Scene


@pytest.mark.parametrize("subject", ["portrait", "walker", "surfing"])
def test_a_head_is_where_it_is_painted(subject):
    scene = Scene(subject=subject, person=Person(skin="dark", hair="bald"), look="flat")
    other = Scene(subject=subject, person=Person(skin="light", hair="bald"), look="flat")
    spot = heads(scene, [1.0])[0]
    one, two = (next(render(s, 128, 128, 1, 8, start=1.0)).astype(int) for s in (scene, other))
    assert SKIN["dark"] != SKIN["light"]
    y, x = np.nonzero(np.abs(one - two).max(-1) > 40)
    near = (abs(x / 128 - spot.x) < spot.size / 2) & (abs(y / 128 - spot.y) < spot.size / 2)
    area = np.pi / 4 * 0.74 * (128 * spot.size) ** 2
    assert near.sum() == pytest.approx(area, rel=0.35)


def test_nobody_has_no_head():
    assert heads(Scene(subject="sea view"), [0.0, 1.0]) == [None, None]
