"""Asked for an opinion it says that it has none; a search for the best is a search."""

import pytest

from agents.instruct.embedded import EmbeddedInstructor
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.advice import NO_TASTE, advice
from models.understand.reading import FakeReader
from tests.agents.instruct.test_embedded import SCREEN
from tests.agents.stage import item


@pytest.mark.parametrize(
    "text",
    ["which one is better", "Which do you like?", "so which one do you like best?", "whats best",
     "which of these would you recommend", "what's your favourite?", "which is nicer, you think",
     "which one should I watch first?", "do you like the second one", "what do you think of them",
     "which one", "hmm which would you pick?", "are they any good?"],
)  # fmt: skip
def test_an_opinion_is_none_of_its_own_and_the_clips_stay_to_be_chosen(text: str) -> None:
    made = EmbeddedInstructor(FakeReader({})).decide(Scene(text=text, screen=SCREEN))
    assert made.kind == "chat" and NO_TASTE in made.text
    assert made.options == ("the first one", "the second one", "the third one")


@pytest.mark.parametrize(
    "text",
    ["which one is the calmest", "which is the shortest", "the best videos", "show me your best",
     "which dog breeds are best", "what do you have", "better", "what is the best pizza in rome",
     "do you like dogs", "which one has a dog"],
)  # fmt: skip
def test_what_asks_for_something_else_is_not_it(text: str) -> None:
    assert advice(plain(text), Scene(text=text, screen=SCREEN)) is None


def test_nothing_is_claimed_of_an_order_that_is_none() -> None:
    one = item("e", "Edited", origin="edited", parents=("a",))
    made = advice("which is better", Scene(text="", screen=(one, SCREEN[0])))
    assert made is not None and "in order" not in made.text
    alone = advice("do you like it", Scene(text="", screen=SCREEN[:1]))
    assert alone is not None and "the first" not in alone.text
    beside = advice("which one is better", Scene(text="", screen=SCREEN[:1]))
    assert beside is not None and beside.kind == "chat"  # it, or what it was made of
