"""A video of scenes in a row."""

import pytest

from agents.instruct.plans.stories import TOO_MANY, one_by_one, story
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision
from tests.agents.stage import item

SCREEN = (item("a", "Beach"), item("b", "Sunset"))


def hear(text: str) -> Decision | None:
    return story(text, plain(text), Scene(text=text, screen=SCREEN))


def shots(text: str) -> list[str]:
    made = hear(text)
    assert made is not None and made.calls[0].name == "compose", text
    return [shot["item"] or shot["scene"] for shot in made.calls[0].arguments["shots"]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "a film that starts with coffee in the morning, then running in the park, then the "
            "city at night",
            ["coffee in the morning", "running in the park", "the city at night"],
        ),
        ("first a beach, then a city, and at the end a sunset", ["a beach", "a city", "a sunset"]),
        ("from the city to the beach to a sunset", ["the city", "the beach", "a sunset"]),
        ("my day: wake up, coffee, work, gym", ["wake up", "coffee", "work", "gym"]),
        ("make a video: a dog, a cat and a horse", ["a dog", "a cat", "a horse"]),
        ("a dog, then a cat, all in one video", ["a dog", "a cat"]),
        ("make a video that starts with the second one, then a dog", ["b", "a dog"]),
    ],
)  # fmt: skip
def test_each_scene_has_its_shot(text: str, told: list[str]) -> None:
    assert shots(text) == told


def test_what_else_is_asked_is_of_the_whole() -> None:
    made = hear("make a 20-second portrait film: first a dog, then a cat, with lively music")
    assert made is not None
    told = made.calls[0].arguments
    assert (told["seconds"], told["shape"], told["music"]) == (20.0, "portrait", "lively")
    assert [shot["scene"] for shot in told["shots"]] == ["a dog", "a cat"]


def test_more_than_can_be_shown_is_said() -> None:
    made = hear("make a video: " + ", ".join(f"a dog {n}" for n in "abcdefghijklmno"))
    assert made is not None and made.text == TOO_MANY


@pytest.mark.parametrize(
    "text",
    [
        "videos of running in the city",
        "show me a dog and then a cat",
        "first make it night, then crop it",
        "make a video of dogs and cats",
        "from the beach",
        "make it brighter, then cut it to 5 seconds",
        "the first one, then",
    ],
)
def test_other_wishes_are_left_to_others(text: str) -> None:
    assert hear(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("video: dog, cat, owl", ["dog", "cat", "owl"]),
        ("storyboard please - city, pizza, owl", ["city", "pizza", "owl"]),
        (
            "can you put together a little film for me, a sunrise, some birds, then a cat",
            ["a sunrise", "birds", "a cat"],
        ),
        ("a film of seas, lakes and waterfalls", ["seas", "lakes", "waterfalls"]),
        ("first coffee then cake then a rainy window", ["coffee", "cake", "a rainy window"]),
        ("i want coffee, then cake, then a dog in one video", ["coffee", "cake", "a dog"]),
        ("i want a film that goes coffee - cake - window", ["coffee", "cake", "window"]),
        ("make a 20s reel for insta: gym, running, yoga", ["gym", "running", "yoga"]),
    ],
)  # fmt: skip
def test_scenes_are_told_in_many_ways(text: str, told: list[str]) -> None:
    assert shots(text) == told


def test_what_is_no_scene_is_a_setting_or_waits() -> None:
    made = hear('a video: flowers, then cake, 2 seconds each, then write "Hi" on it')
    assert made is not None and "once the video is made" in made.text
    told = made.calls[0].arguments
    assert [shot["scene"] for shot in told["shots"]] == ["flowers", "cake"]
    assert told["seconds"] == pytest.approx(2 * 2 - 0.4)


def test_beside_clips_a_row_without_a_beginning_may_be_said_of_those() -> None:
    text = "coffee then cake then a rainy window"
    assert hear(text) is None
    alone = story(text, text, Scene(text=text))
    assert alone is not None and len(alone.calls[0].arguments["shots"]) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Could you make me a short film of about fifteen seconds with a rabbit, an owl and a fox?",
        "make a short funny video with a rabbit, an owl and a fox",
        "make a short with a rabbit, an owl and a fox",
    ],
)
def test_a_short_film_is_no_short_with_a_film_in_it(text: str) -> None:
    made = story(text, plain(text), Scene(text=text))
    assert made is not None
    (call,) = made.calls
    assert [shot["scene"] for shot in call.arguments["shots"]] == ["a rabbit", "an owl", "a fox"]


def test_a_change_of_one_clip_is_no_video_of_several() -> None:
    text = "make the first one a snowy night with the words ahoy at the top in gold"
    assert one_by_one(text, Scene(text=text, screen=SCREEN)) is None
    both = "make the first one and the second into a film"
    assert one_by_one(both, Scene(text=both, screen=SCREEN)) is not None
