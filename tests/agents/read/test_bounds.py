"""How long and how shaped clips should be, however it is said."""

import time

import pytest

from agents.read.bounds import bounds, bounds_said


@pytest.mark.parametrize(
    ("words", "at_least", "at_most"),
    [
        ("dogs, nothing over a minute", None, 60),
        ("dogs not longer than 40 seconds", None, 40),
        ("rainbows, short like 45 sec tops", None, 45),
        ("got a minute or less about volcanoes", None, 60),
        ("a hippo, about twenty seconds max", None, 20),
        ("dogs under ten seconds", None, 10),
        ("typewriters, half a minute or more", 30, None),
        ("bus stops, a minute or longer", 60, None),
        ("dogs, nothing under 5 seconds", 5, None),
        ("a bank, from 10 to 30 seconds", 10, 30),
        ("pit stop 2 seconds", None, None),
        ("pendulums, half minute tops", None, 30),
        ("leeks for the show, 30 sec or so max", None, 30),
        ("a real thunderstorm min. 40 s", 40, None),
        ("bees, 20+ secs", 20, None),
        ("choir warm ups, from one minute up to three", 60, 180),
        ("shorter ones, 15 at the most", None, 15),
        ("dinner for 4 max", None, None),
    ],
)
def test_a_bound_is_read_before_and_behind_its_length(words, at_least, at_most) -> None:
    found = bounds(words)
    assert (found.at_least, found.at_most) == (at_least, at_most)
    if at_least or at_most:
        assert "second" not in found.rest and "minute" not in found.rest


@pytest.mark.parametrize(
    ("words", "at_least", "at_most", "strict"),
    [
        ("dogs, at most 6 seconds", None, 6, ()),
        ("ok nothing longer than 6", None, 6, ()),
        ("it can't be longer than six seconds", None, 6, ()),
        ("dogs shorter than 6 please", None, 6, ("at_most",)),
        ("cats under six seconds", None, 6, ("at_most",)),
        ("longer than 6 seconds", 6, None, ("at_least",)),
        ("at least 6 seconds", 6, None, ()),
        ("nothing shorter than 6", 6, None, ()),
        ("longer than 5 s, at most 9 s", 5, 9, ("at_least",)),
        ("between 3 and 6 seconds", 3, 6, ()),
        ("a snake longer than 6 feet", None, None, ()),
    ],
)
def test_whether_the_length_itself_is_shut_out_is_heard(words, at_least, at_most, strict) -> None:
    found = bounds(words)
    assert (found.at_least, found.at_most, found.strict) == (at_least, at_most, strict)


@pytest.mark.parametrize(
    ("words", "shape", "rest"),
    [
        ("quilting, tall, by hand", "portrait", "quilting , by hand"),
        ("gold panning in wide format", "landscape", "gold panning"),
        ("salt mines? landscape would be good", "landscape", "salt mines?"),
        ("wood carving, ideally square", "square", "wood carving"),
        ("a calm landscape", None, "a calm landscape"),
        ("a wide river", None, "a wide river"),
        ("tall people", None, "tall people"),
        ("sq. format, cats", "square", ", cats"),
        ("phone shape, barn dances", "portrait", ", barn dances"),
        ("tall pictures of waterfalls", "portrait", "pictures of waterfalls"),
        ("steam trains widescreen for the big telly", "landscape", "steam trains"),
        ("sausages, not upright format", "landscape", "sausages,"),
        ("weaving and upright if you have it", "portrait", "weaving"),
        ("it needs to be wide", "landscape", "it needs"),
        ("someone juggling, landscape, 20 seconds max", "landscape", "someone juggling"),
        ("a cracked phone screen", None, "a cracked phone screen"),
        ("fields, landscape", None, "fields, landscape"),
    ],
)
def test_a_shape_is_no_part_of_what_is_to_be_seen(words, shape, rest) -> None:
    found = bounds(words)
    assert (found.shape, " ".join(found.rest.split())) == (shape, rest)


def test_where_a_bound_is_said_is_told() -> None:
    words = "signs, at least 40 sec, i want to see the strokes"
    assert [words[a:b].strip(" ,") for a, b in bounds_said(words)] == ["at least 40 sec"]


@pytest.mark.parametrize("word", ["and ", "nothing over ", "a minute ", "ideally ", "10 to ", ", "])
def test_no_sentence_keeps_it_busy(word: str) -> None:
    began = time.process_time()
    bounds((word * 2000)[:2000])
    assert time.process_time() - began < 0.5
