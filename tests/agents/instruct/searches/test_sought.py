"""What is sought, out of the words that a reader marked."""

import time

import pytest

from agents.instruct.searches.sought import filled, sought
from agents.read.searches import Search
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Guidance
from models.understand.reading import Reading, Span


def read(text: str, act: str = "search") -> Search:
    """What is sought in ``text``, where [wanted] and {not wanted} words are marked."""
    spans, bare, start = [], "", 0
    for sign in text:
        if sign in "[{":
            start = len(bare)
        elif sign in "]}":
            spans.append(Span(slot="want" if sign == "]" else "avoid", start=start, end=len(bare)))
        else:
            bare += sign
    reading = Reading(decisions={"retrieve": 1.0}, acts={act: 1.0}, spans=tuple(spans))
    return sought(plain(bare), Scene(text=bare), reading)


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (
            "She used to [grind the corn] every morning, now I would love to see [somebody "
            "grinding corn by hand,] as she did",
            "somebody grinding corn by hand",
        ),
        (
            "I run [a tiny museum of typewriters.] Do you have [people repairing typewriters, "
            "upright,] half a minute or more",
            "people repairing typewriters",
        ),
        (
            "show me [somebody welding underwater,] my dad did that job [in the north sea] once",
            "somebody welding underwater",
        ),
        (
            "my class learns about [plastic in the ocean,] are there clips from [beach cleanups]",
            "beach cleanups",
        ),
        (
            "could we see what [the inside] of [a piano] looks like when [somebody plays it?]",
            "the inside of a piano looks like when somebody plays it",
        ),
        ("something [cozy] for [a] rainy evening", "cozy for a rainy evening"),
        ("something for [a foggy] morning", "a foggy morning"),
        ("[cats], [dogs] and [birds] for the weekend please, whatever", "cats, dogs and birds"),
        (
            "[a man who was cook on a ship and wishes to see icebergs turning over] once more",
            "icebergs turning over",
        ),
    ],
)
def test_of_several_topics_the_one_that_is_wished_counts(text: str, want: str) -> None:
    assert read(text).want == want


@pytest.mark.parametrize(
    ("text", "want", "avoid"),
    [
        ("[corn grinding], nothing with a [machine] please", "corn grinding", ("machine",)),
        ("[dancing or skating], not {in the rain}", "dancing or skating", ("rain",)),
        ("[beaches], nothing with [dead] {turtles}", "beaches", ("dead turtles",)),
        ("[a foal], please no {vets} or [blood]", "a foal", ("vets", "blood")),
        ("[rivers]. no {waterfalls} [they make] me nervous", "rivers", ("waterfalls",)),
        ("[brake pads]? my boss is not [patient] with me", "brake pads", ()),
        (
            "i want [something funny for my kids, with a cat] in it",
            "something funny, with a cat",
            (),
        ),
        ("something [calm] for the evening", "calm evening", ()),
        ("show me [desserts,] no sugar no honey", "desserts", ("sugar", "honey")),
    ],
)
def test_what_stands_behind_a_denial_is_not_wanted(text, want, avoid) -> None:
    found = read(text)
    assert (found.want, found.avoid) == (want, avoid)


def test_lengths_and_shapes_are_no_topic() -> None:
    found = read("[quilting, tall, nothing over 1 minute]")
    assert (found.want, found.shape, found.at_most) == ("quilting", "portrait", 60)


def test_the_rest_of_a_story_adds_bounds_and_dislikes_to_its_wish() -> None:
    told = Guidance(want="desserts")
    said = Search(want="diet", avoid=("sugar",), at_most=30.0)
    made = filled(told, said, whole=False)
    assert (made.want, made.avoid, made.at_most) == ("desserts", (), 30.0)
    made = filled(told, said, whole=True)
    assert (made.want, made.avoid, made.at_most) == ("diet", ("sugar",), 30.0)


@pytest.mark.parametrize("words", ["[not] ", "[so] and ", "show me ", ", [i] ", "[no] or "])
def test_no_sentence_keeps_it_busy(words: str) -> None:
    began = time.process_time()
    read(words * 200)
    assert time.process_time() - began < 1.0


def test_with_nothing_to_refine_what_is_said_is_what_is_sought() -> None:
    reading = Reading(decisions={"retrieve": 1.0}, acts={"refine": 1.0})
    text = "a relaxing clip"
    assert sought(text, Scene(text=text), reading).want == "relaxing"
    assert not sought(text, Scene(text=text, last_want="dogs"), reading).want
