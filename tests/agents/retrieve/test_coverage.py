"""Whether an item shows all that was asked for."""

from pathlib import Path

import pytest

from agents.retrieve.coverage import Coverage
from app.settings import load
from app.wiring import build_encoder
from tests.agents.stage import item

SURFER = item("s", "Surfer at sea", "waves", "surfing")
DOG = item("d", "White dog in a park", "grass")
BOTH = item("b", "Dog on a surfboard", "a puppy surfing a wave")
CAT = item("c", "Black cat on a beach")


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    return Coverage(build_encoder(load(home=Path(tmp_path_factory.mktemp("home")))))


@pytest.mark.parametrize(
    ("want", "whole"),
    [
        ("a dog surfing", {"b"}),
        ("a dog", {"s", "d", "b", "c"}),  # one thing: whether it is there is told otherwise
        ("a corgi in a red hat", set()),
        ("a kitten on the beach", {"c"}),  # said in another word
        ("dogs in parks", {"d"}),
        ("cats and dogs", {"s", "d", "b", "c"}),
        ("a black cat on a beach or a dog surfing", {"c", "b"}),
        ("a cat on the beach for my daughter", {"c"}),
        ("", {"s", "d", "b", "c"}),
    ],
)
def test_each_thing_that_is_named_has_to_be_there(coverage, want, whole) -> None:
    assert coverage.whole([SURFER, DOG, BOTH, CAT], want) == whole
