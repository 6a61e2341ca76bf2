"""A clip that is liked in words is shown liked; more than that, or less, is none of it."""

import pytest

from agents.scene import Scene
from agents.talk.liking import disliked, liked
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
     "the first is nice but the second is dull", "i like the second one more like that please"],
)  # fmt: skip
def test_other_words_are_not(text: str) -> None:
    assert liked(Scene(text=text, screen=SCREEN)) is None


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
