"""Slips are mended, and nothing else."""

import random
from pathlib import Path

import pytest

from agents.instruct.instructor import Rules
from agents.instruct.spelling import WORDS, Mending, Speller, _one_slip, speller
from agents.scene import Scene
from app.wiring import WEIGHTS
from benchmarks.typos import slip, typed
from models.train.vocabulary import REQUESTS, words
from models.understand.reader import EmbeddedReader
from tests.agents.stage import item

COMMON = ("show", "brighter", "darker", "video", "seconds", "write", "comic", "square", "there")
SPELLER = Speller(COMMON, frozenset({"shoe", "corgi", "square"}))


@pytest.mark.parametrize(
    ("typed_", "meant"),
    [
        ("shwo me a vidoe", "show me a video"),
        ("make it brigther", "make it brighter"),
        ("brighterr, please", "brighter, please"),
        ("5 secnds", "5 seconds"),
        ("darkwr!", "darker!"),
        ("Shwo me", "show me"),
        ("teh videoe", "the video"),
    ],
)
def test_a_slip_is_mended(typed_: str, meant: str) -> None:
    assert SPELLER.mended(typed_) == meant


def test_what_is_written_as_it_sounds_is_heard() -> None:
    heard = Speller(("elephants", "bicycle"), ())
    assert heard.mended("elefants on a bicicle") == "elephants on a bicycle"
    assert heard.mended("elegant icicles") == "elegant icicles"


@pytest.mark.parametrize(
    "text",
    [
        "shoe me a corgi",  # known words stay, whatever they are near
        "find Shwo for me",  # so do names
        "write shwo vidoe on it",  # and what is to be written
        "videos", "comics",  # one and many of a word are both words
        'call it "shwo"', "a vdo", "brihgtre", "thers'e", "", "🐶 42",
    ],
)  # fmt: skip
def test_all_else_stays(text: str) -> None:
    assert SPELLER.mended(text) == text


def test_what_is_shortened_is_written_out() -> None:
    assert SPELLER.mended("can u show me smth pls, idk") == (
        "can you show me something please, i don't know"
    )
    assert (
        SPELLER.mended("Im sure") == "i'm sure"
        and SPELLER.mended("write U on it") == "write U on it"
    )
    assert (
        SPELLER.mended("the beach at nite, a lil slower") == "the beach at night, a little slower"
    )
    assert SPELLER.mended("at the UR museum") == "at the UR museum"


def test_single_letters_stand_for_words_alone() -> None:
    assert SPELLER.mended("cats n dogs w hats, w/o cars") == "cats and dogs with hats, without cars"
    assert SPELLER.mended("r&b at h&m, e-n-d") == "r&b at h&m, e-n-d"


def test_the_commonest_of_several_is_meant() -> None:
    assert Speller(("later", "water"), frozenset()).mended("xater") == "later"


def test_a_slip_is_one() -> None:
    rng = random.Random(0)
    for word in ("seconds", "brighter", "comic", "show"):
        for _ in range(60):
            made = slip(word, rng)
            assert made == word or _one_slip(made, word), (made, word)
    for other in ("cmoci", "comicss", "co", "mocic"):
        assert not _one_slip("comic", other)


def test_typing_is_the_same_every_time_and_spares_quotes() -> None:
    text = 'write "hello there" on the second video'
    assert typed(text, 0.5) == typed(text, 0.5) != text and '"hello there"' in typed(text, 0.5)
    assert typed("a to", 0.5) == "a to"


def test_the_file_of_words_is_made_of_the_patterns() -> None:
    assert (WEIGHTS / "instructor" / WORDS).read_text().split() == words(requests=REQUESTS)


def test_what_is_shipped_mends_requests_and_leaves_good_ones() -> None:
    reader = EmbeddedReader(WEIGHTS / "instructor")
    made = speller(Path(WEIGHTS), reader.vocabulary)
    assert made.mended("maek it brigther and cut it to 5 secodns") == (
        "make it brighter and cut it to 5 seconds"
    )
    for text in ("a corgi in a red hat", "zeig mir hunde", "anything but penguins", "GeneRec"):
        assert made.mended(text) == text


def test_it_decides_about_what_was_meant_and_buttons_are_no_typing() -> None:
    clip = item("a")
    scene = Scene(text="make it brigther", screen=(clip,), focus=clip)
    assert Mending(Rules(), SPELLER).decide(scene).kind == "edit"
    heard: list[str] = []

    class Hears(Rules):
        def decide(self, scene: Scene):  # type: ignore[no-untyped-def]
            heard.append(scene.text)
            return super().decide(scene)

    Mending(Hears(), SPELLER).decide(Scene(text="shwo", options=("shwo",)))
    assert heard == ["shwo"]


def test_words_that_no_request_has_but_english_has_stay() -> None:
    made = speller(Path(WEIGHTS), EmbeddedReader(WEIGHTS / "instructor").vocabulary)
    for text in (
        "easy pasta recipes",
        "smoky jazz bars",
        "blood stains",
        "a car chases a cat",
        "tench",
        "a shouting bloke",
        "the needle jams",
        "bikers",
    ):
        assert made.mended(text) == text


def test_numbers_that_sound_like_words_are_written_out() -> None:
    assert SPELLER.mended("the 1 at night 4 tiktok").startswith("the one at night for ")
    for said in ("cut it to 1 second", "the 1 s part", 'write "4 me"', "make it 4 seconds"):
        assert SPELLER.mended(said) == said
