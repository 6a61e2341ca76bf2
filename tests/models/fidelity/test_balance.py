"""People whom a prompt leaves open look evenly different; what is said stays."""

from collections import Counter
from typing import get_args

import pytest

from models.fidelity.balance import (
    GLASSES,
    HAIR,
    HAIR_COLOURS,
    balanced,
    shares,
    unspecified,
)
from models.world import sample, scene, words


@pytest.mark.parametrize(
    ("text", "open_"),
    [
        ("a dancer on a beach", True),
        ("a happy nurse waving", True),
        ("people in the rain", True),
        ("a portrait", True),
        ("a dancer with long blond hair", False),
        ("an old person with glasses", False),
        ("a person in a red dress", False),
        ("a calm sea", False),
        ("a dog", False),
    ],
)
def test_what_is_left_open(text: str, open_: bool) -> None:
    assert unspecified(text) is open_
    assert (balanced(text, 1).words == text) is not open_


def test_looks_are_even_and_follow_the_seed() -> None:
    drawn = [balanced("a dancer.", seed) for seed in range(2000)]
    assert balanced("a dancer.", 7) == drawn[7]
    for name, values in (
        ("hair", tuple(HAIR)),
        ("glasses", GLASSES),
        ("hair_colour", HAIR_COLOURS),
    ):
        counts = Counter(one.given[name] for one in drawn if name in one.given)
        even = sum(counts.values()) / len(values)
        assert set(counts) == set(values)
        assert all(abs(count - even) < 0.2 * even for count in counts.values()), name
    assert all(one.words.startswith("a dancer, with ") for one in drawn)
    # Once it is in the words it is no longer open.
    assert not any(unspecified(one.words) for one in drawn[:50])


def test_the_words_are_those_of_the_generators_captions() -> None:
    assert HAIR == words._HAIR and HAIR_COLOURS == sample.HAIR_COLOURS
    assert set(HAIR) == set(get_args(scene.Hair))


def test_produced_beside_asked() -> None:
    pairs = [
        ({"hair": "long"}, {"hair": "long", "skin": "tan"}),
        ({"hair": "long"}, {"hair": "short"}),
        ({"hair": "short"}, {"hair": "short"}),
        ({"hair": "short"}, {"hair": "short"}),
    ]
    found = {one.value: one for one in shares(pairs)}
    assert (found["long"].asked, found["long"].produced, found["long"].right) == (0.5, 0.25, 0.5)
    assert (found["short"].asked, found["short"].produced, found["short"].right) == (0.5, 0.75, 1.0)
    assert shares([({"hair": "long"}, None)])[0].produced is None
