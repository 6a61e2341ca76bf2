"""The same again but otherwise, and what a change of a plan did."""

from dataclasses import replace

import pytest

from agents.instruct.plans.retold import again, change, instead
from agents.make.storyboard import Brief, Shot, Storyboard

SHOTS = tuple(Shot(item=name, start=0, end=3, low=0, high=6) for name in "abcd")
BOARD = Storyboard(
    want="calm seas", seconds=11, shape="portrait", shots=SHOTS, captions=True, title="Calm seas"
)


@pytest.mark.parametrize(
    ("words", "want"),
    [
        ("same but at night", "calm seas at night"),
        ("the same again, but in winter", "calm seas in winter"),
        ("ok, now make the same with dogs", "dogs"),
        ("can you make the same video about red boats?", "red boats"),
        ("same thing for horses", "horses"),
    ],
)
def test_the_same_is_another_wish(words: str, want: str) -> None:
    found = again(BOARD, words)
    assert isinstance(found, Brief) and found.want == want
    assert (found.captions, found.shape, found.seconds) == (True, "portrait", 11)


def test_a_title_stays_with_its_topic_alone() -> None:
    night, dogs = again(BOARD, "same but at night"), again(BOARD, "same with dogs")
    assert isinstance(night, Brief) and night.title == "Calm seas"
    assert isinstance(dogs, Brief) and dogs.title == ""
    holiday = again(replace(BOARD, title="My holiday"), "same with dogs")
    assert isinstance(holiday, Brief) and holiday.title == "My holiday"


@pytest.mark.parametrize(
    "words", ["the same in landscape", "same, but square", "same but 8 seconds"]
)
def test_the_same_in_another_form_keeps_its_shots(words: str) -> None:
    found = again(BOARD, words)
    assert isinstance(found, Storyboard) and {shot.item for shot in found.shots} <= set("abcd")


def test_another_topic_instead() -> None:
    for words in ("about cats instead", "make it about cats", "no, cats instead of seas"):
        found = instead(BOARD, words)
        assert found is not None and found.want == "cats", words
    assert instead(BOARD, "what is this about") is None
    assert again(BOARD, "what is the weather") is None


def test_what_a_change_did_is_told_in_few_words() -> None:
    other = replace(SHOTS[0], item="e")
    told = {
        "": BOARD,
        "Without a title.": replace(BOARD, title=""),
        "Without captions.": replace(BOARD, captions=False),
        "In another order.": replace(BOARD, shots=SHOTS[::-1]),
        "Shot 1 is another one now.": replace(BOARD, shots=(other, *SHOTS[1:])),
        "Shot 2 has 4.0 seconds now.": replace(
            BOARD, shots=(SHOTS[0], replace(SHOTS[1], end=4), *SHOTS[2:])
        ),
        "Without shots 2 and 3.": replace(BOARD, shots=(SHOTS[0], SHOTS[3])),
    }
    for sentence, after in told.items():
        assert change(BOARD, after) == sentence
