"""What visitors say about who made what they see, and what only sounds like it."""

import pytest

from agents.read.origins import wanted


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("only things people made", "people"),
        ("Show me only what people made, please.", "people"),
        ("only real videos", "people"),
        ("no AI", "people"),
        ("no more generated clips", "people"),
        ("don't show me AI generated stuff any more", "people"),
        ("nothing you made", "people"),
        ("hide AI content", "people"),
        ("just human-made clips", "people"),
        ("only generated ones", "made"),
        ("show me only what you made", "made"),
        ("only clips made for me", "made"),
        ("only what you made for me", "made"),
        ("show everything", "all"),
        ("show me everything again", "all"),
        ("AI clips are fine again", "all"),
    ],
)
def test_origins(text: str, origins: str) -> None:
    found = wanted(text)
    assert found is not None and found.origins == origins and found.rest == ""


def test_the_rest_is_still_a_search() -> None:
    found = wanted("only real videos of dogs")
    assert found is not None and (found.origins, found.rest) == ("people", "of dogs")


@pytest.mark.parametrize(
    "text",
    [
        "people making things",
        "a video somebody made",
        "real dogs",
        "no dogs",
        "only the first five seconds",
        "only the part with the dog",
        "clips about artificial intelligence",
        "make it only black and white",
        "everything about boats",
        "no people",
        "nothing",
        "",
    ],
)
def test_other_sentences_say_nothing_of_it(text: str) -> None:
    assert wanted(text) is None
