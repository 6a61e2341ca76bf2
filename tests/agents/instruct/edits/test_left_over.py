"""Two wishes in one sentence: each is done, or said to be left; a courtesy is no wish."""

from pathlib import Path

import pytest

from agents.instruct.edits.commands import Commands, commands
from agents.instruct.edits.left_over import completed
from agents.instruct.edits.wishes import wishes
from app.wiring import WEIGHTS
from models.understand.reader import EmbeddedReader
from models.understand.reading import FakeReader, Reading
from tests.agents.instruct.test_embedded import ONE, hear, reading

LOOKS = {"noir": "noir", "watercolour": "watercolour", "a comic": "comic"}
OTHERS = {
    "slower": ("adjust", "speed"), "mute it": ("adjust", "mute"), "square": ("adjust", "aspect"),
    "brighter": ("adjust", "brightness"), "3 seconds": ("clip", "seconds"),
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("form", ["{} please, and {}", "{}, {}", "{} please, then {}"])
def test_a_look_and_another_wish_are_both_heard_in_either_order(
    form: str, look: str, other: str
) -> None:
    tool, argument = OTHERS[other]
    for said in (form.format(look, other), form.format(other, look)):
        calls = {call.name: call.arguments for call in wishes(said).calls}
        if look == "a comic":  # "a comic" alone may be sought, too
            said = said.replace(look, "as a comic")
            calls = {call.name: call.arguments for call in wishes(said).calls}
        assert calls["style"]["style"] == LOOKS[look], said
        assert argument in calls[tool], said


def whole(text: str, **clauses: Reading) -> Commands:
    told = {key.replace("_", " "): one for key, one in clauses.items()}
    reader = FakeReader(told)
    return completed(text, commands(text, told["all"]), reader)


def test_what_the_whole_did_not_say_is_read_of_its_clause() -> None:
    made = whole(
        "make it noir, then add a hat", all=reading("edit", style=0.9),
        add_a_hat=reading("edit", revise=0.9),
    )  # fmt: skip
    assert [call.name for call in made.calls] == ["revise", "style"] and not made.note


def test_what_nobody_knows_is_said_to_be_left_and_a_reason_is_not() -> None:
    made = whole(
        "make it noir, then frobnicate it", all=reading("edit", style=0.9),
        frobnicate_it=reading("ask", "vague"),
    )  # fmt: skip
    assert [call.name for call in made.calls] == ["style"] and "frobnicate it" in made.note
    made = whole(
        "make it noir, i love old movies", all=reading("edit", style=0.9),
        i_love_old_movies=reading("chat", "opinion"),
    )  # fmt: skip
    assert not made.note


def test_one_wish_that_goes_on_over_a_comma_stays_one() -> None:
    text = "give him a hat, and a scarf"
    made = whole(text, all=reading("edit", revise=0.9), a_scarf=reading("edit", revise=0.9))
    assert len(made.calls) == 1 and "scarf" in made.calls[0].arguments["instruction"]


def test_the_shipped_reader_leaves_nothing_out() -> None:
    reader = EmbeddedReader(Path(WEIGHTS) / "instructor")
    for text in ("watercolour please, and less frobby", "noir, and frobnicate it"):
        made = completed(text, commands(text, reader.read(text, "one")), reader)
        assert {call.name for call in made.calls} == {"style"} and "I left" in made.note, text


def test_what_cannot_be_done_is_said_beside_what_is_done() -> None:
    made = hear("twice as fast and in 4k", reading("edit", adjust=0.9), **ONE)
    assert [call.arguments for call in made.calls] == [{"speed": 2.0}]
    assert "cannot make a clip sharper or larger" in made.text


def test_a_word_that_is_no_look_brings_no_style() -> None:
    text = "continue after the jump, he should land and wave"
    made = hear(text, reading("edit", extend=0.9, style=0.4, spans=[("look", 44, 48)]), **ONE)
    assert "style" not in [call.name for call in made.calls]


@pytest.mark.parametrize("text", ["make it noir, but don't crop it", "slower, keep the colours"])
def test_what_should_stay_is_not_said_to_be_left(text: str) -> None:
    made = hear(text, reading("edit", style=0.9, adjust=0.9), **ONE)
    assert made.calls and "undone" not in made.text


def test_words_that_are_written_in_a_clause_of_their_own_draw_nothing() -> None:
    text = "add good night mia with a little heart"
    at = text.index("good night mia")
    span = ("text", at, at + len("good night mia"))
    made = hear(text, reading("edit", adjust=0.9, revise=0.9, spans=[span]), **ONE)
    assert [(call.name, call.arguments) for call in made.calls] == [
        ("adjust", {"text": "good night mia"})
    ]
    assert "little heart” undone" in made.text
