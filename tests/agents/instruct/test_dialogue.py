"""Questions are worth their bits, come from the corpus, and never ask what is known."""

import pytest

from agents.instruct.dialogue import Always, Narrowing, Never, best_words, gain
from agents.retrieve.taste import Taste
from models.domain import Guidance
from tests.agents.stage import item

ITEMS = [
    item(f"i{n}", f"Dog {what} {n}", "dog", what, when)
    for n, (what, when) in enumerate(
        [("beach", "night"), ("beach", "noon"), ("park", "night"), ("park", "noon")] * 2
    )
]
DOGS = Guidance(want="dog")


def test_gain_is_the_entropy_an_answer_takes_away() -> None:
    has = [{"a"}, {"a"}, {"b"}, {"b"}]
    assert gain(has, ["a"]) == pytest.approx(1.0) and gain(has, ["a", "b"]) == pytest.approx(1.0)
    assert gain([{"a"}] * 4, ["a"]) == pytest.approx(0.0)
    assert gain([{"a"}, {"b"}, {"c"}, {"d"}], ["a", "b", "c"]) == pytest.approx(2.0)


def test_the_answers_are_words_that_split_what_was_found() -> None:
    asked = Narrowing().ask(DOGS, ITEMS, Taste())
    assert asked is not None and not asked.first and asked.bits >= 1.0
    assert 2 <= len(asked.options) <= 4
    assert all(o.split(", ")[1] in ("beach", "park", "night", "noon") for o in asked.options)


def test_what_all_have_or_the_visitor_told_is_not_asked() -> None:
    words, _ = best_words(ITEMS, ())
    assert "dog" not in words
    taste = Taste(wants=("beach",), avoids=("parks", "night"))
    asked = Narrowing(least=0.0).ask(DOGS, ITEMS, taste)
    assert asked is None or not any("beach" in o or "park" in o for o in asked.options)


def test_few_or_equal_candidates_are_not_asked_about() -> None:
    assert Narrowing().ask(DOGS, ITEMS[:3], Taste()) is None
    assert Narrowing().ask(DOGS, [item(f"x{n}", "Dog") for n in range(9)], Taste()) is None
    assert Never().ask(DOGS, ITEMS, Taste()) is None


def test_always_asks_first_until_enough_is_said() -> None:
    asked = Always().ask(DOGS, ITEMS, Taste())
    assert asked is not None and asked.first
    assert Always().ask(Guidance(want="dog beach night"), ITEMS, Taste()) is None


def test_what_somebody_wears_or_has_is_no_kind_of_what_was_sought() -> None:
    parts = ["beard", "wings", "hoodie", "face"] * 2
    shown = [item(f"p{n}", f"Beach {n}", "beach", part) for n, part in enumerate(parts)]
    assert Narrowing(least=0.0).ask(Guidance(want="beach"), shown, Taste()) is None
