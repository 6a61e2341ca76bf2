"""What is taken back of a taste, and what only sounds like it."""

import pytest

from agents.read.unsaying import allowed, dropped, may_unsay_last, unsays_last


@pytest.mark.parametrize(
    "text",
    [
        "forget i said that",
        "Forget what I said",
        "i take that back",
        "i didn't mean that",
        "unlike it",
    ],
)
def test_what_was_said_last_is_taken_back(text: str) -> None:
    assert unsays_last(text)


@pytest.mark.parametrize("text", ["forget that", "scratch that please"])
def test_what_may_mean_an_edit_as_well_only_may(text: str) -> None:
    assert may_unsay_last(text) and not unsays_last(text)


@pytest.mark.parametrize("text", ["forget the dog", "take that back to the start", "that", "undo"])
def test_other_words_take_nothing_back(text: str) -> None:
    assert not may_unsay_last(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("actually not boats", ("boats",)), ("forget about the boats", ("boats",)),
        ("no more boats after all", ("boats",)), ("boats", ()),
        ("not the boats and trains", ("boats",)),
        ("remove the boats", ()), ("remove boats from my taste", ("boats",)),
    ],
)  # fmt: skip
def test_a_thing_that_was_liked_is_dropped_by_its_name(text: str, told: tuple[str, ...]) -> None:
    assert dropped(text, ("dogs", "boats")) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("you can show me cars again", ("cars",)), ("cars are fine again", ("cars",)),
        ("i don't mind cars anymore", ("cars",)), ("bring back cars pls", ("cars",)),
        ("a red car", ()), ("cats are fine", ()),
    ],
)  # fmt: skip
def test_what_was_shut_out_is_let_in_again(text: str, told: tuple[str, ...]) -> None:
    assert allowed(text, ("snow", "cars")) == told
