"""What there is no tool for is named, with something that comes near; wishes with one are not."""

import pytest

from agents.instruct.unable import unable
from agents.read.words import plain
from agents.scene import Scene
from tests.agents.stage import item

DOG = item("dog", "A dog", duration=6.5)


def told(text: str, **scene: object) -> str | None:
    given = {"screen": (DOG,), "focus": DOG} | scene
    made = unable(plain(text), Scene(text=text, **given))  # type: ignore[arg-type]
    assert made is None or (made.kind == "chat" and made.options)
    return None if made is None else made.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("blur the dog too", "not “dog”"), ("pixelate that cake", "faces"),
        ("add sound effects", "Music"), ("sync it to the beat", "beat"), ("apply a LUT", "warmth"),
        ("make it HD", "sharper"), ("download it", "save"),
        ("export it as gif", "save"), ("send it to my friend", "Save"), ("add subtitles", "write"),
        ("zoom out", "filmed"), ("add a transition", "fade"), ("speed ramp", "speed"),
        ("turn it into a gif", "save"), ("put an emoji on it", "Words"),
        ("bigger text", "wrote last"), ("remove the text", "undo"),
        ("move the text to the top, blue", "wrote last"), ("the text is too small", "wrote last"),
        ("hide the left half of it", "one side"), ("crop out the top part of this", "one side"),
    ],
)  # fmt: skip
def test_it_is_named(text: str, word: str) -> None:
    assert word in (told(text) or "")


@pytest.mark.parametrize(
    "text",
    [
        'write "bigger is better" on it', "make it brighter", "remove the music", "make it square",
        "make the dog bigger", "add the text fade to black", "turn it into a comic",
        "make it night", "crop it to 9:16", "share what you know",
    ],
)  # fmt: skip
def test_what_can_be_done_is_left_to_others(text: str) -> None:
    assert told(text) is None


def test_without_a_clip_that_is_meant_it_is_no_wish_about_one() -> None:
    assert told("zoom", screen=(), focus=None) is None
    assert told("a video with music by the sea", screen=(DOG, DOG), focus=None) is None


@pytest.mark.parametrize(
    "text",
    ["cut a video to 3 seconds", "turn a video black n white", "can u edit my own video",
     "can you add music to a video", "i want to speed up my clip",
     "change the colour of my video", "put words on a video"],
)  # fmt: skip
def test_a_change_with_no_clip_yet_says_how_to_get_one(text: str) -> None:
    made = unable(plain(text), Scene(text=text))
    assert made is not None and made.kind == "ask" and "paper clip" in made.text and made.options


@pytest.mark.parametrize(
    "text",
    ["cut a video of cats", "a video of a turning wheel", "put together a video about birds",
     "cut me a video", "cut together a video", "turn my likes into a video", "put on a video",
     "turn on a video", "cut the crap and show me a video", "put a video on"],
)  # fmt: skip
def test_a_new_video_is_no_change_of_one(text: str) -> None:
    assert unable(plain(text), Scene(text=text)) is None


def test_a_direction_of_a_part_is_said_with_the_part_to_cut_out_first() -> None:
    text = "play the last two seconds backwards"
    made = unable(text, Scene(text=text, screen=(DOG,), focus=DOG))
    assert made is not None
    assert "whole clip only" in made.text and made.options[0] == "only the last 2 s"
