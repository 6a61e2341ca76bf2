"""Which movements a drawing can show, of what, and how that is asked for."""

import pytest

from models.generate.moves import doing, drawn_moving, mover, offers


@pytest.mark.parametrize(
    ("title", "movement", "rest", "want"),
    [
        ("A cat", "running", "", "a cat running"),
        ("White dog in a park", "sitting", "", "white dog sitting in a park"),
        ("White dog in a park", "running", "on a beach", "white dog running on a beach"),
        ("Brown dog running on a beach", "walking", "", "brown dog walking on a beach"),
        ("Brown dog running on a beach", "running", "", "brown dog running on a beach"),
        ("Dancer in a black hoodie", "surfing", "", "person surfing in a black hoodie"),
        ("Dancer in a black hoodie", "dancing", "", "dancer dancing in a black hoodie"),
        ("A cat", "dancing", "", ""),
        ("Open sea at dawn", "dancing", "", ""),
    ],
)
def test_another_movement_is_another_drawing(
    title: str, movement: str, rest: str, want: str
) -> None:
    assert drawn_moving(title, movement, rest) == want


def test_what_a_thing_does_and_what_does_a_thing() -> None:
    cat = mover("a kitten beside a dog")
    assert cat is not None and cat.noun == "kitten" and "running" in cat.does
    assert mover("a calm sea") is None
    assert doing("dancing") == ("a penguin", "a dancer") and not doing("sleeping")


def test_what_comes_near_is_offered() -> None:
    cat = mover("a white cat")
    assert cat is not None
    assert offers(cat, "dancing")[:3] == ("a penguin dancing", "a dancer dancing", "a cat walking")
    assert offers(cat, "sleeping") == ("a cat walking", "a cat running", "a cat sitting")
