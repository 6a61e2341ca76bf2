"""Clips that are spoken of and not on the screen any more."""

import pytest

from agents.instruct.going_on import decided
from agents.instruct.instructor import Rules
from agents.scene import Earlier, Scene
from models.domain import Decision, Guidance, ToolCall, Turn
from tests.agents.stage import catalogue, item

DOG, HORSE = item("dog", "White dog in a park"), item("horse", "Black horse at night")
CAT, OTHER_CAT = item("cat", "Ginger cat in a forest"), item("tom", "Black cat on a beach")
NOIR = (ToolCall(name="style", arguments={"style": "noir", "strength": 1.0}),)
MADE = item("made", "White dog in a park (film noir)", origin="edited", parents=("dog",))
LETTERS = (ToolCall(name="adjust", arguments={"text": "HELLO"}),)
LETTERED = item("text", "White dog in a park (film noir, with your words on it)",
                origin="edited", parents=("made",))  # fmt: skip
HERE = catalogue(DOG, HORSE, CAT, OTHER_CAT, MADE, LETTERED)


def turn(said: str, *shown: str, edit: str = "", calls: tuple[ToolCall, ...] = ()) -> list[Earlier]:
    made = Decision(kind="edit", guidance=Guidance(target=edit), calls=calls) if edit else None
    return [
        Earlier(turn=Turn(role="visitor", text=said)),
        Earlier(turn=Turn(role="assistant", text="", shown=shown), decision=made),
    ]


FOUND = turn("animals", "dog", "horse", "cat", "tom")
PAST = (*FOUND, *turn("make the dog noir", "made", edit="dog", calls=NOIR))
SCENE = {
    "screen": (MADE,), "focus": MADE, "before": (DOG, HORSE, CAT, OTHER_CAT), "edited": MADE,
    "seen": (DOG, HORSE, CAT, OTHER_CAT), "last_calls": NOIR, "past": PAST,
}  # fmt: skip


def hear(text: str, **scene: object) -> Decision:
    return decided(Rules(), Scene(text=text, **(SCENE | scene)), HERE, "v")  # type: ignore[arg-type]


def done(made: Decision) -> list[tuple[str | None, tuple[ToolCall, ...]]]:
    assert made.kind == "edit", made
    return [(one.guidance.target, one.calls) for one in (made, *made.then)]


@pytest.mark.parametrize(
    "text",
    ["bring up the horse again", "the horse", "what about the horse", "i want the horse one back",
     "show me the horse one again", "the black horse from before please"],
)  # fmt: skip
def test_what_was_here_before_is_shown_and_nothing_is_done(text: str) -> None:
    assert hear(text).guidance.show == ("horse",)


def test_a_correction_is_done_to_the_one_that_is_meant() -> None:
    assert done(hear("no sorry i meant the horse")) == [("horse", NOIR)]


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("same to the horse", ["horse"]),
        ("the horse too please", ["horse"]),
        ("and now the horse one, same thing", ["horse"]),
        ("do the second one as well", ["horse"]),
        ("and all the others too", ["horse", "cat", "tom"]),
    ],
)
def test_the_same_is_done_to_another(text: str, targets: list[str]) -> None:
    assert done(hear(text)) == [(target, NOIR) for target in targets]


def test_which_other_one_should_get_the_same_is_asked_and_the_answer_does_it() -> None:
    asked = hear("and the other one as well")
    assert asked.guidance.show == ("horse", "cat", "tom")
    others = (HORSE, CAT, OTHER_CAT)
    answer = hear("the last one", screen=others, focus=None, options=asked.options, last_calls=())
    assert done(answer) == [("tom", NOIR)]


def test_of_two_that_fit_it_is_asked_and_nothing_is_done() -> None:
    asked = hear("make the cat one slower")
    assert asked.kind == "retrieve" and asked.guidance.show == ("cat", "tom")
    assert asked.options == ("make the first one slower", "make the second one slower")


def test_what_is_in_hand_is_pointed_at_and_nothing_is_done() -> None:
    assert hear("no i meant the dog").guidance.show == ("made",)


def test_what_is_in_hand_is_it_where_light_or_speed_is_to_change() -> None:
    made = hear("make the dog twice as fast")
    assert done(made) == [("made", (ToolCall(name="adjust", arguments={"speed": 2.0}),))]


def test_what_was_never_here_is_not_guessed() -> None:
    for text in ("the rocket one from before, backwards", "same again with the one with the rocket",
                 "the one where the rocket lands, make it square"):  # fmt: skip
        made = hear(text)
        assert (made.kind, made.calls) == ("ask", ()), text


def test_the_first_that_was_shown_is_the_first_of_all() -> None:
    assert hear("the first one you showed me").guidance.show == ("dog",)


def test_what_is_kept_is_no_wish() -> None:
    for text in ("keep that but make it square", "keep the noir but make it square",
                 "make it square but keep the noir"):  # fmt: skip
        assert [call.arguments for call in hear(text).calls] == [{"aspect": "1:1"}], text


def test_another_look_in_the_place_of_one_is_drawn() -> None:
    assert [call.arguments["style"] for call in hear("not noir, sketch").calls] == ["sketch"]


def test_before_the_text_is_what_it_was_put_on() -> None:
    past = (*PAST, *turn("write HELLO", "text", edit="made", calls=LETTERS))
    now = {"screen": (LETTERED,), "focus": LETTERED, "past": past, "last_calls": LETTERS}
    assert hear("go back to how it was before the text", **now).guidance.show == ("made",)
    assert hear("i liked it better before the noir", **now).guidance.show == ("dog",)


def test_which_was_changed_is_shown() -> None:
    past = (*PAST, *turn("write HELLO", "text", edit="made", calls=LETTERS))
    now = {"screen": (LETTERED,), "focus": LETTERED, "past": past, "seen": (MADE, DOG, HORSE)}
    assert hear("which one did i change first", **now).guidance.show == ("made",)
    assert hear("which ones have you changed?", **now).guidance.show == ("made", "text")
    none = hear("which one did i change", past=FOUND, screen=(DOG,), focus=DOG, last_calls=())
    assert (none.kind, none.guidance.show) == ("chat", ())


def test_both_are_the_two_that_were_in_hand_last_or_it_is_asked() -> None:
    asked = hear("both of those, slower", past=PAST)
    assert (asked.kind, asked.calls) == ("ask", ())
    past = (*FOUND, *turn("the horse", "horse"), *turn("the dog noir", "made", edit="dog"))
    both = hear("make both square", past=past)
    assert [one.guidance.target for one in (both, *both.then)] == ["horse", "made"]


def test_that_one_of_several_is_asked_for() -> None:
    asked = hear("that one", screen=(DOG, HORSE), focus=None, last_calls=())
    assert asked.options == ("the first one", "the second one")
    up = hear("bring up the horse again", screen=(DOG, HORSE), focus=None, last_calls=())
    assert up.guidance.show == ("horse",)
    few = hear("just the first two", screen=(DOG, HORSE, CAT), focus=None, last_calls=())
    assert few.guidance.show == ("dog", "horse")
