"""Where a closer look goes."""

from pathlib import Path

import numpy as np
import pytest

from agents.make.aiming import aimed, side
from tests.agents.stage import ENCODER
from tests.media_factory import Image, make


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grey, with a red spot right of the middle that moves a little, and a green one below left."""

    def picture(number: int, width: int, height: int) -> Image:
        image = np.full((height, width, 3), 90, np.uint8)
        image[10:40, 120 + number % 3 : 150 + number % 3] = (220, 20, 20)
        image[70:85, 10:25] = (20, 220, 20)
        return image

    return make(tmp_path_factory.mktemp("c") / "c.mp4", size=(160, 90), picture=picture, fps=8.0)


def test_it_goes_to_what_is_named(clip: Path) -> None:
    red = aimed(clip, 0.0, 2.0, "red", 2.0, ENCODER)
    assert red.across.middle(1.0) > 0.6 and red.along.middle(1.0) < 0.4
    green = aimed(clip, 0.0, 2.0, "green", 2.0, ENCODER)
    assert green.across.middle(1.0) < 0.4 and green.along.middle(1.0) > 0.6


def test_unnamed_it_goes_to_what_draws_the_eye(clip: Path) -> None:
    found = aimed(clip, 0.0, 2.0, "", 2.0, ENCODER)
    assert found.across.middle(1.0) > 0.6 and found.along.middle(1.0) < 0.45


def test_a_side_is_that_side() -> None:
    assert side("left", 2.0).across.middle(0.0) == 0.0 and side("top", 2.0).along.middle(0.0) == 0.0
