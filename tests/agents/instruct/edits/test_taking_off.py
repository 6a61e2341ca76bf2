"""One of several changes is taken off again, and the others stay."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.instruct.edits.taking_off import taken_off
from agents.scene import UNDONE, Earlier, Scene
from models.domain import Decision, Guidance, ToolCall, Turn
from tests.agents.stage import catalogue, item
from tests.media_factory import make

SOURCE = item("a", "A dog")
ONCE = item("b", "A dog (portrait)", origin="edited", parents=("a",))
TWICE = item("c", "A dog (portrait, film noir)", origin="edited", parents=("b",))
HERE = catalogue(SOURCE, ONCE, TWICE)
FIRST = {"adjust": {"aspect": "9:16", "text": "HI", "position": "top"}}
SECOND = {
    "style": {"style": "noir", "strength": 1.0}, "clip": {"seconds": 3.0},
    "adjust": {"mute": True, "speed": 0.5},
}  # fmt: skip


def edit(target: str, calls: dict[str, dict[str, Any]]) -> Decision:
    made = tuple(ToolCall(name=name, arguments=said) for name, said in calls.items())
    return Decision(kind="edit", guidance=Guidance(target=target), calls=made)


def answer(shown: str, decision: Decision) -> Earlier:
    return Earlier(turn=Turn(role="assistant", text="", shown=(shown,)), decision=decision)


PAST = (answer("b", edit("a", FIRST)), answer("c", edit("b", SECOND)))
SCENE = Scene(text="", screen=(TWICE,), focus=TWICE, past=PAST)


def less(text: str, scene: Scene = SCENE) -> tuple[str | None, dict[str, dict[str, Any]], str]:
    found = taken_off(replace(scene, text=text), HERE, "v")
    assert found is not None
    made, rest = found
    return made.guidance.target, {c.name: dict(c.arguments) for c in made.calls}, rest


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("take only the black and white off", "style"),
        ("can you take the film noir style off again?", "style"),
        ("back in colour please", "style"),
        ("undo the cut", "clip"),
        ("bring the sound back", "mute"),
        ("with sound again", "mute"),
        ("unmute it", "mute"),
        ("normal speed again", "speed"),
        ("undo the slow motion", "speed"),
        ("undo the slow motion but keep the rest", "speed"),
        ("remove the filter", "style"),
        # twice said is once wished
        ("nvm the b&w, bring the color back", "style"),
        ("never mind the noir, back in colour", "style"),
        ("no cut, just the slow motion", "clip"),
        ("without the noir, only the cut", "style"),
    ],
)
def test_one_change_of_the_last_edit_goes_and_the_others_stay(text: str, gone: str) -> None:
    target, calls, rest = less(text)
    left = {name: said for name, said in SECOND.items() if name != gone}
    left["adjust"] = {k: v for k, v in SECOND["adjust"].items() if k != gone}
    assert (target, calls, rest) == ("b", left, "")


@pytest.mark.parametrize(
    "text",
    ["undo the text", "without the text again", "no text please", "I don't want the words anymore",
     "keep the noir but without the text", "take the caption off"],
)  # fmt: skip
def test_a_change_of_an_edit_before_goes_and_all_since_is_done_anew(text: str) -> None:
    found = taken_off(replace(SCENE, text=text), HERE, "v")
    assert found is not None and found[0].guidance.target == "a"
    told = [dict(call.arguments) for call in found[0].calls]
    assert told == [{"aspect": "9:16"}, *SECOND.values()]
    assert "the words “HI”" in found[0].text and "film noir" in found[0].text


def test_two_at_once_and_a_wish_beside() -> None:
    target, calls, _ = less("undo the film noir and the text")
    assert target == "a" and "style" not in calls and "clip" in calls
    assert less("take the words off and make it square")[2] == "make it square"


@pytest.mark.parametrize(
    "text",
    ["undo", "undo that", "undo the last edit", "remove the dog", "without people", "make it red",
     "show me something without text", "undo everything", "make it black and white again"],
)  # fmt: skip
def test_what_names_none_of_the_changes_is_none_of_it(text: str) -> None:
    assert taken_off(replace(SCENE, text=text), HERE, "v") is None


def test_the_only_change_taken_off_is_the_clip_as_it_was() -> None:
    past = (answer("b", edit("a", {"style": {"style": "comic", "strength": 1.0}})),)
    found = taken_off(
        Scene(text="undo the comic style", screen=(ONCE,), focus=ONCE, past=past), HERE, "v"
    )
    assert found is not None and found[0].why == UNDONE and found[0].guidance.show == ("a",)


def test_a_change_that_was_not_made_is_said_beside_those_that_were() -> None:
    found = taken_off(replace(SCENE, text="undo the music"), HERE, "v")
    assert found is not None and found[0].kind == "ask" and "film noir" in found[0].text
    for option in found[0].options[:3]:  # an answer that is offered is understood
        again = taken_off(replace(SCENE, text=option), HERE, "v")
        assert again is not None and again[0].kind == "edit"


def test_one_of_several_clips_of_a_sentence_keeps_its_own_changes() -> None:
    other = item("x", "A cat")
    made = item("y", "A cat (muted)", origin="edited", parents=("x",))
    both = replace(edit("a", FIRST), then=(edit("x", {"adjust": {"mute": True, "speed": 2.0}}),))
    past = (Earlier(turn=Turn(role="assistant", text="", shown=("b", "y")), decision=both),)
    scene = Scene(text="undo the speed", screen=(ONCE, made), focus=made, past=past)
    found = taken_off(scene, catalogue(SOURCE, other, ONCE, made), "v")
    assert found is not None and found[0].guidance.target == "x"
    assert dict(found[0].calls[0].arguments) == {"mute": True}


def test_a_long_message_is_read_in_no_time() -> None:
    for text in ("undo the " * 22, "no, " * 49, "take the and " * 15, "with the " * 22):
        began = time.process_time()
        taken_off(replace(SCENE, text=text), HERE, "v")
        assert time.process_time() - began < 0.5


def test_how_something_was_done_goes_with_it() -> None:
    done = {
        "aspect": "9:16",
        "fit": "fill",
        "music": "calm",
        "music_alone": True,
        "mirror": "across",
        "text": "HI",
        "text_size": 1.4,
    }
    past = (answer("b", edit("a", {"adjust": done})),)
    scene = replace(SCENE, screen=(ONCE,), focus=ONCE, past=past)
    for text, gone in (
        ("undo the music", {"music", "music_alone"}), ("take the crop off", {"aspect", "fit"}),
        ("without the mirror again", {"mirror"}), ("undo the text", {"text", "text_size"}),
    ):  # fmt: skip
        left = {name: value for name, value in done.items() if name not in gone}
        assert less(text, scene)[1] == {"adjust": left}


def test_a_loop_is_known_by_its_name() -> None:
    past = (answer("b", edit("a", {"adjust": {"speed": 2.0}, "extend": {"loop": True}})),)
    scene = replace(SCENE, screen=(ONCE,), focus=ONCE, past=past)
    assert less("undo the loop", scene)[1] == {"adjust": {"speed": 2.0}}
    found = taken_off(replace(scene, text="undo the speed"), HERE, "v")
    assert found is not None and "keep the loop" in found[0].text


def test_with_its_music_what_made_that_quieter_goes() -> None:
    twice = (
        answer("b", edit("a", {"adjust": {"music": "calm"}})),
        answer("c", edit("b", {"adjust": {"volume": -6.0, "aspect": "1:1"}})),
    )
    assert less("undo the music", replace(SCENE, past=twice))[1] == {"adjust": {"aspect": "1:1"}}
    loud = catalogue(replace(SOURCE, has_audio=True), ONCE, TWICE)
    found = taken_off(replace(SCENE, text="undo the music", past=twice), loud, "v")
    assert found is not None and found[0].calls[0].arguments == {"volume": -6.0, "aspect": "1:1"}


def test_a_sound_track_that_is_silent_is_no_sound(tmp_path: Path) -> None:
    silence = make(tmp_path / "still.mp4", seconds=0.5, sound=np.zeros(24_000, np.float32))
    twice = (
        answer("b", edit("a", {"adjust": {"music": "calm"}})),
        answer("c", edit("b", {"adjust": {"volume": -6.0}, "style": {"style": "cartoon"}})),
    )
    mute = catalogue(replace(SOURCE, media=silence, has_audio=True), ONCE, TWICE)
    scene = replace(SCENE, text="undo the music and the cartoon", past=twice)
    found = taken_off(scene, mute, "v")
    assert found is not None and found[0].guidance.show == ("a",) and not found[0].calls


def test_of_what_was_not_changed_nothing_is_undone() -> None:
    scene = Scene(text="undo the black and white", screen=(SOURCE,))
    found = taken_off(scene, HERE, "v")
    assert found is not None and (found[0].kind, found[0].calls) == ("chat", ())
    assert taken_off(replace(scene, text="undo the dog"), HERE, "v") is None
