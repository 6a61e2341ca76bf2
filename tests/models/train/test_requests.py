"""Patterns expand with their slots in place; what is drawn is labelled consistently."""

import random

import pytest

from models.train.noise import noisy
from models.train.patterns import Word, expand, parse
from models.train.requests import MIX, Maker
from models.understand.labels import ACTS, CONTEXTS, DECISIONS, SLOTS, TOOLS

FILLERS = {"a": lambda rng: "red fox", "b": lambda rng: [Word("it"), Word("now", "about")]}


def said(pattern: str, seed: int = 0) -> list[Word]:
    return expand(parse(pattern), FILLERS, random.Random(seed))


def test_a_pattern_has_alternatives_and_marked_words() -> None:
    assert said("show {want=a}!") == [Word("show"), Word("red", "want"), Word("fox!", "want")]
    assert said("{b} (go|go)") == [Word("it"), Word("now", "about"), Word("go")]
    assert {" ".join(w.text for w in said("(x|y (z|))", s)) for s in range(20)} == {"x", "y z", "y"}


@pytest.mark.parametrize("pattern", ["(a|b", "a)b"])
def test_a_bracket_too_few_is_an_error(pattern: str) -> None:
    with pytest.raises(ValueError, match="bracket"):
        parse(pattern)


@pytest.mark.parametrize("kind", MIX)
def test_every_kind_draws_what_the_reader_knows(kind: str) -> None:
    maker = Maker(["a man rides a horse"], seed=1)
    for _ in range(20):
        made = maker.draw(kind)
        assert made.words and made.context in CONTEXTS
        assert made.decision in (*DECISIONS, "") and made.act in (*ACTS, "")
        assert set(made.tools) <= set(TOOLS) and {w.slot for w in made.words} <= set(SLOTS)


def test_noise_keeps_the_labels() -> None:
    maker = Maker(seed=2)
    made = maker.act("search")
    for seed in range(30):
        rough = noisy(made, random.Random(seed))
        assert (rough.decision, rough.context) == (made.decision, made.context)
        assert [w.slot for w in rough.words if w.slot] == [w.slot for w in made.words if w.slot]
