"""Messages that go on from what was done before, whoever decides."""

import pytest

from agents.instruct.going_on import decided
from agents.instruct.instructor import Rules
from agents.scene import Scene
from models.domain import Decision
from tests.agents.instruct.test_instructor import COMIC, EDITED, SCREEN
from tests.agents.stage import catalogue

HERE = catalogue(*SCREEN, EDITED)


def hear(text: str, **scene: object) -> Decision:
    given: dict[str, object] = {
        "screen": (EDITED,), "focus": EDITED, "before": SCREEN, "last_calls": COMIC,
    }  # fmt: skip
    return decided(Rules(), Scene(text=text, **(given | scene)), HERE, "v")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "target"),
    [("make the second one noir", "b"), ("make the third one square", "c"),
     ("make the first one noir", "e"), ("make it noir", "e")],
)  # fmt: skip
def test_a_place_that_the_screen_lacks_is_one_of_the_cards_before(text: str, target: str) -> None:
    made = hear(text)
    assert (made.kind, made.guidance.target) == ("edit", target)


def test_the_second_one_after_an_edit_is_shown_and_a_correction_stays_one() -> None:
    assert hear("the second one").guidance.show == ("b",)
    meant = hear("no, the second one")
    assert (meant.guidance.target, meant.calls) == ("b", COMIC)


@pytest.mark.parametrize(
    "text",
    ["nah forget it. just show me whales", "never mind, show me whales", "nvm show me whales"],
)
def test_what_is_dismissed_is_no_part_of_the_search(text: str) -> None:
    guidance = hear(text, screen=SCREEN, focus=None, last_calls=()).guidance
    assert (guidance.want, guidance.avoid) == ("whales", ())


def test_the_first_two_are_of_the_cards_before_after_one_was_liked() -> None:
    liked = hear("make the first two noir", screen=SCREEN[1:2], focus=SCREEN[1], last_calls=())
    assert [one.guidance.target for one in (liked, *liked.then)] == ["a", "b"]
    assert hear("cut the first two seconds").guidance.target == "e"


def test_no_the_one_corrects_and_shuts_nothing_out() -> None:
    for text in ("no the sea one", "nah the sea one"):
        made = hear(text, screen=SCREEN, focus=None, last_calls=())
        assert (made.guidance.show, made.guidance.avoid) == (("b",), ()), text


def test_sounds_of_delight_are_no_part_of_a_wish() -> None:
    for text in ("aww. make it square", "Wow!! haha make it square", "make it square"):
        assert [call.arguments for call in hear(text).calls] == [{"aspect": "1:1"}], text
    assert hear("wow").kind == "chat"
