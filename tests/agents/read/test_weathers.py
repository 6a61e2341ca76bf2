"""Which weathers a change asks for."""

import pytest

from agents.read.weathers import weather


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("make it night", ("night",)),
        ("make it a snowy night", ("night", "snow")),
        ("turn it into winter", ("snow",)),
        ("what if it was foggy", ("fog",)),
        ("how would it look in autumn?", ("autumn",)),
        ("make it look like it was filmed at golden hour", ("golden-hour",)),
        ("change the weather to a storm", ("rain",)),
        ("give it a moody foggy morning vibe", ("fog",)),
        ("in the fall", ("autumn",)),
    ],
)
def test_a_weather_over_all_of_it(said: str, names: tuple[str, ...]) -> None:
    assert weather(said) == (names, "")


def test_what_else_was_asked_for_is_left() -> None:
    assert weather("make it rain and add a hat") == (("rain",), "add a hat")


@pytest.mark.parametrize(
    "said",
    [
        "remove the snow",  # one that is to go
        "make it less snowy",
        "without the fog",
        "draw it anew at night",  # by the generator, then
        "make the dog dance in the rain",  # somebody acts in it
        "add snow boots",  # a thing
        "put him in a raincoat",
        "let it fall",
        "make it brighter",
        "",
    ],
)
def test_no_weather_over_all_of_it(said: str) -> None:
    assert weather(said) is None
