"""One of several changes is done with less of it, and the others stay."""

import time
from dataclasses import replace
from typing import Any

import pytest

from agents.instruct.edits.refining import refined
from agents.scene import Scene
from models.domain import Decision, Guidance, ToolCall
from tests.agents.instruct.edits.test_taking_off import HERE, ONCE, TWICE, answer, edit

FIRST = {"adjust": {"speed": 0.5, "zoom": 1.5, "text": "HI", "brightness": -0.3}}
SECOND = {"style": {"style": "cartoon", "strength": 1.0}}
PAST = (answer("b", edit("a", FIRST)), answer("c", edit("b", SECOND)))
SCENE = Scene(text="", screen=(TWICE,), focus=TWICE, past=PAST)


@pytest.mark.parametrize(
    ("text", "target", "said"),
    [
        ("wow. less cartoony tho, like half", "b", {"strength": 0.5}),
        ("less cartoon please", "b", {"strength": 0.5}),
        ("30% of that would do", "b", {"strength": 0.3}),
        ("oops way too much", "b", {"strength": 0.5}),
        ("a bit less cartoonish, 30 %", "b", {"strength": 0.3}),
        ("half as cartoony", "b", {"strength": 0.5}),
        ("not that close", "a", {"zoom": 1.25}),
        ("zoom out a bit", "a", {"zoom": 1.25}),
        ("too much, half of that", "b", {"strength": 0.5}),
        ("way too strong! like 40%", "b", {"strength": 0.4}),
        ("half that please", "b", {"strength": 0.5}),
        ("halfway between", "b", {"strength": 0.5}),
        ("bit faster again, halfway between", "a", {"speed": 0.75}),
        ("somewhere in between", "b", {"strength": 0.5}),
        ("less dark, by half", "a", {"brightness": -0.15}),
        ("the text is too small", "a", {"text_size": 1.4}),
        ("move the text to the top, blue", "a", {"position": "top", "text_colour": "blue"}),
        ("yellow letters please", "a", {"text_colour": "yellow"}),
        ("no bottom, and pink", "a", {"position": "bottom", "text_colour": "pink"}),
        ("no not bottom, the centre", "a", {"position": "centre"}),
        ("up top please", "a", {"position": "top"}),
        ("no, the top right corner", "a", {"position": "top-right"}),
        ("a lot smaller", "a", {"text_size": 0.51}),
        ("larger", "a", {"text_size": 1.4}),
        ("bigger", "a", {"text_size": 1.4}),
        ("make them green", "a", {"text_colour": "green"}),
        ("it should say HO", "a", {"text": "HO"}),
        ('sorry, "BYE" i mean', "a", {"text": "BYE"}),
        ("HA not HI", "a", {"text": "HA"}),
        ("not HI, HO HO", "a", {"text": "HO HO"}),
        ("the cartoon look is a bit too much", "b", {"strength": 0.5}),
        ("hm that's way too intense", "b", {"strength": 0.5}),
        ("less", "b", {"strength": 0.5}),
        ("the zoom is too strong", "a", {"zoom": 1.25}),
    ],
)
def test_one_change_is_done_otherwise(text: str, target: str, said: dict[str, Any]) -> None:
    made = refined(replace(SCENE, text=text), HERE, "v")
    assert made is not None and made.guidance.target == target
    whole = {**FIRST["adjust"], **SECOND["style"], **said}
    done = {key: one for call in made.calls for key, one in call.arguments.items()}
    assert done == {key: whole[key] for key in done} and said.keys() <= done.keys()
    assert [call.name for call in made.calls] == ["adjust", "style"][target == "b" :]


@pytest.mark.parametrize(
    "text",
    ["less bright", "a bit faster", "half as long", "less rain", "half the speed",
     "it should be night", "turn it up", "show me less of this", "a black and white dog",
     "write HO on it",
     "something in between films", "less sketchy"],
)  # fmt: skip
def test_what_speaks_of_none_of_them_is_left_to_others(text: str) -> None:
    assert refined(replace(SCENE, text=text), HERE, "v") is None


def test_the_only_change_is_done_otherwise_without_a_word_of_others() -> None:
    past = (answer("b", edit("a", {"adjust": {"text": "HI"}})),)
    made = refined(Scene(text="bigger text", screen=(ONCE,), focus=ONCE, past=past), HERE, "v")
    assert made is not None and made.text == "" and made.calls[0].arguments["text_size"] == 1.4


def test_of_a_clip_that_nobody_changed_nothing_is_less() -> None:
    scene = Scene(text="less cartoony", screen=(ONCE,), focus=ONCE)
    assert refined(scene, HERE, "v") is None


def test_a_long_message_is_read_in_no_time() -> None:
    for text in (
        "less like " * 20,
        "ok, " * 49,
        "a bit " * 33,
        "half of it like " * 12,
        "too much, " * 20,
    ):
        began = time.process_time()
        refined(replace(SCENE, text=text), HERE, "v")
        assert time.process_time() - began < 0.5


def written(
    text: str, *texts: str, during: str = ""
) -> tuple[str, list[dict[str, Any]], tuple[str, ...]] | None:
    """What is made of a message about a clip on which texts were written."""
    when = {"during": during} if during else {}
    calls = tuple(ToolCall(name="adjust", arguments={"text": one, **when}) for one in texts)
    made = Decision(kind="edit", guidance=Guidance(target="a"), calls=calls)
    scene = Scene(text=text, screen=(ONCE,), focus=ONCE, past=(answer("b", made),))
    done = refined(scene, HERE, "v")
    return done and (done.kind, [dict(one.arguments) for one in done.calls], done.options)


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ('then write "Ask for Dana" instead', "Ask for Dana"),
        ("write Ask for Dana instead", "Ask for Dana"),
        ('write "Ask for Dana" instead of "Open 7 to 4"', "Ask for Dana"),
        ('change it to "Open 8 to 5"', "Open 8 to 5"),
        ("The hours are wrong, it's 8 to 5", "Open 8 to 5"),
    ],
)
def test_new_words_take_the_place_of_the_only_ones(text: str, new: str) -> None:
    assert written(text, "Open 7 to 4") == ("edit", [{"text": new}], ())


def test_of_several_texts_it_is_asked_which_where_none_is_named() -> None:
    both = ("Open 7 to 4", "Fresh every morning")
    asked = written('write "Hi" instead', *both)
    assert asked is not None and asked[0] == "ask" and len(asked[2]) == 2
    for option, old in zip(asked[2], reversed(both), strict=True):
        done = written(option, *both)
        assert done is not None and [one["text"] for one in done[1]] == [
            "Hi" if one == old else one for one in both
        ]
    for text in ("it's 8 to 5", 'change it to "Open 8 to 5"'):
        done = written(text, *both)
        assert done is not None and [one["text"] for one in done[1]] == ["Open 8 to 5", both[1]]


def test_words_are_there_for_a_part_of_the_time_or_all_of_it() -> None:
    late = {"text": "HI", "during": "last 2 s"}
    for text in ("only show the words in the last two seconds", "words only in the last 2 seconds"):
        assert written(text, "HI") == ("edit", [late], ())
    assert written("no, all the way through please", "HI", during="last 2 s") == (
        "edit", [{"text": "HI"}], (),
    )  # fmt: skip
    assert written("no, all the way through please", "HI") is None


def test_words_below_others_are_laid_first() -> None:
    done = written('write "HO" below that', "HI")
    assert done == ("edit", [{"text": "HO"}, {"text": "HI"}], ())
    assert written('write "HO"', "HI") is None


MUSIC = {"adjust": {"music": "calm", "text": "Baked by Tim"}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the music is too loud", {"music_volume": -6.0}),
        ("can you turn the music down a little", {"music_volume": -3.0}),
        ("the song is a bit loud", {"music_volume": -3.0}),
        ('should read "Baked by Tim!"', {"text": "Baked by Tim!"}),
        ("sorry, it should be Tom not Tim", {"text": "Baked by Tom"}),
        ("oops, his name is Jim", {"text": "Baked by Jim"}),
        ("change Tim to Grandpa Tom", {"text": "Baked by Grandpa Tom"}),
    ],
)
def test_of_music_and_words_one_argument_is_moved(text: str, said: dict[str, Any]) -> None:
    scene = Scene(text=text, screen=(ONCE,), focus=ONCE, past=(answer("b", edit("a", MUSIC)),))
    made = refined(scene, HERE, "v")
    assert made is not None and made.guidance.target == "a"
    assert [call.arguments for call in made.calls] == [MUSIC["adjust"] | said]


@pytest.mark.parametrize(
    ("text", "rest", "timed"),
    [
        ("and the text only in the first 3 seconds", {"music": "calm"},
         {"text": "Baked by Tim", "during": "first 3 s"}),
        ("the letters should disappear after 2 seconds", {"music": "calm"},
         {"text": "Baked by Tim", "during": "first 2 s"}),
        ("show the words just in the last 4 seconds", {"music": "calm"},
         {"text": "Baked by Tim", "during": "last 4 s"}),
        ("music just at the end", {"text": "Baked by Tim"},
         {"music": "calm", "during": "last third"}),
    ],
)  # fmt: skip
def test_one_of_two_is_there_for_a_part_of_the_time(
    text: str, rest: dict[str, Any], timed: dict[str, Any]
) -> None:
    scene = Scene(text=text, screen=(ONCE,), focus=ONCE, past=(answer("b", edit("a", MUSIC)),))
    made = refined(scene, HERE, "v")
    assert made is not None and [call.arguments for call in made.calls] == [rest, timed]


def test_what_is_as_strong_as_it_can_be_is_said_to_be() -> None:
    made = refined(replace(SCENE, text="stronger"), HERE, "v")
    assert made is not None and (made.kind, made.calls) == ("chat", ())


@pytest.mark.parametrize(
    ("text", "before", "said"),
    [("the other way", {"brightness": 0.3}, {"brightness": -0.3}),
     ("now the other way, slower", {"speed": 2.0, "during": "first 3 s"}, {"speed": 0.5}),
     ("a bit more", {"speed": 2.0, "during": "first 3 s"}, {"speed": 2.5}),
     ("more than that", {"brightness": -0.2}, {"brightness": -0.3}),
     ("now square", {"aspect": "9:16"}, {"aspect": "1:1"}),
     ("i want to see the whole picture", {"aspect": "9:16"}, {"fit": "fill"}),
     ("hmm slower still", {"speed": 0.5, "during": "middle third"}, {"speed": 0.333}),
     ("even faster", {"speed": 2.0, "during": "first third"}, {"speed": 3.0}),
     ("not so slow", {"speed": 0.5, "during": "middle third"}, {"speed": 0.75}),
     ("three times is enough", {"times": 4}, {"times": 3}),
     ("make that 5", {"times": 3}, {"times": 5}),
     ("only twice please", {"times": 3}, {"times": 2}),
     ("not that big", {"text": "HI"}, {"text_size": 0.7}),
     ("navy blue would be nicer", {"text": "HI"}, {"text_colour": "navy"}),
     ("make the text dark green", {"text": "HI"}, {"text_colour": "dark green"}),
     ("change the words to KEEP OUT", {"text": "HI"}, {"text": "KEEP OUT"})],
)  # fmt: skip
def test_the_last_change_is_done_otherwise(
    text: str, before: dict[str, Any], said: dict[str, Any]
) -> None:
    scene = replace(SCENE, text=text, screen=(ONCE,), focus=ONCE)
    made = refined(replace(scene, past=(answer("b", edit("a", {"adjust": before})),)), HERE, "v")
    assert made is not None and [call.arguments for call in made.calls] == [{**before, **said}]


@pytest.mark.parametrize(
    ("text", "before"),
    [("the other way", {"aspect": "1:1"}), ("the other way, louder", {"aspect": "1:1"}),
     ("opposite, colder", {"warmth": -0.3})],
)  # fmt: skip
def test_what_has_no_opposite_is_left_to_others(text: str, before: dict[str, Any]) -> None:
    scene = replace(SCENE, text=text, screen=(ONCE,), focus=ONCE)
    past = (answer("b", edit("a", {"adjust": before})),)
    assert refined(replace(scene, past=past), HERE, "v") is None


def test_another_speed_for_another_part_moves_none() -> None:
    scene = replace(SCENE, text="slow motion for the last 2 secs", screen=(ONCE,), focus=ONCE)
    past = (answer("b", edit("a", {"adjust": {"speed": 2.0, "during": "after 5 s"}})),)
    assert refined(replace(scene, past=past), HERE, "v") is None


def test_of_two_texts_the_one_with_those_words_is_meant() -> None:
    two = edit("a", {"adjust": {"text": "Best coffee"}})
    past = (answer("b", two), answer("c", edit("b", {"adjust": {"text": "from 3 euro"}})))
    made = refined(replace(SCENE, text="make the coffee text red", past=past), HERE, "v")
    assert made is not None
    assert [call.arguments for call in made.calls] == [
        {"text": "Best coffee", "text_colour": "red"}, {"text": "from 3 euro"},
    ]  # fmt: skip
