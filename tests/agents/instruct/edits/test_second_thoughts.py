"""Taking it back, the other one instead, the same but weaker."""

import pytest

from agents.scene import Earlier
from models.domain import Decision, Guidance, ToolCall, Turn
from tests.agents.instruct.test_instructor import COMIC, EDITED, SCREEN, hear, in_hand
from tests.agents.stage import item


def test_undo_goes_back_to_what_was_edited_then_to_what_was_shown() -> None:
    assert in_hand("undo that").guidance.show == ("a",)
    back = hear("undo", screen=SCREEN[:1], focus=SCREEN[0], previous=SCREEN)
    assert back.guidance.show == ("a", "b", "c")
    assert hear("undo that", screen=()).kind == "chat"


def test_the_other_one_gets_the_same_edit() -> None:
    decision = in_hand("no, the other one")
    assert (decision.kind, decision.guidance.target, decision.calls) == ("edit", "b", COMIC)


def test_the_one_that_was_meant_gets_the_same_edit() -> None:
    made = {"screen": (EDITED,), "focus": EDITED, "before": SCREEN, "last_calls": COMIC}
    for text, target in (("no, the first one", "a"), ("I meant the last one", "c")):
        decision = hear(text, **made)
        assert (decision.guidance.target, decision.calls) == (target, COMIC)
    assert hear("the first one", **made).kind != "edit"
    assert hear("no, the ninth one", **made).kind != "edit"


def test_the_other_of_several_is_asked_for() -> None:
    again = hear("the other one", screen=(EDITED,), focus=EDITED, before=SCREEN, last_calls=COMIC)
    assert again.guidance.show == ("b", "c")
    assert hear("no, the other one").kind == "ask"


def test_the_last_edit_is_made_again_weaker_or_elsewhere() -> None:
    weaker = in_hand("less strong")
    assert weaker.guidance.target == "a" and weaker.calls[0].arguments["strength"] == 0.5
    assert in_hand("strength 30 %").calls[0].arguments["strength"] == 0.3
    assert in_hand("no, at 45 percent").calls[0].arguments["strength"] == 0.45
    assert in_hand("strength 400 %").kind == "chat"  # it is as strong as it can be
    words = (ToolCall(name="adjust", arguments={"text": "HI", "position": "top"}),)
    moved = hear("no, at the bottom", screen=(EDITED,), focus=EDITED, last_calls=words)
    assert moved.calls[0].arguments == {"text": "HI", "position": "bottom"}
    assert hear("less strong").kind == "retrieve"


def test_what_is_in_hand_is_shown_again() -> None:
    for text in ("can I see it again?", "play it", "let me watch this one once more"):
        assert in_hand(text).guidance.show == (EDITED.id,), text
    assert hear("play it").kind != "retrieve" or not hear("play it").guidance.show


def test_the_original_is_found_after_a_stray_search() -> None:
    decision = hear("back to the original", edited=EDITED)
    assert decision.guidance.show == ("a",)


def test_the_other_of_a_kind_is_one_of_that_kind() -> None:
    screen = (item("a", "Red boat"), item("b", "A dog"), item("c", "White boat"))
    asked = hear("not that one, the other boat", screen=screen)
    assert asked.kind == "ask" and asked.options == ("the first one", "the third one")
    picked = hear("not that one, the other boat", screen=screen[:1], focus=screen[0], before=screen)
    assert picked.guidance.show == ("c",)
    other = hear("no, the other dog", screen=screen[:1], focus=screen[0], before=screen)
    assert other.guidance.show == ("b",)
    assert hear("the other side of the moon", screen=screen).guidance.want


@pytest.mark.parametrize(
    "text",
    ["compare it with the original", "show me the before and after", "compare", "before and after",
     "can you compare it"],
)  # fmt: skip
def test_before_and_after_are_shown_beside_each_other(text: str) -> None:
    assert in_hand(text).guidance.show == (*EDITED.parents, EDITED.id)


def test_the_original_is_from_before_all_edits() -> None:
    """Two edits in a row: what came before the last of them is no original."""
    twice = item("g", "twice", origin="edited", parents=(EDITED.id,))
    led = [
        Earlier(
            turn=Turn(role="assistant", text="", shown=(made,)),
            decision=Decision(kind="edit", guidance=Guidance(target=of), calls=COMIC),
        )
        for made, of in ((EDITED.id, "a"), (twice.id, EDITED.id))
    ]
    now = {"screen": (twice,), "focus": twice, "previous": (EDITED,), "past": led}
    for text in ("compare it to the original", "compare it with how it was at the start",
                 "see it next to the first version"):  # fmt: skip
        assert hear(text, **now).guidance.show == ("a", "g"), text
    assert hear("before and after", **now).guidance.show == (EDITED.id, "g")
    assert hear("back to the original", **now).guidance.show == ("a",)
    assert hear("undo", **now).guidance.show == (EDITED.id,)


@pytest.mark.parametrize("text", ["too strong, a bit less", "too much", "not so strong please"])
def test_less_strong_however_it_is_put(text: str) -> None:
    calls = (ToolCall(name="style", arguments={"style": "noir", "strength": 1.0}),)
    made = hear(text, screen=(EDITED,), focus=EDITED, last_calls=calls)
    assert made.calls[0].arguments["strength"] == 0.5


def test_undo_of_an_edit_done_anew_is_the_one_before() -> None:
    anew = item("f", "again", origin="edited", parents=EDITED.parents)
    made = hear("undo", screen=(anew,), focus=anew, previous=(EDITED,))
    assert made.guidance.show == (EDITED.id,)
    first = hear("the original please", screen=(anew,), focus=anew, previous=(EDITED,))
    assert first.guidance.show == EDITED.parents


def test_music_that_was_added_is_taken_off_alone_and_made_softer_alone() -> None:
    both = ToolCall(name="adjust", arguments={"music": "calm", "brightness": 0.3})
    off = hear("take the music off again", screen=(EDITED,), focus=EDITED, last_calls=(both,))
    assert off.guidance.target == "a" and off.calls[0].arguments == {"brightness": 0.3}
    soft = hear("the music a bit softer", screen=(EDITED,), focus=EDITED, last_calls=(both,))
    assert soft.calls[0].arguments == {**both.arguments, "music_volume": -3.0}
    alone = (ToolCall(name="adjust", arguments={"music": "calm"}),)
    back = hear("take the music off again", screen=(EDITED,), focus=EDITED, last_calls=alone)
    assert back.guidance.show == ("a",)
    other = hear("no music", screen=(EDITED,), focus=EDITED, last_calls=())
    assert [call.arguments for call in other.calls] == [{"mute": True}]


def test_turned_to_the_wrong_side_it_is_turned_to_the_other() -> None:
    turned = (ToolCall(name="adjust", arguments={"turn": 90}),)
    for text in ("the other way", "no, the other way round", "wrong way"):
        made = hear(text, screen=(EDITED,), focus=EDITED, last_calls=turned)
        assert made.guidance.target == "a" and made.calls[0].arguments == {"turn": 270}, text


def test_words_that_were_written_last_are_made_bigger_and_yellow() -> None:
    words = (ToolCall(name="adjust", arguments={"text": "HI"}),)
    made = hear("bigger text please", screen=(EDITED,), focus=EDITED, last_calls=words)
    assert made.guidance.target == "a"
    assert made.calls[0].arguments == {"text": "HI", "text_size": 1.4}
    both = hear(
        "make the text smaller and yellow", screen=(EDITED,), focus=EDITED, last_calls=words
    )
    assert both.calls[0].arguments == {"text": "HI", "text_size": 0.7, "text_colour": "yellow"}


@pytest.mark.parametrize(
    ("text", "arguments"),
    [("a bit less", {"volume": 3.0, "mirror": "across"}),
     ("stronger", {"volume": 9.0, "mirror": "across"})],
)  # fmt: skip
def test_an_adjustment_is_made_less_or_more_of(text: str, arguments: dict[str, object]) -> None:
    calls = (ToolCall(name="adjust", arguments={"volume": 6.0, "mirror": "across"}),)
    made = hear(text, screen=(EDITED,), focus=EDITED, last_calls=calls)
    assert made.guidance.target == "a" and made.calls[0].arguments == arguments


@pytest.mark.parametrize(
    "text",
    ["the one before that", "no, the one before", "i meant the clip before this one",
     "show me the one before it", "give me the one before that", "the video that was before",
     "now the one before the last one", "ok the one just before that please"],
)  # fmt: skip
def test_the_one_before_is_what_stood_there_before_or_to_its_left(text: str) -> None:
    assert hear(text, screen=SCREEN[2:3], focus=SCREEN[2], previous=SCREEN[:1]).guidance.show == (
        "a",
    )
    assert hear(text, screen=SCREEN, spoken_of=SCREEN[1]).guidance.show == ("a",)
