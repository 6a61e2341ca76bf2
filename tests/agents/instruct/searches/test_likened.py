"""Others like one that is here, but different: a search with both in mind."""

from typing import Any

import pytest

from agents.instruct.searches.likened import likened, now_so, one_but, subject
from agents.read.words import plain
from agents.retrieve.openings import opening
from agents.retrieve.retriever import Found
from agents.retrieve.taste import Taste
from agents.scene import Scene
from models.domain import Decision, Guidance
from tests.agents.stage import item

SCREEN = tuple(
    item(name, title) for name, title in (("a", "A beach"), ("b", "A dog"), ("c", "Rain"))
)


def hear(text: str, **scene: Any) -> Decision | None:
    return likened(plain(text), Scene(text=text, **({"screen": SCREEN} | scene)))


@pytest.mark.parametrize(
    ("text", "like", "want"),
    [("something like the third one but at night", "c", "at night"),
     ("show me one like the dog one but in snow", "b", "in snow"),
     ("anything similar to the first, but with people", "a", "with people"),
     ("more like number 2 but with a cat", "b", "cat")],
)  # fmt: skip
def test_it_is_a_search_for_both(text: str, like: str, want: str) -> None:
    made = hear(text)
    assert made is not None and made.kind == "retrieve" and made.guidance.like == like
    assert made.guidance.want in (want, want.removeprefix("with "))


def test_a_comparison_is_with_the_one_that_is_meant() -> None:
    made = hear("something like this but calmer", focus=SCREEN[0])
    assert made is not None
    assert (made.guidance.compare, made.guidance.than) == ("calmer", ("a",))


def test_which_one_is_asked_and_the_answer_has_the_wish() -> None:
    made = hear("something like this but at night")
    assert made is not None and made.kind == "ask"
    again = hear(made.options[1])
    assert again is not None and (again.guidance.like, again.guidance.want) == ("b", "at night")


@pytest.mark.parametrize("text", ["make the third one night", "more like this", "i like the dog"])
def test_other_words_are_left_to_others(text: str) -> None:
    assert hear(text, focus=SCREEN[0]) is None


def test_where_there_is_none_it_is_said_and_a_drawing_is_named_by_both() -> None:
    found = [Found(item=SCREEN[0], score=1.0, why="", sure=False)]
    said = opening(Guidance(like="c", want="at night"), found, Taste())
    assert said.startswith("Nothing here is like it and “at night”")
    assert subject(item("x", "Blue car on a beach in the rain"), "at night") == "blue car at night"


def test_one_that_is_named_with_a_change_is_changed() -> None:
    for text, target in (
        ("the first one but brighter", "a"),
        ("i like the dog one but in noir", "b"),
    ):
        made = one_but(plain(text), Scene(text=text, screen=SCREEN))
        assert made is not None and (made.kind, made.guidance.target) == ("edit", target), text
        assert len(made.calls) == 1
    for text in ("the first one but why", "something but brighter", "the first one"):
        assert one_but(plain(text), Scene(text=text, screen=SCREEN)) is None, text


@pytest.mark.parametrize("which", ["first", "the first one", "1", "no 1", "number 1", "#1"])
@pytest.mark.parametrize(
    ("change", "instruction"),
    [("in a spaceship", "make it in a spaceship"), ("with a dog", "add a dog"),
     ("without the sand please", "remove the sand"), ("at night", "make it at night")],
)  # fmt: skip
def test_the_one_that_is_named_is_changed_in_what_it_shows(
    which: str, change: str, instruction: str
) -> None:
    text = f"{which} but {change}"
    made = one_but(text, Scene(text=text, screen=SCREEN))
    assert made is not None and made.guidance.target == "a"
    assert made.calls[0].arguments["instruction"] == instruction


def test_what_names_no_change_changes_nothing() -> None:
    for text in ("first but i like it", "the first one but why", "first but more"):
        assert one_but(text, Scene(text=text, screen=SCREEN)) is None


@pytest.mark.parametrize(
    ("text", "instruction"),
    [
        ("now at night with northern lights", "make it at night with northern lights"),
        ("cool, and now in the rain", "make it in the rain"), ("now with a hat", "add a hat"),
        ("now with music", None), ("now in watercolour", None), ("now show me cats", None),
        ("at night", None), ("now in a new style", None),
    ],
)  # fmt: skip
def test_now_so_changes_what_is_in_hand(text: str, instruction: str | None) -> None:
    made = now_so(text, Scene(text=text, screen=SCREEN[:1], focus=SCREEN[0]))
    said = None if made is None else made.calls[0].arguments["instruction"]
    assert said == instruction
    assert now_so(text, Scene(text=text, screen=SCREEN)) is None


@pytest.mark.parametrize(
    ("text", "liked", "want", "avoid"),
    [
        ("no animals. the second one is nice, more like that but less neon", "b", "",
         ("animals", "neon")),
        ("the first one is cool, more like that but no people", "a", "", ("people",)),
        ("i don't like cats. the dog is great, something like that but at night", "b", "at night",
         ("cats",)),
        ("the third is lovely, more like it", "c", "", ()),
        ("the dog one looks good, show me similar to that but in the snow", "b", "in the snow", ()),
        ("no no cars! the last one was perfect, so more like this one but without people", "c", "",
         ("cars", "people")),
        ("like the first but at night", "a", "at night", ()),
        ("no like number 2 but with a cat", "b", "cat", ()),
        ("ok, like the dog one only less dark", "b", "", ()),
    ],
)  # fmt: skip
def test_what_is_praised_first_is_what_more_is_like(
    text: str, liked: str, want: str, avoid: tuple[str, ...]
) -> None:
    made = hear(text)
    assert made is not None and made.kind == "retrieve" and made.guidance.like == liked
    assert (made.guidance.want, made.guidance.avoid) == (want, avoid)
