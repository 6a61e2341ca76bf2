"""What a video should be like, read out of sentences; and sentences that ask for none."""

import pytest

from agents.make.film_words import brief, read
from agents.make.storyboard import Brief


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "make me a 20-second video of calm seas with captions, portrait",
            Brief(want="calm seas", seconds=20, captions=True, shape="portrait"),
        ),
        (
            "compose a video of dogs without cats in comic style with lively music",
            Brief(want="dogs", avoid=("cats",), style="comic", music="lively"),
        ),
        (
            "Make me a one minute square movie called Summer Days about the beach with subtitles",
            Brief(want="beach", seconds=60, shape="square", title="Summer Days", captions=True),
        ),
        (
            'make a video titled "Calm Seas" of waves',
            Brief(want="waves", title="Calm Seas"),
        ),
        ("make me a video", Brief()),
        ("make a video of what I like, silent", Brief(music="mute")),
        ("make me a video with music", Brief(music="calm")),
        ("make a comic video of a city at night", Brief(want="city at night", style="comic")),
        ("create a short film of vintage cars", Brief(want="vintage cars", seconds=8)),
        ("make a sea video", Brief(want="sea")),
        ("make me one about cats", Brief(want="cats")),
        ("I want a video made of cats", Brief(want="cats")),
        (
            "can you create a 15 s tiktok of people dancing with happy music?",
            Brief(want="people dancing", seconds=15, shape="portrait", music="lively"),
        ),
        (
            "make a one-minute landscape video of landscapes",
            Brief(want="landscapes", seconds=60, shape="landscape"),
        ),
        (
            "make a compilation of the best goals, 30 seconds, no music",
            Brief(want="best goals", seconds=30, music="none"),
        ),
        (
            "generate a video showing mountains in the snow for my phone",
            Brief(want="mountains in the snow", shape="portrait"),
        ),
        ("put together a clip of birds for my grandma", Brief(want="birds")),
        ("make a film about dogs, noir", Brief(want="dogs", style="noir")),
        ("a 12 second film about dogs, noir", Brief(want="dogs", seconds=12, style="noir")),
        ("a 20-second video of calm seas", Brief(want="calm seas", seconds=20)),
        ("make a video of the sea without a title", Brief(want="sea")),
    ],
)
def test_a_request_is_read(text: str, expected: Brief) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(("said", "seconds"), [("200 seconds", 60), ("1 second", 3), ("2 min", 60)])
def test_lengths_are_brought_to_what_can_be_made(said: str, seconds: float) -> None:
    found = brief(f"make a {said} video of food")
    assert found is not None and (found.want, found.seconds) == ("food", seconds)


@pytest.mark.parametrize(
    "text",
    [
        "make it brighter", "make the first one a comic", "show me a video of dogs",
        "make me a sandwich", "cut it to 5 seconds", "a video of the sea", "",
        "make a better cover",
    ],
)  # fmt: skip
def test_other_wishes_are_none(text: str) -> None:
    assert brief(text) is None


def test_what_is_not_said_is_not_read() -> None:
    assert not read("a dog on the beach").anything
    assert read("without captions").captions is False
    assert read("in black and white").style == "noir"


@pytest.mark.parametrize(
    "topic", ["both", "both of them", "all of these", "these two", "the ones here"]
)
def test_what_only_points_is_no_topic(topic: str) -> None:
    made = brief(f"make a video of {topic}")
    assert made is not None and made.want == ""
    of_two = brief("make a video of both poles")
    assert of_two is not None and of_two.want == "poles"
