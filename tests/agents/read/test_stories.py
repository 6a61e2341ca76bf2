"""Of a story with a wish in it the wish counts; a wish that is told at length stays whole."""

import time

import pytest

from agents.read.stories import wish_of


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("so today my boss yelled at me and then the train was late and I just … anyway, show me "
         "something calming with water", "show me something calming with water"),
        ("My dog died last week and the kids are still sad about it, so I want to see some funny "
         "puppies please", "I want to see some funny puppies please"),
        ("I've had such a long day at work, my head hurts a lot. Something with waves, no people.",
         "Something with waves, no people"),
        ("show me a quiet forest because my neighbours had a party all night and I could not sleep",
         "show me a quiet forest"),
        ("I'm a teacher and tomorrow we talk about volcanoes in class; draw a volcano that erupts "
         "at night", "draw a volcano that erupts at night"),
        ("long story short: my girlfriend left me, I lost my job, and now it's raining. make me a "
         "video of a sunny beach", "make me a video of a sunny beach"),
        ("I love boats and my brother hates them but what I really want to see is a train in the "
         "mountains", "what I really want to see is a train in the mountains"),
    ],
)  # fmt: skip
def test_only_the_wish_counts(text: str, wish: str) -> None:
    assert wish_of(text) == wish


@pytest.mark.parametrize(
    "text",
    ["first a beach, then a city at night, then a sunset with calm music and a title that says HI",
     "make it black and white, cut it to five seconds and write “my summer” on it in big letters",
     "show me a man walking his dog in the park at sunset with the city in the background please",
     "I want a video of a woman who lost her keys and was looking for them in the snow at night",
     "show me dogs, then make the first one black and white and cut it to three seconds please",
     "my boss yelled at me, show me the sea",
     "today my boss yelled at me and then the train was late and I just went home and slept"],
)  # fmt: skip
def test_what_is_wished_at_length_or_told_without_a_wish_stays(text: str) -> None:
    assert wish_of(text) == text


def test_a_long_message_is_read_in_no_time() -> None:
    for piece in ("so anyway ", "show me ", "i was ", ", ", "… ", "- "):
        began = time.process_time()
        wish_of((piece * 1000)[:1999])
        assert time.process_time() - began < 0.5
