"""Every word asks for a change: it is one, whatever a reader takes the sentence for."""

import pytest

from agents.instruct.edits.plainly import in_hand, in_weather, plainly
from agents.instruct.edits.weathered import weathered
from agents.read.words import plain
from agents.scene import Scene
from tests.agents.instruct.test_embedded import ONE, SCREEN, hear, reading


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("a tad brighter", {"brightness": 0.15}),
        ("write my name Anna on it", {"text": "Anna"}),
        (
            "put GOAL in big letters at the top",
            {"text": "GOAL", "position": "top", "text_size": 1.4},
        ),
        ("make it play twice as fast", {"speed": 2.0}),
        ("turn the volume off", {"mute": True}),
        ("bump the contrast a little", {"contrast": 0.17}),
    ],
)
@pytest.mark.parametrize("read", [("retrieve", "refine"), ("chat", "question")])
def test_a_plain_change_of_the_clip_in_hand_is_made(text, arguments, read) -> None:
    made = hear(text, reading(*read), **ONE)
    (call,) = made.calls
    assert made.kind == "edit" and call.name == "adjust" and call.arguments == arguments


@pytest.mark.parametrize(
    "text", ["show me a brighter one", "brighter ones", "turn the lights down"]
)
def test_others_and_what_cannot_be_done_are_no_plain_change(text) -> None:
    scene = Scene(text=text, **ONE)
    assert not plainly(plain(text), scene)


def test_nothing_is_changed_where_nothing_is_in_hand() -> None:
    assert not plainly("a tad brighter", Scene(text="a tad brighter", screen=SCREEN))


def test_a_cover_is_one_whatever_else_is_said() -> None:
    said = (
        "the little picture one sees before the video starts, can i have a nicer one please",
        "can u change the pic that shows before you press play",
    )
    for text in said:
        for read in (reading("retrieve", "search"), reading("edit", revise=0.9)):
            assert [call.name for call in hear(text, read, **ONE).calls] == ["thumbnail"], text


def test_a_length_it_should_have_is_no_cut_and_an_end_cut_off_does_not_go_on() -> None:
    both = reading("edit", clip=0.9, extend=0.9)
    (call,) = hear("its only 10 sec, extend to 30 pls", both, **ONE).calls
    assert (call.name, call.arguments) == ("extend", {"until": 30.0})
    (call,) = hear("theres a lot of nothing at the end can you cut the end off", both, **ONE).calls
    assert call.name == "clip"


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("louder", {"volume": 6.0}), ("1.5x", {"speed": 1.5}), ("x2", {"speed": 2.0}),
        ("less yellow", {"warmth": -0.3}), ("black n white", {"saturation": -1.0}),
        ("vertical pls", {"aspect": "9:16"}), ("slower", {"speed": 0.5}),
        ("no sound", {"mute": True}), ("more contrast", {"contrast": 0.35}),
    ],
)  # fmt: skip
def test_a_command_without_a_verb_is_for_the_clip_in_hand_or_asks_which(text, arguments) -> None:
    made = in_hand(plain(text), Scene(text=text, **ONE))
    assert made is not None and made.calls[0].arguments == arguments
    asked = in_hand(plain(text), Scene(text=text, screen=SCREEN))
    assert asked is not None and asked.kind == "ask" and asked.options[0].endswith(text)
    assert in_hand(plain(text), Scene(text=text)) is None


@pytest.mark.parametrize(
    "text",
    ["a louder one", "something quieter", "what is too loud?", "louder dogs", "make it night"],
)
def test_what_looks_for_others_or_asks_is_no_command(text) -> None:
    assert in_hand(plain(text), Scene(text=text, **ONE)) is None


def test_what_the_reader_was_not_taught_is_done_beside_what_it_reads() -> None:
    made = hear("make it night and louder", reading("create", "create", revise=0.9), **ONE)
    assert [call.name for call in made.calls] == ["revise", "adjust"]
    assert made.calls[1].arguments == {"volume": 6.0}


def test_a_weather_of_what_is_pointed_at_is_a_change_of_it() -> None:
    text = "i want the rain is falling in this film"
    made = in_weather(text, Scene(text=text, **ONE))
    assert made is not None and made.kind == "edit" and made.calls[0].name == "revise"
    assert weathered(made).calls[0].arguments["style"] == "rain"
    asked = in_weather(text, Scene(text=text, screen=SCREEN))
    assert asked is not None and asked.kind == "ask" and text in asked.options[0]
    for other in ("find me a clip where it rains", "is it raining", "it is a dog in the rain"):
        assert in_weather(other, Scene(text=other, **ONE)) is None
