"""What is offered to click is here, and said of what items are about."""

from agents.instruct.suggestions import Suggestions, of_use
from agents.retrieve.retriever import Retriever
from agents.retrieve.topics import names
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import ANYTHING
from tests.agents.stage import ENCODER, catalogue, item

EXAMPLES = ("a calm sea", "a city at night", ANYTHING)


def test_a_short_clip_is_not_offered_to_be_cut() -> None:
    assert of_use(BROUGHT, item("x", duration=3.0)) == tuple(o for o in BROUGHT if "cut" not in o)
    assert of_use(BROUGHT, item("x", duration=9.0)) == of_use(BROUGHT, None) == BROUGHT


def test_words_that_show_nothing_name_no_place() -> None:
    said = [
        ("Open sea in falling snow", ("calm", "Sea view"), {"sea", "snow"}),
        ("Slow background loop", ("lofi",), set()),
        ("A dog is running on grass", ("running",), {"dog", "running", "grass"}),
        ("Cherry blossoms, pink", ("cherry blossoms",), {"blossoms", "cherry blossoms"}),
    ]
    for title, tags, expected in said:
        assert names(item("x", title, *tags)) == expected


def test_an_example_that_finds_nothing_gives_way_to_what_is_here() -> None:
    here = catalogue(item("sea", "A calm sea"), item("one", "Two dogs"), item("two", "Dogs again"))
    assert Suggestions(here, Retriever(here, ENCODER)).fitting(EXAMPLES) == (
        "clips about dogs",
        "a calm sea",
        ANYTHING,
    )


def test_a_corpus_that_grows_is_asked_anew() -> None:
    here = catalogue(item("one", "Two dogs"))
    made = Suggestions(here, Retriever(here, ENCODER))
    assert "a calm sea" not in made.fitting(EXAMPLES)
    here.add(item("sea", "A calm sea"), text=ENCODER.texts(["A calm sea"])[0])
    assert "a calm sea" in made.fitting(EXAMPLES)


def test_nothing_is_promised_of_an_empty_corpus() -> None:
    here = catalogue()
    assert Suggestions(here, Retriever(here, ENCODER)).fitting(EXAMPLES) == EXAMPLES
