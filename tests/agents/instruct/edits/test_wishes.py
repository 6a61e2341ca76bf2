"""Edits read out of sentences."""

from typing import Any

import pytest

from agents.instruct.edits.wishes import wishes
from agents.make.tools import tools


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("make it look like a comic", ["style"]),
        ("only the part with the dog", ["clip"]),
        ("give it a better cover", ["thumbnail"]),
        ("cut it to ten seconds and make it noir", ["clip", "style"]),
        ("give it a new cover, make it noir and cut it to ten seconds, muted",
         ["clip", "adjust", "style", "thumbnail"]),
        ("make it brighter and square", ["adjust"]),
        ("a calm sea", []),
        ("cartoon of a dog", []),
        ("only the part with the painting", ["clip"]),
        ("write “make it noir and mute it” on it", ["adjust"]),
        ("add 'hello' and don't mute it", ["adjust"]),
    ],
)  # fmt: skip
def test_wishes_are_tools_in_order(text: str, names: list[str]) -> None:
    assert [call.name for call in wishes(text).calls] == names


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("cut it to ten seconds", {"seconds": 10.0}),
        ("cut it from 2 to 4.5 seconds", {"start": 2.0, "end": 4.5}),
        ("cut it from second 2 to 4", {"start": 2.0, "end": 4.0}),
        ("keep it between two and five seconds", {"start": 2.0, "end": 5.0}),
        ("just 2-4 s", {"start": 2.0, "end": 4.0}),
        ("cut the first one to 2 seconds", {"seconds": 2.0}),
        ("cut number 2 to 5 seconds", {"seconds": 5.0}),
        ("the first 3 seconds", {"start": 0.0, "end": 3.0}),
        ("the last three seconds", {"start": -3.0}),
        ("remove the first 2 seconds", {"start": 2.0}),
        ("cut off the last 2 seconds", {"end": -2.0}),
        ("cut the first 4 seconds", {"start": 4.0}),
        ("cut the last two seconds", {"end": -2.0}),
        ("can you cut the boring start, first 3 sec", {"start": 3.0}),
        ("the first 3 seconds are boring, cut them", {"start": 3.0}),
        ("trim away the opening 2 sec", {"start": 2.0}),
        ("get rid of the first second", {"start": 1.0}),
        ("cut to the first 5 seconds", {"start": 0.0, "end": 5.0}),
        ("keep the first 4 seconds", {"start": 0.0, "end": 4.0}),
        ("make it 5 seconds long", {"seconds": 5.0}),
        ("make it brighter, 5 seconds long and square", {"seconds": 5.0}),
        ("noir, 4 seconds, muted", {"seconds": 4.0}),
        ("shorten it", {}),
        ("only the part with the dog", {"about": "dog"}),
        ("show me only the part where she jumps and make it square", {"about": "she jumps"}),
        ("just the bit with the red car in the second one", {"about": "red car"}),
        ("only the part with the dog, five seconds", {"about": "dog", "seconds": 5.0}),
        ("just the dog", {"about": "dog"}),
    ],
)
def test_parts_are_read(text: str, arguments: dict[str, Any]) -> None:
    assert wishes(text).calls[0].arguments == arguments


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("twice as fast", {"speed": 2.0}),
        ("speed it up 3x", {"speed": 3.0}),
        ("slow it down", {"speed": 0.5}),
        ("4 times slower", {"speed": 0.25}),
        ("make it a bit brighter", {"brightness": 0.15}),
        ("make it much warmer", {"warmth": 0.64}),
        ("make it colder", {"warmth": -0.4}),
        ("make it black and white", {"saturation": -1.0}),
        ("crop it to portrait and mute it", {"aspect": "9:16", "mute": True}),
        ("make it square without sound", {"aspect": "1:1", "mute": True}),
        ("put “Hello World” at the top", {"text": "Hello World", "position": "top"}),
        ("add the text Hello World", {"text": "Hello World"}),
    ],
)
def test_adjustments_are_read(text: str, arguments: dict[str, Any]) -> None:
    (call,) = wishes(text).calls
    assert (call.name, call.arguments) == ("adjust", arguments)


def test_a_style_may_be_slight() -> None:
    assert wishes("make it slightly noir").calls[0].arguments == {"style": "noir", "strength": 0.5}
    assert wishes("make it noir at 30%").calls[0].arguments == {"style": "noir", "strength": 0.3}


def test_a_cover_may_be_about_something() -> None:
    assert wishes("a cover with the dog").calls[0].arguments == {"about": "dog"}


def test_what_is_no_wish_is_left_over() -> None:
    assert wishes("black and white cats").rest == "cats"
    assert wishes("make it black and white").rest == ""


@pytest.mark.parametrize("text", ["add " * 600, "the part with " * 200, '"' * 2000, "1 to " * 500])
def test_odd_sentences_are_read_to_their_end(text: str) -> None:
    assert all(call.name in tools() for call in wishes(text).calls)


@pytest.mark.parametrize("text", ["put music on it", "put a filter on it", "add sunglasses on it"])
def test_what_is_to_be_added_is_not_written_on_it(text: str) -> None:
    assert not any("text" in call.arguments for call in wishes(text).calls)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("blur the faces", "faces"),
        ("please hide everyone's faces", "faces"),
        ("make the faces unrecognisable", "faces"),
        ("blur the number plate", "numbers"),
        ("blur out the phone number and the address", "numbers"),
        ("censor the text", "writing"),
        ("blur the faces and the licence plates", "all"),
        ("anonymise it", "all"),
        ("mask everything private", "all"),
    ],
)
def test_what_is_to_be_blurred_is_read(text: str, what: str) -> None:
    (call,) = wishes(text).calls
    assert call.name == "blur" and call.arguments == {"what": what}


@pytest.mark.parametrize(
    "text",
    ["blur the background", "make it blurry", "people with masks", "make the numbers bigger",
     "a clip with blurred faces", "give it a cover with faces"],
)  # fmt: skip
def test_what_is_no_remedy_is_not_read_as_one(text: str) -> None:
    assert all(call.name != "blur" for call in wishes(text).calls)


def test_a_blur_comes_between_cuts_and_looks() -> None:
    asked = wishes("make it a comic, blur the faces and cut it to 5 seconds").calls
    assert [call.name for call in asked] == ["clip", "blur", "style"]


@pytest.mark.parametrize(
    "text",
    ["chop the head off this clip, like the first 2 seconds", "take the first 2 seconds off it",
     "snip the start off, the first 2 seconds", "cut off the first 2 seconds"],
)  # fmt: skip
def test_what_is_taken_off_is_gone_and_not_what_is_kept(text: str) -> None:
    assert [call.arguments for call in wishes(text).calls] == [{"start": 2.0}]


@pytest.mark.parametrize(
    "text",
    ["the colours are way too strong, tone them down", "tone down the colours",
     "colors too loud", "calm the colours down"],
)  # fmt: skip
def test_colours_that_are_too_strong_become_weaker(text: str) -> None:
    ((call,), rest) = (wishes(text).calls, wishes(text).rest)
    assert call.arguments["saturation"] < 0 and not rest


@pytest.mark.parametrize("place", ["top", "bottom"])
def test_where_words_go_is_no_word_left_over(place: str) -> None:
    wished = wishes(f"can you write the word CHAMPIONS at the {place}")
    assert wished.calls[0].arguments == {"text": "CHAMPIONS", "position": place}
    assert not wished.rest


def test_faces_are_blurred_anyway_where_that_is_said() -> None:
    (call,) = wishes("blur the faces anyway").calls
    assert call.arguments == {"what": "faces", "anyway": True}
    (call,) = wishes("make it portrait with blurred faces").calls[:1]
    assert (call.name, call.arguments) == ("blur", {"what": "faces"})


@pytest.mark.parametrize(
    ("text", "what"),
    [("pixelate the mans face", "faces"), ("now pixelate both faces", "faces"),
     ("put pixels over their faces", "faces"), ("put a mosaic over the number plates", "numbers"),
     ("make their faces pixelated", "faces"), ("censor the text with a mosaic", "writing"),
     ("hide his face behind big pixels", "faces"),
     ("cover up everyone's face with blocks", "faces"),
     ("pixellate her face", "faces")],
)  # fmt: skip
def test_what_is_to_be_hidden_may_be_hidden_in_squares(text: str, what: str) -> None:
    made = wishes(text)
    (call,) = made.calls
    assert call.name == "blur" and call.arguments == {"what": what, "pixels": True}
    assert not made.rest


@pytest.mark.parametrize(
    "text",
    [
        "i need it wide, 16:9", "make it wider", "can i have that in landscape?",
        "landscape please", "wide format please", "crop it to 16 by 9", "for youtube",
    ],
)  # fmt: skip
def test_wide_is_a_shape_in_many_words(text: str) -> None:
    (call,) = wishes(text).calls
    assert (call.name, call.arguments) == ("adjust", {"aspect": "16:9"})


@pytest.mark.parametrize(
    "text", ["make her eyes wide open", "put it in a landscape of snow", "a wide smile on him"]
)
def test_wide_is_not_always_a_shape(text: str) -> None:
    assert not any("aspect" in call.arguments for call in wishes(text).calls)


@pytest.mark.parametrize(
    ("text", "times"),
    [("loop it 3 times", 3), ("repeat it twice", 2), ("play it 4 times in a row", 4),
     ("repeat this four times over so it's longer", 4), ("loop it 3x", 3)],
)  # fmt: skip
def test_how_often_it_plays(text: str, times: int) -> None:
    made = wishes(text)
    assert [call.arguments for call in made.calls] == [{"times": times}]
    assert not (made.note or made.rest)


@pytest.mark.parametrize("text", ["play it twice as fast", "play it 2 times faster", "play it 2x"])
def test_how_fast_is_not_how_often(text: str) -> None:
    assert [call.arguments for call in wishes(text).calls] == [{"speed": 2.0}]


def test_words_only_for_a_while_cut_nothing() -> None:
    made = wishes('write "wow" on it, but only during the last 3 seconds')
    assert [call.arguments for call in made.calls] == [{"text": "wow", "during": "last 3 s"}]


@pytest.mark.parametrize(
    ("text", "about", "edge"),
    [("trim it so it ends when the dog takes the ball", "dog takes the ball", "ends"),
     ("cut it so that it stops when the man waves", "man waves", "ends"),
     ("make it end right when the car turns", "car turns", "ends"),
     ("end it when she laughs", "she laughs", "ends"),
     ("let it begin where the dog jumps", "dog jumps", "begins"),
     ("cut it until the boat is gone", "boat is gone", "ends"),
     ("keep it up to the moment when he falls", "he falls", "ends"),
     ("trim it so it begins once the rain stops, then make it square", "rain stops", "begins")],
)  # fmt: skip
def test_a_clip_may_end_or_begin_with_what_is_seen(text: str, about: str, edge: str) -> None:
    (call,) = [one for one in wishes(text).calls if one.name == "clip"]
    assert call.arguments == {"about": about, "edge": edge}


@pytest.mark.parametrize("text", ["let it end where it began", "make it start with a fade",
                                  "start it at 2 seconds", "cut it until 3 seconds",
                                  "keep it until the end"])  # fmt: skip
def test_no_other_end_is_taken_for_one(text: str) -> None:
    assert not any("edge" in call.arguments for call in wishes(text).calls)


def test_what_is_not_to_be_grey_keeps_its_colours() -> None:
    (call,) = wishes("make it less colourful, but not black and white").calls
    assert -1.0 < call.arguments["saturation"] < 0


@pytest.mark.parametrize("hue", ["purple", "gold", "turquoise"])
def test_more_colours_of_letters_are_known(hue: str) -> None:
    (call,) = wishes(f'write "hello" at the top in {hue}').calls
    assert call.arguments == {"text": "hello", "position": "top", "text_colour": hue}


@pytest.mark.parametrize(
    ("text", "written"),
    [("write hello at the top and bye at the bottom", [("hello", "top"), ("bye", "bottom")]),
     ("put Live at 8 on the video, underneath put Free entry",
      [("Free entry", None), ("Live at 8", None)]),
     ("title it My first song and put my name Anna at the top in yellow",
      [("My first song", None), ("Anna", "top")])],
)  # fmt: skip
def test_two_texts_are_two_changes(text: str, written: list[tuple[str, str | None]]) -> None:
    calls = wishes(text).calls
    assert [(one.arguments["text"], one.arguments.get("position")) for one in calls] == written


def test_of_a_font_it_is_said_that_there_is_one() -> None:
    assert "one font" in wishes('write "hi" in a handwritten font').note
    assert not wishes('write "hi" in red').note


@pytest.mark.parametrize("text", ["shorten it from 8 to 5 seconds", "trim it from 8s to 5s"])
def test_how_long_it_was_and_shall_be_is_a_length(text: str) -> None:
    (call,) = wishes(text).calls
    assert (call.name, call.arguments) == ("clip", {"seconds": 5.0})


@pytest.mark.parametrize("text", ["it's 8 to 5", "we are open from 8 to 5", "it's 3 to 5"])
def test_hours_are_no_part_of_a_clip(text: str) -> None:
    assert wishes(text).calls == ()


def test_words_said_to_be_below_others_are_laid_first() -> None:
    calls = wishes('put "HI" on it and below that "HO"').calls
    assert [one.arguments["text"] for one in calls] == ["HO", "HI"]
