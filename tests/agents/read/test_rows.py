"""Which things of a row a sentence names."""

import pytest

from agents.read.rows import Row, bounded, listed, named
from models.errors import BadRequest
from tests.agents.stage import item

ROW = Row.of(
    [
        item("a", "Beach"),
        item("b", "Beach at night"),
        item("c", "Surfer in a blue hoodie", "sea"),
        item("d", "City street at dawn"),
    ]
)


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("put the first two together", [0, 1]),
        ("join 1 and 3", [0, 2]),
        ("glue 4, 2 and 1", [3, 1, 0]),
        ("the second and the last", [1, 3]),
        ("the last three", [1, 2, 3]),
        ("the middle two", [1, 2]),
        ("the second to last one", [2]),
        ("clip 3 and clip 2", [2, 1]),
        ("1 to 3", [0, 1, 2]),
        ("the second of these", [1]),
        ("the first two of them", [0, 1]),
        ("all of these", [0, 1, 2, 3]),
        ("them", [0, 1, 2, 3]),
        ("all but the last", [0, 1, 2]),
        ("all of them except the second", [0, 2, 3]),
        ("the third, then the rest", [2, 0, 1, 3]),
        ("the surfer one and the city clip", [2, 3]),
        ("the beach one and the beach one", [0, 1]),
        ("the city and surfer ones", [3, 2]),
        ("the one with the surfer", [2]),
        ("the sea clip", [2]),
        ("make it 3 seconds", []),
        ("both beaches", [0, 1]),
        ("all three beaches", [0, 1]),
        ("both of the beach clips", [0, 1]),
        ("the last two beaches", [0, 1]),
        ("both of them", [0, 1, 2, 3]),
        ("both pics", [0, 1, 2, 3]),
        ("the first two sheep", [0, 1]),
        ("something with rain", []),
    ],
)
def test_places_are_named_in_their_order(words: str, places: list[int]) -> None:
    assert listed(named(words, ROW)) == places


def test_what_is_not_in_the_row_is_named_by_its_words() -> None:
    (one,) = named("the dog clip", ROW)
    assert (one.places, one.words, one.definite, one.sure) == ((), "dog", True, True)
    (one,) = named("a red dog", ROW)
    assert (one.places, one.words, one.definite, one.sure) == ((), "red dog", False, False)


def test_no_single_one_is_in_the_middle_of_four() -> None:
    with pytest.raises(BadRequest, match="say “the second” or “the third”"):
        named("the middle one", ROW)
    assert listed(named("the middle one", Row.of([item("a"), item("b"), item("c")]))) == [1]


def test_a_place_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadRequest, match="There is no clip 7: there are 4 clips"):
        bounded(listed(named("1 and 7", ROW)), 4)
