"""Courtesies are taken off a wish, and nothing that says something is."""

import pytest

from agents.read.courtesy import bare


@pytest.mark.parametrize(
    ("said", "wish"),
    [
        ("Would you be so good as to make it brighter?", "could you make it brighter?"),
        ("Could you kindly leave out the ones at night?", "Could you leave out the ones at night?"),
        ("Oh, and perhaps some soft music with it", "some soft music with it"),
        ("A bit of soft music would be nice.", "A bit of soft music."),
        ("make it slower, if you don't mind", "make it slower"),
        ("Thank you ever so much. May I ask who can read this?", "who can read this?"),
        ("I would rather have the owl first, if you don’t mind", "the owl first"),
        ("Take a turtle in its place, please", "Take a turtle in its place, please"),
        ("Actually, let us leave out the owl", "Actually, let's leave out the owl"),
        ("On reflection, put it back", "put it back"),
    ],
)
def test_the_wish_alone_is_left(said: str, wish: str) -> None:
    assert bare(said) == wish


@pytest.mark.parametrize(
    "said",
    [
        "thank you so much", "that would be nice", "no, the other one", "actually blue",
        'write "if you please"', "i like it", "could you make it rain", "good evening",
        "i would rather not", "something in its place of birth",
    ],
)  # fmt: skip
def test_what_says_something_stays(said: str) -> None:
    assert bare(said) == said
