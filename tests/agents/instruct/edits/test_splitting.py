"""Equal parts of the clip that is meant, and an honest sentence where it is too short for them."""

from typing import Any

import pytest

from agents.instruct.edits.splitting import splitting
from agents.read.words import plain
from agents.scene import Scene
from tests.agents.stage import item

MANY = (item("a", duration=6.0), item("b", duration=9.0))
ONE: dict[str, Any] = {"screen": MANY[:1], "focus": MANY[0]}


def spans(text: str, **scene: Any) -> list[tuple[Any, Any, Any]]:
    made = splitting(plain(text), Scene(text=text, **scene))
    every = () if made is None else (made, *made.then)
    return [
        (one.guidance.target, call.arguments.get("start"), call.arguments.get("end"))
        for one in every
        for call in one.calls
    ]


@pytest.mark.parametrize(
    "text",
    ["split it in two", "cut it in half please", "can you divide this into 2 clips", "halve it",
     "chop it up into two parts", "split in two"],
)  # fmt: skip
def test_two_halves_are_two_clips(text: str) -> None:
    assert spans(text, **ONE) == [("a", None, 3.0), ("a", 3.0, None)]


def test_a_place_and_a_number_are_heard() -> None:
    cuts = spans("split the second one into three parts", screen=MANY)
    assert cuts == [("b", None, 3.0), ("b", 3.0, 6.0), ("b", 6.0, None)]


@pytest.mark.parametrize(
    ("text", "span"),
    [("keep only the first half", (None, 3.0)), ("just the last third", (4.0, None)),
     ("cut off the first half", (3.0, None)), ("the second half", (3.0, None))],
)  # fmt: skip
def test_one_part_alone_is_kept_or_gone(text: str, span: tuple[Any, Any]) -> None:
    assert spans(text, **ONE) == [("a", *span)]


@pytest.mark.parametrize(("text", "seconds"), [("split it into 20 clips", 6.0), ("halve it", 0.7)])
def test_more_parts_than_there_can_be_are_declined_with_what_can(text: str, seconds: float) -> None:
    short = item("s", duration=seconds)
    made = splitting(plain(text), Scene(text=text, screen=(short,), focus=short))
    assert made is not None and made.kind == "chat" and not made.calls
    assert f"{seconds:.1f} seconds" in made.text and made.options


@pytest.mark.parametrize(
    "text",
    ["cut it to two seconds", "make the first half noir", "speed it up two times", "split screen",
     "put half of it on the cover", "two dogs"],
)  # fmt: skip
def test_other_wishes_are_left_to_others(text: str) -> None:
    assert spans(text, **ONE) == []


def test_the_first_and_the_last_seconds_are_two_clips() -> None:
    found = spans("keep the first 2 seconds and the last 3", **ONE)
    assert found == [("a", 0.0, 2.0), ("a", -3.0, None)]
    whole = splitting("the first 4 seconds and the last 3", Scene(text="x", **ONE))
    assert whole is not None and whole.kind == "chat" and "6.0 seconds" in whole.text
