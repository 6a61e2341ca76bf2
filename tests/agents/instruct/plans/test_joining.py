"""Clips on the screen are put together as they are named."""

from dataclasses import replace
from pathlib import Path

import pytest

from agents.instruct.plans.joining import BESIDE, FADES, LONG, joined
from agents.make.storyboard import Storyboard
from agents.read.words import plain
from agents.scene import Earlier, Scene
from models.domain import Attachment, Decision, Turn
from models.errors import BadRequest
from tests.agents.stage import item

SCREEN = (
    item("a", "Beach", duration=6.0),
    item("b", "Beach at night", duration=7.0),
    item("c", "Surfer at sea", duration=40.0),
    item("d", "City street at dawn", duration=5.0),
)
CAT = item("e", "Black cat", duration=6.0)


def hear(text: str, **scene: object) -> Decision | None:
    known = {"screen": SCREEN, "seen": (CAT,), **scene}
    return joined(text, plain(text), Scene(text=text, **known))  # type: ignore[arg-type]


def shots(decision: Decision | None) -> list[str]:
    assert decision is not None and decision.kind == "create"
    (call,) = decision.calls
    assert call.name == "compose"
    return [shot["item"] or shot["scene"] for shot in call.arguments["shots"]]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("put the first two together", "ab"),
        ("join 1 and 3", "ac"),
        ("put the surfer and the city one together, surfer last", "dc"),
        ("combine the city one and the surfer one, and the surfer comes first", "cd"),
        ("combine the city one and the surfer one", "dc"),
        ("put all of these one after another", "abcd"),
        ("mash these up", "abcd"),
        ("merge them please", "abcd"),
        ("make one video of the second and the last", "bd"),
        ("stitch them together, but not the third", "abd"),
        ("all but the last in one video, in reverse order", "cba"),
        ("put the second after the first", "ab"),
        ("attach the second to the first", "ab"),
        ("use 4, 2 and 1 for a film", "dba"),
        ("put them in a row but leave out the second", "acd"),
        ("make a 9 second reel from the first three, no music", "abc"),
        ("both of these beaches in one clip", "ab"),
        ("I want the last one first, then the rest, back to back", "dabc"),
        ("put the first two beaches together", "ab"),
        ("stitch both beaches together w/ fade between", "ab"),
        ("merge both beach clips", "ab"),
        ("join all the beaches with a crossfade", "ab"),
        ("stick the last two beaches together", "ab"),
        ("string the first two surfers together", "ab"),
    ],
)
def test_they_come_in_the_order_said(text: str, items: str) -> None:
    assert "".join(shots(hear(text))) == items


def test_what_else_is_asked_is_of_the_whole() -> None:
    made = hear('stitch 1 and 2 together, square, 8 seconds, with calm music and called "Sea"')
    assert made is not None
    told = {name: made.calls[0].arguments[name] for name in ("shape", "seconds", "music", "title")}
    assert told == {"shape": "square", "seconds": 8.0, "music": "calm", "title": "Sea"}


def test_whole_clips_are_as_long_as_they_are() -> None:
    made = hear("join 1 and 2")
    assert made is not None and made.calls[0].arguments["seconds"] == 12.6
    many = hear("put them together", screen=tuple(replace(SCREEN[2], id=str(n)) for n in range(9)))
    assert many is not None and many.calls[0].arguments["seconds"] == 60.0 and LONG in many.text


def test_what_was_shown_before_and_what_is_nowhere_come_along() -> None:
    assert shots(hear("put the first one together with the cat from before")) == ["a", "e"]
    assert shots(hear("combine the city clip with a dog")) == ["d", "dog"]
    made = hear("make a video with the first and third ones plus a dog")
    assert shots(made) == ["a", "c", "dog"]


def test_what_cannot_be_done_is_said_beside_it() -> None:
    made = hear("put the first two side by side")
    assert made is not None and BESIDE in made.text
    made = hear("merge 1 and 2 and make it rain")
    assert made is not None and "“rain” undone" in made.text


def test_a_clip_that_is_not_there_is_said() -> None:
    with pytest.raises(BadRequest, match="There is no clip 7"):
        hear("put 1, 3 and 7 together")


@pytest.mark.parametrize(
    "text",
    [
        "make the first two black and white",
        "show me the first one",
        "make a video of the beach",
        "make a video of dogs and cats",
        "add calm music",
    ],
)
def test_other_wishes_are_left_to_others(text: str) -> None:
    assert hear(text) is None


def test_the_shots_of_a_plan_are_no_clips_to_join() -> None:
    board = Storyboard(want="", seconds=3.0, shape="square", shots=())
    assert hear("join 1 and 3", board=board) is None


@pytest.mark.parametrize(
    "text",
    ["join the first two with a crossfade", "merge 1 and 2, fading into each other",
     "stitch both beaches together w/ fade between", "combine the first two, smooth transitions",
     "put the first two together and dissolve from one to the other",
     "glue the first two together and let each fade into the next",
     "splice 1 and 2 with a slow fade in between", "connect the first two using dissolves"],
)  # fmt: skip
def test_how_they_go_over_into_one_another_is_no_clip(text: str) -> None:
    made = hear(text)
    assert shots(made) == ["a", "b"]
    assert made is not None and made.text == FADES


def _brought(*, edited: bool) -> list[Earlier]:
    came = [
        Turn(
            role="visitor",
            text="",
            attachments=(Attachment(path=Path(one), name=one, kind="video", item=one),),
        )
        for one in ("coffee", "cake")
    ]
    shown = Turn(role="assistant", text="", shown=("shorter",) if edited else ())
    return [Earlier(turn=turn, decision=None) for turn in (came[0], shown, came[1])]


@pytest.mark.parametrize(
    ("text", "edited", "items"),
    [
        ("now join them, coffee first", True, ["shorter", "cake"]),
        ("now join them, coffee first", False, ["coffee", "cake"]),
        ("now join them, cake first, for instagram stories", True, ["cake", "shorter"]),
        ("put both in one video", True, ["shorter", "cake"]),
    ],
)
def test_own_clips_are_joined_as_they_were_changed(
    text: str, edited: bool, items: list[str]
) -> None:
    coffee = item("coffee", "my_coffee")
    shorter = item("shorter", "my_coffee (clip)", origin="edited", parents=("coffee",))
    cake = item("cake", "cake_ours")
    seen = (shorter, coffee) if edited else (coffee,)
    past = _brought(edited=edited)
    made = hear(text, screen=(cake,), focus=cake, seen=seen, past=past)
    assert shots(made) == items and made is not None and not made.text
