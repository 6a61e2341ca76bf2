"""Lessons made of other lessons: what changes in the sentence, and what stays in the calls."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from agents.chat.choices import choices, chosen
from agents.chat.lessons import SCREEN_TITLES, WHICH, Lesson
from agents.chat.varied import anew, chained, liking, placed, spelt
from agents.scene import Scene
from models.domain import Decision
from models.train.requests import Maker

CAPTIONS = (
    "A brown dog runs along the edge of the sea",
    "Two old men play chess quietly in a park",
    "A small boat sails slowly past the harbour in the rain",
)


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(CAPTIONS, 3)


def drawn(make: Callable[[], Lesson | None], count: int) -> Iterator[Lesson]:
    found = filter(None, (make() for _ in range(count * 4)))
    for _ in range(count):
        yield next(found)


def valid(one: Lesson) -> None:
    for name, arguments in one.calls:
        assert isinstance(chosen(name, arguments, one.scene, choices()), Decision)


def test_several_wishes_are_several_calls_of_one_clip(maker: Maker) -> None:
    rng, counts, both = random.Random(1), set[int](), False
    for one in drawn(lambda: chained(maker, rng), 60):
        valid(one)
        names = [name for name, _ in one.calls]
        assert len(set(names)) == len(names)
        assert len({arguments.get("place") for _, arguments in one.calls}) == 1
        counts.add(len(names))
        both |= len(names) > 1 and "place" in one.calls[1][1]
    assert {2, 3} <= counts and both


def test_calls_are_in_the_order_they_were_spoken_in(maker: Maker) -> None:
    rng = random.Random(2)
    checked = 0
    for one in drawn(lambda: chained(maker, rng), 160):
        names = [name for name, _ in one.calls]
        text = one.scene.text
        for word, name in (("cover", "thumbnail"), ("style", "style")):
            if len(names) == 2 and name in names and text.count(word) == 1 and " and " in text:
                first, _, second = text.partition(" and ")
                checked += (word in first) != (word in second)
                assert names.index(name) == (word in second) or text.count(" and ") > 1
    assert checked > 3


def test_a_caption_said_anew_changes_the_clip_in_hand_and_is_else_looked_for() -> None:
    rng = random.Random(4)
    tools = {True: set[str](), False: set[str]()}
    for one in drawn(lambda: anew(CAPTIONS, ("comic", "watercolour"), rng), 60):
        valid(one)
        assert one.scene.text not in CAPTIONS
        tools[one.scene.focus is not None].add(one.calls[0][0])
    assert tools == {True: {"style", "revise"}, False: {"search"}}


def test_a_place_in_answer_ends_the_wish_before(maker: Maker) -> None:
    rng = random.Random(5)
    for one in drawn(lambda: placed(maker, rng), 40):
        valid(one)
        told = one.told()
        assert [message["content"] for message in told[1:2]] == [WHICH]
        (name, arguments), place = one.calls[0], one.calls[0][1]["place"]
        assert name in choices() and 1 <= place <= len(one.scene.screen)
        said = {word for word in one.scene.text.split() if word in SCREEN_TITLES}
        assert not said or said == {one.scene.screen[place - 1].title}, arguments


@pytest.mark.parametrize(
    ("text", "arguments", "said"),
    [
        ("cut it to 10 seconds", {"seconds": 10}, "cut it to ten seconds"),
        ("cut clip 2 to 10 seconds", {"place": 2, "seconds": 10}, "cut clip two to ten seconds"),
        ("cut it to 11 seconds", {"seconds": 11}, "cut it to 11 seconds"),
        ("make it 16:9 and 9.5 s", {"seconds": 9}, "make it 16:9 and 9.5 s"),
        ("the best 5 of 3", {"seconds": 5}, "the best five of 3"),
    ],
)
def test_numbers_that_are_meant_are_said_in_words(
    text: str, arguments: dict[str, Any], said: str
) -> None:
    one = spelt(Lesson(scene=Scene(text=text), calls=[("clip", arguments)]))
    assert one.scene.text == said and one.calls == [("clip", arguments)]


def test_what_is_liked_is_told_and_changes_no_call() -> None:
    plain = Lesson(scene=Scene(text="dogs"), calls=[("search", {"want": "dogs"})])
    one = liking(plain, ("cats", "tea", "snow", "jazz", "rain", "chess"), random.Random(1))
    assert replace(one, scene=plain.scene) == plain
    assert "the visitor likes " in one.told()[0]["content"]
