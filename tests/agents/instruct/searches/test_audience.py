"""For whom it is: never what is sought, and no excuse for harm."""

import time

import pytest

from agents.instruct.searches.audience import (
    FOR_CHILDREN,
    FOR_OTHERS,
    FOR_SLEEP,
    QUIET,
    for_whom,
    liked_by,
    without_whom,
)
from agents.read.words import plain
from agents.scene import Scene


def hear(text: str):  # type: ignore[no-untyped-def]
    return for_whom(plain(text), Scene(text=text))


@pytest.mark.parametrize(
    "text",
    ["videos for my kid hes 4", "something for my son, he's six", "kid friendly videos",
     "videos for my 4 year old daughter", "can you find me something for a 3-year-old?",
     "clips for my two kids please", "something nice for my little one to watch",
     "children's videos", "do you have anything for toddlers", "stuff for my nephew (5 yrs)"],
)  # fmt: skip
def test_a_child_gets_friendly_clips_and_the_truth_about_them(text: str) -> None:
    made = hear(text)
    assert made is not None and made.text == FOR_CHILDREN
    assert made.guidance.query and not made.guidance.want


def test_of_grown_people_it_is_asked_what_they_like() -> None:
    for text in ("clips for my grandma please", "find something for my friend"):
        made = hear(text)
        assert made is not None and made.text == FOR_OTHERS and not made.guidance.query


@pytest.mark.parametrize(
    "text",
    ["videos of my 4 year old daughter", "naked videos for my daughter", "videos for sale",
     "how to hit my kid", "drugs for my son", "dinosaurs for my kid"],
)  # fmt: skip
def test_any_other_word_is_left_to_be_read(text: str) -> None:
    assert hear(text) is None


def test_a_topic_is_sought_without_whom_it_is_for() -> None:
    for said, left in (
        ("Dinosaur videos for my son, he is 5", "Dinosaur videos"),
        ("cartoons for my 4 year old daughter", "cartoons"),
        ("draw a fox for my mum please", "draw a fox"),
    ):
        assert without_whom(Scene(text=said)).text == left
    for kept in ("for my son", "a gift for my mum is shown", 'write "for my mum" for my mum'):
        assert without_whom(Scene(text=kept)).text == kept


@pytest.mark.parametrize("words", ["for " + "5 years old " * 150 + "x", "2 yo " * 300])
def test_no_sentence_keeps_it_busy(words: str) -> None:
    began = time.process_time()
    for_whom(words, Scene(text=words))
    assert time.process_time() - began < 1.0  # what can be read in many ways took for ever


@pytest.mark.parametrize(
    ("text", "avoid"),
    [
        ("something chill for my kid before bed, no people", ("people",)),
        ("a calm video before bedtime for my daughter", ()),
        ("something quiet for my son to fall asleep to", ()),
        ("can you find something gentle for a toddler at bedtime please", ()),
        ("something relaxing for my 4 year old before sleep, no dogs", ("dogs",)),
        ("soothing stuff for the kids before naptime", ()),
        ("something for my little one before lights out", ()),
        ("videos for my niece so she can wind down, without cars", ("cars",)),
    ],
)
def test_before_bed_a_child_gets_calm_ones(text: str, avoid: tuple[str, ...]) -> None:
    made = hear(text)
    assert made is not None and made.text == FOR_SLEEP
    assert made.guidance.query == QUIET and made.guidance.avoid == avoid


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a relaxing clip for my lunch break", "a relaxing clip"),
        ("ocean videos for the commute", "ocean videos"),
        ("funny cats for a short coffee break", "funny cats"),
        ("something with boats for my bus ride", "something with boats"),
        ("calm music videos for breakfast", "calm music videos"),
        ("street food for our dinner tonight", "street food for our dinner tonight"),
        ("dogs for my walk home", "dogs"),
        ("surfers for the workout", "surfers"),
    ],
)
def test_when_it_is_watched_is_no_part_of_it(text: str, rest: str) -> None:
    assert without_whom(Scene(text=text)).text == rest


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("my son is obsessed with rockets", "rockets"), ("she loves whales", "whales"),
        ("my two little kids want to see a train please", "train"), ("i love whales", ""),
        ("is my son obsessed?", ""),
    ],
)  # fmt: skip
def test_what_somebody_else_likes_is_to_be_seen(words: str, want: str) -> None:
    assert liked_by(words) == want
