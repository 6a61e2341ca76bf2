"""A correction is of the same kind as what it corrects, and keeps what it does not speak of."""

from typing import Any

import pytest

from agents.instruct.edits.corrections import corrected, put
from agents.read.words import plain
from agents.scene import Earlier, Scene
from models.domain import Decision, ToolCall, Turn
from tests.agents.stage import item

MADE = item("m", "A dog in the snow", origin="created")


def after(kind: str, text: str, *calls: ToolCall, **scene: Any) -> Decision | None:
    decision = Decision(kind=kind, calls=calls)  # type: ignore[arg-type]
    past = (Earlier(turn=Turn(role="assistant", text=""), decision=decision),)
    given = {"screen": (MADE,), "focus": MADE} | scene
    return corrected(plain(text), Scene(text=text, past=past, **given))


DRAWN = ToolCall(name="create", arguments={"want": "a dog in the snow", "seed": 7, "seconds": 3.0})


@pytest.mark.parametrize(
    ("text", "want"),
    [("no, a giraffe!", "a giraffe in the snow"), ("nooo i meant a cat", "a cat in the snow"),
     ("not a dog, a horse", "a horse in the snow"), ("sorry, in the rain", "a dog in the rain"),
     ("no i said a cat on a beach please", "a cat on a beach"),
     ("i meant a fox", "a fox in the snow")],
)  # fmt: skip
def test_what_was_drawn_is_drawn_again_otherwise(text: str, want: str) -> None:
    made = after("create", text, DRAWN)
    assert made is not None and made.kind == "create" and made.calls[0].name == "create"
    assert made.calls[0].arguments == {"want": want, "seconds": 3.0}


def test_a_video_that_was_declined_is_planned_of_something_else() -> None:
    call = ToolCall(name="compose", arguments={"want": "a dragon", "seconds": 8.0})
    made = after("create", "no, cats", call, screen=(), focus=None)
    assert made is not None and (made.calls[0].name, made.kind) == ("compose", "create")
    assert made.calls[0].arguments == {"want": "cats", "seconds": 8.0}


@pytest.mark.parametrize(
    "text",
    ["no", "no, undo that", "no, the other one", "no, make it red", "a giraffe", "no thanks",
     "no, show me cats", "sorry"],
)  # fmt: skip
def test_other_words_are_left_to_others(text: str) -> None:
    assert after("create", text, DRAWN) is None


def test_a_search_is_corrected_by_a_search_of_its_own() -> None:
    assert after("retrieve", "no, a giraffe!") is None


def test_an_edit_is_made_again_otherwise_from_its_source() -> None:
    edited = item("e", origin="edited", parents=("a",))
    style = ToolCall(name="style", arguments={"style": "noir", "strength": 1.0})
    shown: dict[str, Any] = {"screen": (edited,), "focus": edited, "last_calls": (style,)}
    made = after("edit", "no, pixel art", style, **shown)
    assert made is not None and made.guidance.target == "a"
    assert made.calls[0].arguments["style"] == "pixel"
    revise = ToolCall(
        name="revise", arguments={"instruction": "make the car blue", "strength": 1.0}
    )
    shown["last_calls"] = (revise,)
    made = after("edit", "no, red", revise, **shown)
    assert made is not None and made.calls[0].arguments["instruction"] == "make the car red"


def test_only_what_is_spoken_of_is_put_in_place() -> None:
    assert put("a red car at night", "blue") == "a blue car at night"
    assert put("a car", "a boat") == "a boat"
    assert put("a car on a beach", "a blue one") == "a blue car on a beach"


@pytest.mark.parametrize(
    ("before", "text", "now"),
    [
        ("make it night", "no, sunset", "make it sunset"),
        ("make it night", "no, in the rain", "make it night in the rain"),
        ("make it a blue car", "no, red", "make it a red car"),
        ("turn it into a blue cat", "no, a black one", "turn it into a black cat"),
        ("make it a car at night", "no, a boat", "make it a boat at night"),
        ("give him a hat", "no, a red one", "give him a red hat"),
    ],
)
def test_what_is_spoken_of_alone_is_changed_in_a_revision(before: str, text: str, now: str) -> None:
    edited = item("e", origin="edited", parents=("a",))
    call = ToolCall(name="revise", arguments={"instruction": before, "strength": 1.0})
    shown: dict[str, Any] = {"screen": (edited,), "focus": edited, "last_calls": (call,)}
    made = after("edit", text, call, **shown)
    assert made is not None and made.calls[0].arguments["instruction"] == now


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("no, sunset", {"style": "golden-hour"}),
        ("no, in the rain", {"style": "night", "more": ("rain",)}),
    ],
)
def test_a_weather_is_put_in_the_place_of_another_or_beside_it(
    text: str, now: dict[str, Any]
) -> None:
    edited = item("e", origin="edited", parents=("a",))
    call = ToolCall(name="style", arguments={"style": "night", "strength": 0.5})
    shown: dict[str, Any] = {"screen": (edited,), "focus": edited, "last_calls": (call,)}
    made = after("edit", text, call, **shown)
    assert made is not None and made.calls[0].arguments == {**now, "strength": 0.5}


@pytest.mark.parametrize(
    "text", ["ok then a horse", "how about a horse", "just draw a horse", "then what about a horse"]
)
def test_after_what_cannot_be_drawn_something_else_is_drawn(text: str) -> None:
    call = ToolCall(name="create", arguments={"want": "a unicorn"})
    made = after("create", text, call, options=("draw a rabbit",), screen=(), focus=None)
    assert made is not None and made.calls[0].arguments["want"] == "a horse"
    assert after("create", "ok then a horse", call, options=("make it night",)) is None


@pytest.mark.parametrize("text", ["just kidding", "or cancel", "how about clips of horses"])
def test_not_every_word_after_it_is_something_to_draw(text: str) -> None:
    call = ToolCall(name="create", arguments={"want": "a unicorn"})
    assert after("create", text, call, options=("draw a rabbit",), screen=(), focus=None) is None
