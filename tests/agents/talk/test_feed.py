"""Of the feed it is said that its order is not seen from the chat."""

import pytest

from agents.talk.feed import SAID, of_feed


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
