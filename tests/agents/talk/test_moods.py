"""Short sayings end in something to see, and never in thanks for what was turned down."""

import pytest

from agents.scene import Scene
from agents.talk.moods import mood
from tests.agents.stage import item

MANY = Scene(text="x", screen=(item("a"), item("b")), last_want="dogs")


@pytest.mark.parametrize(
    "words",
    ["meh", "ugh", "boring", "these are so bad", "this isn't good", "hmm, not funny", "you suck",
     "that's not what i meant", "they look weird", "i don't like it", "i really hate these ones"],
)  # fmt: skip
def test_what_is_turned_down_gives_way_to_others(words: str) -> None:
    made = mood(words, MANY)
    assert made is not None and made.kind == "retrieve"
    assert made.guidance.others and made.guidance.want == "dogs"


def test_an_edit_that_is_turned_down_may_be_taken_back() -> None:
    edited = item("e", origin="edited", parents=("a",))
    made = mood("this looks bad", Scene(text="x", screen=(edited,), focus=edited))
    assert made is not None and made.kind == "ask" and made.options[0] == "undo that"


@pytest.mark.parametrize(
    ("words", "want"),
    [("i'm tired", "calm"), ("i feel so sad today", "happy"), ("i'm bored", "lively"),
     ("im so stressed rn", "calm"), ("had a long day at work", "calm"),
     ("im so stressed, need to wind down", "calm"), ("cant sleep", "calm"),
     ("cheer me up", "happy"),
     ("i'm feeling kind of down tonight, show me something to cheer me up", "happy"),
     ("i had a rough week", "happy"),
     ("something to fall asleep to", "calm"),
     ("make me laugh", "funny"), ("make me happy", "lively"),
     ("gimme something to fall asleep to", "calm"),
     ("best clip you have", ""), ("new stuff only", ""),
     ("i don't know", ""), ("hmm", ""), ("show me what i like", "")],
)  # fmt: skip
def test_a_mood_is_met_by_what_suits_it(words: str, want: str) -> None:
    made = mood(words, MANY)
    assert made is not None and made.kind == "retrieve"
    assert made.guidance.query.partition(" ")[0] == want and not made.guidance.want


@pytest.mark.parametrize(
    "words",
    [
        "this is a bad dog",
        "i'm hungry",
        "great",
        "make it weird",
        "show me ugly cars",
        "no",
        "a sad dog",
        "my day was awful",
        "i'm not tired",
        "long",
        "i want something good",
        "a tired man in bed",
        "make this happy",
        "make me cry",
        "the new one",
    ],
)
def test_other_words_are_left_to_others(words: str) -> None:
    assert mood(words, MANY) is None
