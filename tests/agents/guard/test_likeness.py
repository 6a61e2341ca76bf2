"""Who may be seen changed: asked before an edit, remembered, or blurred instead."""

import pytest

from agents.guard.likeness import FakeLikeness, agreed, changes, consented, options, redraws
from models.domain import ToolCall
from models.errors import BadRequest
from tests.agents.test_director import Stage, cards, stage, words

__all__ = ["stage"]  # a fixture


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("they agreed: make it a comic", "make it a comic"),
        ("Everyone seen in it agreed.", ""),
        ("yes, they have all agreed", ""),
        ("I am the only one in it: make it noir", "make it noir"),
        ("they are dogs", None),
        ("people", None),
        ("they like it, agreed", None),
        ("make it a comic", None),
    ],
)
def test_what_is_said_of_those_seen_is_understood(text: str, rest: str | None) -> None:
    assert agreed(text) == rest


def test_the_offered_answer_carries_the_wish() -> None:
    said, blur = options("make it\na comic")
    assert agreed(said) == "make it a comic" and blur == "blur the faces"


@pytest.mark.parametrize(
    ("calls", "asked"),
    [
        ([("style", {})], True),
        ([("style", {"style": "comic"}), ("adjust", {})], True),
        ([("style", {"style": "snow"}), ("adjust", {"mute": True})], False),
        ([("revise", {"instruction": "a hat"})], True),
        ([("extend", {})], True),
        ([("clip", {}), ("thumbnail", {})], False),
        ([("blur", {"what": "faces"}), ("style", {})], False),
        ([("blur", {"what": "numbers"}), ("style", {})], True),
        ([("blur", {"what": "numbers"})], False),
    ],
)
def test_what_changes_a_likeness(calls: list[tuple[str, dict[str, object]]], asked: bool) -> None:
    assert changes([ToolCall(name=name, arguments=told) for name, told in calls]) is asked


@pytest.mark.parametrize(
    ("tool", "style", "drawn"),
    [
        ("adjust", "", False),
        ("clip+style", "night", False),
        ("clip+style", "oil", True),
        ("style+style", "night", True),  # of the first nothing is known
        ("compose", None, False),
        ("compose", "comic", True),
        ("cover", "", True),
    ],
)
def test_what_a_recipe_did_to_a_likeness(tool: str, style: str | None, drawn: bool) -> None:
    assert redraws(tool.split("+"), style) is drawn


def test_an_edit_of_faces_waits_for_the_word_of_whoever_brought_them(stage: Stage) -> None:
    stage.director.changing.likeness = FakeLikeness("rgb")
    on_screen = {"screen": (stage.clip,), "focus": stage.clip}
    events = stage.hear("make it a comic", **on_screen)
    assert "I see faces in “A red dog”" in words(events) and not cards(events)
    assert not stage.files()
    assert cards(stage.hear("cut it to one second", **on_screen))  # a cut changes nobody
    answer = events[-1].options[0]  # type: ignore[union-attr]
    assert cards(stage.hear(answer, **on_screen))
    assert cards(stage.hear("make it noir", **on_screen))  # it is not asked twice


def test_that_they_agreed_may_be_said_alone(stage: Stage) -> None:
    stage.director.changing.likeness = asked = FakeLikeness("rgb")
    events = stage.hear("everyone in it agreed", screen=(stage.clip,), focus=stage.clip)
    assert "I keep that with the clip" in words(events) and not asked.open


def test_what_is_not_there_is_not_blurred(stage: Stage) -> None:
    said = words(stage.hear("blur the faces", screen=(stage.clip,), focus=stage.clip))
    assert "no face" in said
    said = words(stage.hear("blur the number plate", screen=(stage.clip,), focus=stage.clip))
    assert "cannot read" in said  # no reader here


def test_a_tool_is_told_what_can_be_blurred(stage: Stage) -> None:
    from agents.make.tools import tools

    with pytest.raises((BadRequest, ValueError)):
        tools()["blur"].invoke({"what": "the sky", "bench": None})


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("they said its ok", True), ("yeah they agreed", True), ("yes", True),
        ("it's fine with them", True), ("everyone is cool with it", True), ("I asked them", True),
        ("no", False), ("they said no", False), ("they don't agree", False), ("ok blur it", False),
        ("make it a comic", False), ("not all of them agreed", False),
    ],
)  # fmt: skip
def test_to_its_own_question_yes_is_an_answer(text: str, yes: bool) -> None:
    offered = options("make it a comic")
    assert consented(text, offered) == (offered[0] if yes else text)
    assert consented(text, ()) == text
