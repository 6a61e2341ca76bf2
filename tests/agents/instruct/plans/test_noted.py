"""What is wished of a video before there is one is kept, and done once it is made."""

import pytest

from agents.instruct.plans.filming import NOT_YET, beyond, filming, planned, unplanned
from agents.instruct.plans.noted import NOTED, waiting
from agents.read.words import plain
from agents.scene import Earlier, Scene
from models.domain import Decision, ToolCall, Turn
from tests.agents.instruct.plans.test_replanning import BOARD


def turns(*said: tuple[str, Decision]) -> tuple[Earlier, ...]:
    return tuple(
        one
        for text, decision in said
        for one in (
            Earlier(turn=Turn(role="visitor", text=text)),
            Earlier(turn=Turn(role="assistant", text=decision.text), decision=decision),
        )
    )


def wished(text: str) -> tuple[str, Decision]:
    made = unplanned(Scene(text=text, board=BOARD))
    assert made is not None
    return text, made


@pytest.mark.parametrize(
    "text",
    ["make it brighter", "slow it down", "more contrast", "blur the faces", "warmer colours please",
     "play it backwards", "write HELLO on it", "mirror it"],
)  # fmt: skip
def test_an_edit_is_noted_while_there_is_only_a_plan_and_follows_it(text: str) -> None:
    past = turns(wished(text))
    assert past[-1].decision is not None and past[-1].decision.text == NOTED
    made = planned("make it", "make it", Scene(text="make it", board=BOARD, past=past))
    assert made is not None and made.afterwards == text and made.calls[0].arguments["render"]


def test_all_that_was_noted_since_the_last_video_is_done() -> None:
    go = Decision(kind="create", calls=(ToolCall(name="compose", arguments={"render": True}),))
    before = turns(wished("make it darker"), ("make it", go))
    assert waiting(before) == ""
    assert waiting((*before, *turns(wished("brighter."), wished("slow it down")))) == (
        "brighter, then slow it down"
    )


def test_an_edit_of_one_shot_is_not_noted_for_the_whole() -> None:
    assert wished("make the second shot brighter")[1].text == NOT_YET


@pytest.mark.parametrize(
    ("text", "music"),
    [("calm music under it", "calm"), ("lively music in the background please", "lively"),
     ("put a happy tune under it", "lively"), ("add some soft guitar", "calm"),
     ("music should be upbeat", "lively"), ("no music actually", "none"),
     ("can we have quiet music underneath the whole thing", "calm"),
     ("i want relaxing music with it", "calm")],
)  # fmt: skip
def test_music_is_a_part_of_the_plan(text: str, music: str) -> None:
    made = planned(text, plain(text), Scene(text=text, board=BOARD))
    assert made is not None and made.calls[0].arguments["board"]["music"] == music
    assert [shot["item"] for shot in made.calls[0].arguments["board"]["shots"]] == [
        shot.item for shot in BOARD.shots
    ]


@pytest.mark.parametrize(
    ("text", "scene"),
    [("the runner is boring, something with a bike instead", "bike"),
     ("i don't like the coffee, use a boat instead", "boat"),
     ("hmm the city looks bad, maybe a train there", "train")],
)  # fmt: skip
def test_what_bores_in_a_plan_is_replaced_and_the_rest_stays(text: str, scene: str) -> None:
    made = planned(text, plain(text), Scene(text=text, board=BOARD))
    assert made is not None
    shots = made.calls[0].arguments["board"]["shots"]
    assert len(shots) == len(BOARD.shots)
    assert [scene in shot["scene"] for shot in shots].count(True) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("make me a video 10 minutes long in 4k of Taylor Swift singing",
         ("at most 60 seconds", "no 4k", "likeness")),
        ("make a two minute film about the sea", ("at most 60 seconds",)),
        ("create a full hd video of whales", ("no 4k",)),
        ("make a film of Tom Hanks dancing", ("likeness",)),
        ("make a 30 second film about the Eiffel Tower", ()),
        ("make a video with a cat playing", ()),
    ],
)  # fmt: skip
def test_each_thing_that_no_video_made_here_has_is_said(text: str, says: tuple[str, ...]) -> None:
    told = beyond(text)
    assert len(told) == len(says) and all(one in said for one, said in zip(says, told, strict=True))
    made = filming(text, plain(text), Scene(text=text))
    assert made is not None and made.preface == " ".join(told)


def test_a_slide_show_of_what_is_liked_is_a_film() -> None:
    text = "make a slideshow from what i like, with music"
    made = filming(text, plain(text), Scene(text=text))
    assert made is not None and made.kind == "create" and made.calls[0].name == "compose"
    assert not made.guidance.want and made.calls[0].arguments["music"] == "calm"
