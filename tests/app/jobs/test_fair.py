"""A line in which nobody's many wishes keep another's one waiting."""

import pytest

from app.jobs.fair import FairLine
from models.errors import Unavailable


def line(*entries: str, most: int = 99, each: int = 99) -> FairLine[str]:
    """A line of entries such as ``a1``: the first of visitor ``a``."""
    made: FairLine[str] = FairLine(most, each)
    for entry in entries:
        made.put(entry[0], entry)
    return made


def drained(of: FairLine[str]) -> list[str]:
    found = []
    while (entry := of.take()) is not None:
        found.append(entry)
    return found


def test_visitors_take_turns_and_each_keeps_their_order() -> None:
    made = line("a1", "a2", "a3", "a4", "b1", "c1", "b2")
    assert made.order() == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]
    assert drained(made) == ["a1", "b1", "c1", "a2", "b2", "a3", "a4"]


def test_who_was_served_last_waits_though_they_ask_first() -> None:
    made = line("a1")
    assert made.take() == "a1"
    made.put("a", "a2")
    made.put("b", "b1")
    assert drained(made) == ["b1", "a2"]
    made.put("a", "a3")  # asks again and again, one at a time
    made.put("b", "b2")
    assert drained(made) == ["b2", "a3"]


def test_only_what_fits_is_taken_and_the_rest_keeps_its_place() -> None:
    made = line("a1", "a2", "b1")
    assert made.take(lambda entry: entry == "a2") == "a2"
    assert made.order() == ["b1", "a1"]
    assert made.take(lambda entry: False) is None and len(made) == 2


def test_who_leaves_is_gone() -> None:
    made = line("a1", "a2", "b1")
    assert made.drop("a", "a1") and not made.drop("a", "a1") and not made.drop("c", "c1")
    assert made.order() == ["a2", "b1"]


def test_a_full_line_says_so_and_one_visitor_cannot_fill_it() -> None:
    made = line("a1", "a2", "b1", most=4, each=2)
    with pytest.raises(Unavailable, match="You have 2 things waiting already"):
        made.put("a", "a3")
    made.put("c", "c1")
    with pytest.raises(Unavailable, match="4 things wait already.*few minutes"):
        made.put("d", "d1")
    assert made.order() == ["a1", "b1", "c1", "a2"]
