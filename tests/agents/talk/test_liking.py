"""A clip that is liked in words is shown liked; more than that, or less, is none of it."""

import pytest

from agents.scene import Scene
from agents.talk.liking import disliked, judged, liked
from tests.agents.stage import item

SCREEN = (item("a"), item("b"), item("c"))


@pytest.mark.parametrize(
    ("text", "which"),
    [
        ("i love the second one", "b"), ("I like the last one!", "c"),
        ("the second one, i love it!", "b"), ("oh wow, the first one is great", "a"),
        ("i really like number 2", "b"),
    ],
)  # fmt: skip
def test_the_clip_is_shown_and_said_to_be_liked(text: str, which: str) -> None:
    made = liked(Scene(text=text, screen=SCREEN))
    assert made is not None and made.guidance.show == (which,) and made.text.startswith("Liked")


@pytest.mark.parametrize(
    "text",
    ["i hate the second one", "i love it", "i love dogs", "the second one is great, make it noir",
     "the first is nice but the second is dull", "i like the second one, more dogs please"],
)  # fmt: skip
def test_other_words_are_not(text: str) -> None:
    assert liked(Scene(text=text, screen=SCREEN)) is None


def test_what_is_thought_of_several_is_said_to_be_kept() -> None:
    text = "the first is nice but the second is dull"
    kept = judged(Scene(text=text, screen=SCREEN))
    assert kept is not None and kept.kind == "chat" and "each" in kept.text
    for text in ("the first is nice but show me dogs", "the first is nice",
                 "the first is nice but the boat one is dull"):  # fmt: skip
        assert judged(Scene(text=text, screen=SCREEN)) is None, text


def test_what_is_praised_twice_is_liked_once() -> None:
    made = liked(
        Scene(text="oh it is lovely, i love it so much", screen=SCREEN[:1], focus=SCREEN[0])
    )
    assert made is not None and made.text.startswith("Liked")


def test_what_is_named_and_turned_down_is_said_to_be() -> None:
    for text in ("and i hate the second one", "the last one is boring", "i don't like number 2"):
        made = disliked(Scene(text=text, screen=SCREEN))
        assert made is not None and made.kind == "chat" and "do not like" in made.text, text
    for text in ("i hate it", "i love the second one", "the first one is too dark, brighten it",
                 "i hate the second one in my feed"):  # fmt: skip
        assert disliked(Scene(text=text, screen=SCREEN)) is None, text


def test_the_clip_in_hand_is_meant_where_none_is_named() -> None:
    made = liked(Scene(text="i love it", screen=SCREEN[:1], focus=SCREEN[0]))
    assert made is not None and made.kind == "chat" and made.text.startswith("Liked")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("I like this one, keep it", "i like the first one"),
        ("this one is great, save it please", "i like the first one"),
        ("love this one. keep it!", "i like the first one"),
        ("ok i love it. more of this", "more like the first one"),
        ("i love this, show me more like this", "more like the first one"),
        ("this is great! more of that please", "more like the first one"),
    ],
)
def test_of_several_it_is_asked_which_is_liked_and_nothing_is_changed(
    text: str, asked: str
) -> None:
    made = liked(Scene(text=text, screen=SCREEN))
    assert made is not None and made.kind == "ask" and made.options[0] == asked


def test_what_was_shown_before_is_liked_by_its_name() -> None:
    before = item("w", "Window at sunset")
    for text in ("ok i like the window at sunset one", "i love the window clip"):
        made = liked(Scene(text=text, screen=SCREEN, seen=(before,)))
        assert made is not None and made.guidance.show == ("w",)
    assert liked(Scene(text="i love the boat one", screen=SCREEN, seen=(before,))) is None


def test_more_of_the_one_that_is_liked_comes() -> None:
    made = liked(Scene(text="i love it. more of this", screen=SCREEN[:1], focus=SCREEN[0]))
    assert made is not None and made.guidance.like == "a"


@pytest.mark.parametrize("text", ["never show me that again", "less of this please", "hide it"])
def test_what_is_to_come_no_more_is_the_one_spoken_of_or_asked_for(text: str) -> None:
    made = disliked(Scene(text=text, screen=SCREEN, spoken_of=SCREEN[1]))
    assert made is not None and made.kind == "chat" and "less of that kind" in made.text
    asked = disliked(Scene(text=text, screen=SCREEN))
    assert asked is not None and asked.options[0] == "less like the first one"
    assert disliked(Scene(text=asked.options[0], screen=SCREEN)) is not None


def test_one_of_several_that_is_loved_is_asked_for() -> None:
    asked = liked(Scene(text="I love this one", screen=SCREEN))
    assert asked is not None and asked.kind == "ask"
