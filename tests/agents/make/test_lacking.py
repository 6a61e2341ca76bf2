"""A plan of what no clip shows: refused for one scene, made from parts for a topic."""

import pytest

from agents.make.lacking import nothing_of
from agents.make.storyboard import Shot, Storyboard
from models.errors import CannotDraw


def board(want: str, *, sure: bool = False, part: bool = True) -> Storyboard:
    shot = Shot(item="a", start=0.0, end=2.0, low=0.0, high=2.0, sure=sure, part=part)
    return Storyboard(want=want, seconds=3, shape="square", shots=(shot,))


@pytest.mark.parametrize("want", ["a dog surfing", "My grandma cooking soup"])
def test_one_scene_is_not_made_from_parts_of_it(want) -> None:
    with pytest.raises(CannotDraw, match="no clip of"):
        nothing_of(board(want), None)


def test_a_topic_is_and_so_is_a_scene_that_is_there() -> None:
    nothing_of(board("dogs that surf"), None)
    nothing_of(board("a dog surfing", sure=True), None)
    nothing_of(board(""), None)
    with pytest.raises(CannotDraw):
        nothing_of(board("dogs that surf", part=False), None)
