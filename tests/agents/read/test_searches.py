"""What people mean to find, out of how they say it."""

import pytest

from agents.read.searches import search
from agents.read.words import plain


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("show me something with animals", "animals"),
        ("i feel like watching a city at night", "city at night"),
        ("find me a video of a glass of water, please", "glass of water"),
        ("people playing guitar", "people playing guitar"),
        ("can you show me clips where there are dogs", "dogs"),
        ("sea videos", "sea"),
        ("alert 1 dogs'; drop table items; --", "alert 1 dogs' drop table items"),
        ("surprise me", ""),
        ("i don't know", ""),
        ("something else", ""),
        ("!!!", ""),
    ],
)
def test_the_phrases_around_a_wish_are_peeled_off(text: str, want: str) -> None:
    assert search(text).want == want


@pytest.mark.parametrize(
    ("text", "want", "avoid"),
    [
        ("no dogs, show me the sea", "sea", ("dogs",)),
        ("something with animals but no dogs or cats", "animals", ("dogs", "cats")),
        ("show me dogs without people", "dogs", ("people",)),
        ("i don't want cars", "", ("cars",)),
        ("no dogs and show me the sea", "sea", ("dogs",)),
        ("not that", "", ()),
    ],
)
def test_what_is_unwanted_is_kept_apart(text: str, want: str, avoid: tuple[str, ...]) -> None:
    found = search(text)
    assert (found.want, found.avoid) == (want, avoid)


@pytest.mark.parametrize(
    ("text", "want", "comparison"),
    [
        ("a calmer one", "", "calmer"),
        ("a bit calmer please", "", "calmer"),
        ("something shorter", "", "shorter"),
        ("a livelier dog video", "dog", "livelier"),
        ("too dark", "", "brighter"),
        ("not so long", "", "shorter"),
        ("less hectic", "", "calmer"),
        ("calm sea", "calm sea", None),
    ],
)
def test_a_comparison_is_no_part_of_what_is_wanted(
    text: str, want: str, comparison: str | None
) -> None:
    found = search(text)
    assert (found.want, found.compare) == (want, comparison)


@pytest.mark.parametrize(
    "text",
    [
        "more",
        "show me more",
        "not these",
        "another one please",
        "anything else?",
        "is there anything else?",
    ],
)
def test_more_of_the_same_is_no_new_search(text: str) -> None:
    assert search(text).again


@pytest.mark.parametrize("text", ["add " * 600, "a " * 1000, "no " * 700, "x" * 2000])
def test_a_long_message_is_cut_to_a_search(text: str) -> None:
    assert len(search(text).want) <= 400


@pytest.mark.parametrize(
    ("text", "want", "avoid"),
    [
        ("anything but cats", "", ("cats",)),
        ("everything except cars", "", ("cars",)),
        ("i don't want to see any food", "", ("food",)),
        ("horses, but not at night", "horses", ("night",)),
        ("show me the sea but not at night", "sea", ("night",)),
        ("dogs but small", "dogs but small", ()),
        ("i really love boats", "boats", ()),
    ],
)
def test_what_is_not_wanted(text: str, want: str, avoid: tuple[str, ...]) -> None:
    found = search(text)
    assert (found.want, found.avoid) == (want, avoid)


@pytest.mark.parametrize(
    ("text", "want", "at_least", "at_most"),
    [
        ("videos longer than 20 seconds", "", 20.0, None),
        ("clips under 5 seconds with a car", "car", None, 5.0),
        ("at most half a minute", "", None, 30.0),
        ("under the sea", "under the sea", None, None),
        ("a shorter one", "", None, None),
    ],
)
def test_bounds_on_the_length(
    text: str, want: str, at_least: float | None, at_most: float | None
) -> None:
    found = search(text)
    assert (found.want, found.at_least, found.at_most) == (want, at_least, at_most)


def test_what_is_to_be_shown_instead_is_not_left_out() -> None:
    said = search("no football, show me tennis")
    assert said.avoid == ("football",) and said.want == "tennis"


@pytest.mark.parametrize(
    ("text", "want", "shape"),
    [
        ("dogs, vertical", "dogs", "portrait"),
        ("dogs under 10 sec, vertical please", "dogs", "portrait"),
        ("widescreen, no people, dogs", "dogs", "landscape"),
        ("short vertical dog clips", "short dog", "portrait"),
        ("dogs 9:16 only", "dogs", "portrait"),
        ("square dance", "square dance", None),
        ("mountains, landscape", "mountains landscape", None),
        ("vertical garden ideas", "vertical garden ideas", None),
        ("vertical", "vertical", None),
    ],
)
def test_a_shape_is_no_part_of_what_is_wanted(text: str, want: str, shape: str | None) -> None:
    said = search(plain(text))
    assert (said.want, said.shape) == (want, shape)


@pytest.mark.parametrize(
    ("text", "want", "least", "most"),
    [
        ("clips between 3 and 6 seconds", "", 3.0, 6.0),
        ("a beach video of 5 to 10 seconds", "beach", 5.0, 10.0),
        ("something with dogs, between 10 and 15 seconds long", "dogs", 10.0, 15.0),
        ("3-6 second clips of cats", "cats", 3.0, 6.0),
        ("between one and two minutes", "", 60.0, 120.0),
        ("show me 2 dogs and 3 cats", "2 dogs and 3 cats", None, None),
    ],
)
def test_two_lengths_are_bounds(
    text: str, want: str, least: float | None, most: float | None
) -> None:
    found = search(text)
    assert (found.want, found.at_least, found.at_most) == (want, least, most)


def test_less_of_one_and_more_of_another_adds_to_what_was_sought() -> None:
    for text in ("less waves and more sunset lol", "more sunset and less waves"):
        found = search(text)
        assert found.adds and (found.want, found.avoid) == ("sunset", ("waves",))
    assert not search("no waves, show me a sunset").adds


def test_what_is_never_to_be_shown_is_no_part_of_what_is_wanted() -> None:
    found = search("i hate rain, never show me that")
    assert (found.want, found.avoid) == ("", ("rain",))
    assert search("something with dogs, no idea which").avoid == ()
