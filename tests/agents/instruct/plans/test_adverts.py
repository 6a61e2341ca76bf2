"""A film of a length that somebody needs is the order of one, about what it is for."""

import pytest

from agents.instruct.plans.adverts import as_film
from agents.scene import Scene


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("I run a small coffee shop and I need a 15 second advert, portrait, for our autumn menu",
         "make a 15-second video of coffee autumn, portrait"),
        ("we need a 10 second ad for our bike shop", "make a 10-second video of bike"),
        ("we are making a 20 second promo for our pizza place, vertical",
         "make a 20-second video of pizza place, vertical"),
        ("I want a ten-second promo about whales", "make a ten-second video of whales"),
    ],
)  # fmt: skip
def test_an_advert_of_a_length_is_a_film_of_what_it_is_for(said: str, wish: str) -> None:
    assert as_film(Scene(text=said)).text == wish


@pytest.mark.parametrize(
    "said", ["I need a clip of 10 seconds", "an advert for coffee", "I want a 10 second ad", ""]
)
def test_all_else_stays_as_it_was_said(said: str) -> None:
    assert as_film(Scene(text=said)).text == said
