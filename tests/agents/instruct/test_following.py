"""What is asked for once a change is done: it comes after it, and is not left out."""

import pytest

from agents.instruct.following import done, followed, found_first
from agents.instruct.instructor import Rules
from agents.scene import Scene
from tests.agents.stage import item

SCREEN = (item("a", "A dog in a park", "dog"), item("b", "Calm sea", "sea"))


def hear(text: str):  # type: ignore[no-untyped-def]
    return followed(Rules(), Scene(text=text, screen=SCREEN))


@pytest.mark.parametrize(
    ("text", "target", "later"),
    [
        ("play the last one backwards, then compare it with the original", "b",
         "compare it with the original"),
        ("make the first one noir and show me both versions", "a", "show me both versions"),
        ("make the first one noir and then show me more like it", "a", "show me more like it"),
        ("make the second one twice as fast and tell me how long it is", "b", "how long it is"),
        ("mute the first one. Then show me cats", "a", "show me cats"),
        ("make the first one square and show it next to the original", "a",
         "show it next to the original"),
    ],
)  # fmt: skip
def test_what_follows_a_change_is_kept_for_after_it(text, target, later) -> None:
    made = hear(text)
    assert (made.kind, made.guidance.target, made.afterwards) == ("edit", target, later)


@pytest.mark.parametrize(
    "text", ["make the first one noir and square", "compare it with the original",
             "show me dogs and cats", "make the first one noir, thanks"],
)  # fmt: skip
def test_one_wish_has_nothing_after_it(text: str) -> None:
    assert hear(text) is None


def test_to_see_it_is_what_a_change_ends_in_anyway() -> None:
    made = hear("make the first one noir and show me it again")
    assert made is not None and made.kind == "edit" and not made.afterwards


def test_what_was_made_is_in_hand_then() -> None:
    made = hear("play the last one backwards, then compare it with the original")
    new = item("b2", "Calm sea (backwards)", origin="edited", parents=("b",))
    scene = done(Scene(text="x", screen=SCREEN), made, new)
    assert (scene.focus, scene.screen, scene.last_calls) == (new, (new,), made.calls)
    assert Rules().decide(scene).guidance.show == ("b", "b2")


def test_what_is_to_be_found_first_is_not_what_is_in_hand() -> None:
    one = Scene(text="find a calm sea and make it rain there", screen=SCREEN[:1], focus=SCREEN[0])
    made = found_first(Rules(), one)
    assert made is not None and made.kind == "retrieve" and not made.calls
    assert made.guidance.want == "calm sea" and "make it rain there" in made.footnote
    for text in ("find a calm sea", "make it rain and find its end", "find cats and dogs"):
        assert found_first(Rules(), Scene(text=text, screen=SCREEN)) is None


def test_which_of_those_that_are_found_is_to_be_changed_is_asked_with_the_wish() -> None:
    made = found_first(Rules(), Scene(text="find a city street and paint it in that style"))
    assert made is not None and made.options[1] == "the second one: paint it in that style"
