"""Wishes that what is in hand moves otherwise, however they are put; and what is no such wish."""

import pytest

from agents.instruct.edits.movements import movement_of, moving, participle
from agents.scene import Scene
from tests.agents.stage import item

CAT = item("cat", "A white cat", "cat")
SCREEN = (item("a", "A dog", "dog"), item("b", "Calm sea", "sea"))


def told(words: str) -> tuple[str, str] | None:
    made = moving(words, Scene(text=words, screen=(CAT,), focus=CAT))
    if made is None:
        return None
    assert (made.kind, made.guidance.target, len(made.calls)) == ("edit", "cat", 1)
    assert made.calls[0].name == "revise"
    return str(made.guidance.target), str(made.calls[0].arguments["instruction"])


@pytest.mark.parametrize(
    ("words", "instruction"),
    [
        ("i want to see it dancing", "show it dancing"),
        ("can it sleep?", "show it sleeping"),
        ("let it run on a beach please", "let it run on a beach"),
        ("now make the cat sit down", "make the cat sit down"),
        ("what if she was swimming", "show it swimming"),
        ("now he should be waving", "show it waving"),
        ("i want to see it at night", "make it at night"),
    ],
)
def test_a_movement_is_a_change_of_what_is_seen(words: str, instruction: str) -> None:
    assert told(words) == ("cat", instruction)


@pytest.mark.parametrize(
    "words",
    [
        "i want to see it in slow motion", "make it brighter", "make it pop", "let it loop",
        "i want it to be longer", "show me something moving", "make it amazing", "let it go on",
        "i want to see the dog running", "can i see it again", "show me the ending",
        "i want to see it in black and white",
    ],
)  # fmt: skip
def test_other_wishes_are_left_to_others(words: str) -> None:
    assert told(words) is None


def test_of_several_the_one_that_is_meant_moves_and_none_where_none_is() -> None:
    meant = moving("i want the second one to dance", Scene(text="x", screen=SCREEN))
    assert meant is not None and meant.guidance.target == "b"
    assert moving("i want to see it dancing", Scene(text="x", screen=SCREEN)) is None
    assert moving("i want to see it dancing", Scene(text="x")) is None


def test_the_movement_is_told_as_a_participle() -> None:
    assert movement_of("show it dancing in the rain") == ("dancing", "in the rain")
    assert movement_of("make it dance") == ("dancing", "")
    assert movement_of("make it night") is None
    verbs = ("run", "dance", "sleep", "surf", "something", "bright")
    assert [participle(verb) for verb in verbs] == [
        "running", "dancing", "sleeping", "surfing", None, None,
    ]  # fmt: skip
