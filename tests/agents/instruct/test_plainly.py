"""Every word asks for a change: it is one, whatever a reader takes the sentence for."""

import pytest

from agents.instruct.plainly import plainly
from agents.read.words import plain
from agents.scene import Scene
from tests.agents.instruct.test_embedded import ONE, SCREEN, hear, reading


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("a tad brighter", {"brightness": 0.15}),
        ("write my name Anna on it", {"text": "Anna"}),
        ("put GOAL in big letters at the top", {"text": "GOAL", "position": "top"}),
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
    "text", ["show me a brighter one", "brighter ones", "turn the volume down"]
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
