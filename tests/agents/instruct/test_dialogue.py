"""Questions are worth their bits, come from the corpus, and never ask what is known."""

from dataclasses import replace

import pytest

from agents.instruct.dialogue import (
    WHICH_KIND,
    Always,
    Narrowing,
    Never,
    best_words,
    chosen,
    gain,
)
from agents.retrieve.taste import Taste
from agents.scene import Earlier, Scene
from models.domain import Guidance, Turn
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
    assert set(asked.options) <= {"beach", "park", "night", "noon"}


@pytest.mark.parametrize("text", ["night", "Night!", "the night ones please", "show me night"])
def test_a_kind_that_is_named_narrows_the_last_search_and_leaves_out_what_was_seen(text) -> None:
    past = (Earlier(turn=Turn(role="assistant", text=f"Here is a dog. {WHICH_KIND}")),)
    scene = Scene(text=text, last_want="dog", options=("night", "noon"), past=past)
    made = chosen(scene)
    assert made is not None and made.kind == "retrieve"
    assert made.guidance.want == "dog, night" and made.guidance.others
    assert chosen(replace(scene, past=())) is None
    assert chosen(replace(scene, text="a boat")) is None


def test_things_that_were_named_side_by_side_are_the_kinds() -> None:
    cats = [item(f"c{n}", f"Cat {n}", "cat", "snow") for n in range(4)]
    far = [item(f"x{n}", f"Tree {n}", "tree", "snow" if n % 2 else "ice") for n in range(9)]
    asked = Narrowing().ask(Guidance(want="dogs and cats"), [*ITEMS, *cats, *far], Taste())
    assert asked is not None and set(asked.options) == {"dogs", "cats"}
    past = (Earlier(turn=Turn(role="assistant", text=f"Here. {WHICH_KIND}")),)
    scene = Scene(text="cats", last_want="dogs and cats", options=("dogs", "cats"), past=past)
    made = chosen(scene)
    assert made is not None and made.guidance.want == "cats" and not made.guidance.others


def test_what_only_lies_near_what_was_asked_for_lends_no_kinds() -> None:
    far = [item(f"x{n}", f"Tree {n}", "tree", "snow" if n % 2 else "ice") for n in range(40)]
    asked = Narrowing().ask(DOGS, [*ITEMS, *far], Taste())
    assert asked is not None and set(asked.options) <= {"beach", "park", "night", "noon"}
    assert Narrowing().ask(DOGS, [*ITEMS[:3], *far], Taste()) is None
    assert Narrowing().ask(Guidance(want="dog at night"), [*ITEMS, *far], Taste()) is None


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
