"""What is said of the feed: its cards are pointed at as those in the chat are."""

import pytest

from agents.read.opinion import item_of, opinions
from agents.scene import Scene
from agents.talk.feed import SAID, of_feed, pointed_at
from tests.agents.stage import item

FEED = (item("a", "Walker in a green coat"), item("b", "Black cat"), item("c", "Beach at night"))


@pytest.mark.parametrize(
    "words",
    ["why do you recommend the first one in the feed", "i like the second one in my feed",
     "whats in my feed now", "what is in the feed?"],
)  # fmt: skip
def test_a_card_there_is_not_seen_from_here(words: str) -> None:
    made = of_feed(words)
    assert made is not None and made.text == SAID


@pytest.mark.parametrize("words", ["feed the ducks", "a man feeding a dog", "i like the second one",
                                   "show me birds at a feeder"])  # fmt: skip
def test_who_feeds_ducks_speaks_of_none(words: str) -> None:
    assert of_feed(words) is None


@pytest.mark.parametrize(
    "words",
    ["what's in my feed", "whats in the feed now", "list my feed", "what does my feed show",
     "which clips are in my feed", "tell me what is in my recommendations",
     "what do i have in my feed", "is there anything good in my feed?"],
)  # fmt: skip
def test_what_stands_in_it_is_told(words: str) -> None:
    made = of_feed(words, FEED)
    assert made is not None and "“Walker in a green coat”, “Black cat” and “Beach" in made.text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("i like the second one in the feed", "i like the second one"),
        ("the second one in the feed", "the second one"),
        ("why is the second one in my feed?", "why is the second one?"),
        ("make the 2nd one in my feed black and white", "make the 2nd one black and white"),
        ("show me more like the second in the feed", "show me more like the second"),
        ("i hate number 2 in my recommendations", "i hate number 2"),
        ("play the cat one from my feed", "play the cat one"),
        ("slow down the second clip that is in my feed", "slow down the second clip"),
    ],
)
def test_a_card_of_it_is_spoken_of_as_of_any_other(text: str, rest: str) -> None:
    scene = pointed_at(Scene(text=text, screen=(item("x", "Dog"),), focus=item("x", "Dog")), FEED)
    assert scene.text == rest and scene.screen == FEED and scene.focus is None
    for one in opinions(scene.text):
        meant = item_of(one, scene.text, scene.screen, scene.focus)
        assert meant is not None and meant.id == "b"


@pytest.mark.parametrize(
    "text", ["what's in my feed", "i like the second one", "a dog in the feed"]
)
def test_the_screen_stays_where_no_card_of_it_is_named(text: str) -> None:
    assert pointed_at(Scene(text=text), FEED).screen == ()
    assert pointed_at(Scene(text="the second one in the feed"), ()).screen == ()
