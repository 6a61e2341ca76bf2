"""The last search once more, with something else besides."""

from typing import Any

import pytest

from agents.instruct.searches.same_but import same_but
from agents.read.words import plain
from agents.scene import Earlier, Scene
from models.domain import Decision, Guidance, Turn
from tests.agents.stage import item

SCREEN = tuple(item(name, f"A cat {name}") for name in "abc")


def searched(**guidance: Any) -> tuple[Earlier, ...]:
    made = Decision(kind="retrieve", guidance=Guidance(**guidance))
    return (Earlier(turn=Turn(role="assistant", text="Here."), decision=made),)


def hear(text: str, past: tuple[Earlier, ...], **scene: Any) -> Decision | None:
    return same_but(plain(text), Scene(text=text, past=past, **({"screen": SCREEN} | scene)))


@pytest.mark.parametrize(
    ("text", "want", "avoid"),
    [
        ("same but at night", "cats in snow at night", ()),
        ("the same thing but in the rain instead", "cats in the rain", ()),
        ("and with a dog?", "cats in snow with a dog", ()),
        ("but without people please", "cats in snow", ("people",)),
        ("what about in a city", "cats in snow in a city", ()),
    ],
)
def test_it_goes_on_from_the_last_search(text: str, want: str, avoid: tuple[str, ...]) -> None:
    made = hear(text, searched(want="cats in snow"))
    assert made is not None and (made.guidance.want, made.guidance.avoid) == (want, avoid)


def test_what_was_like_one_stays_like_it() -> None:
    made = hear("same but at night", searched(like="a", want="at sea"))
    assert made is not None and made.guidance.like == "a"
    assert made.guidance.want == "at sea at night"
    gone = hear("same but at night", searched(like="z", want="at sea"))
    assert gone is not None and gone.guidance.like is None


@pytest.mark.parametrize("text", ["same", "and", "and then?", "dogs at night", "make it the same"])
def test_other_words_are_left_to_others(text: str) -> None:
    assert hear(text, searched(want="cats")) is None


def test_it_is_no_search_without_one_before_or_with_one_clip_in_hand() -> None:
    assert hear("same but at night", ()) is None
    one = {"screen": SCREEN[:1], "focus": SCREEN[0]}
    assert hear("and with snow?", searched(want="cats"), **one) is None
