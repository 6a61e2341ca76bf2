import pytest

from agents.read.references import only_points, position, referred
from tests.agents.stage import item

SCREEN = (item("a", "A dog in a park", "dog"), item("b", "Calm sea", "sea"), item("c", "A cat"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the second one, as a comic", "b"), ("make that dog video a comic", "a"),
        ("number 3 in noir", "c"), ("the last one please", "c"), ("2", "b"), ("#1", "a"),
        ("make it noir", None), ("the fifth one", None), ("that horse video", None),
        ("make the whole video noir", None), ("the one with the dog, louder", "a"),
        ("the clip of a park bench", "a"), ("the one with the horse", None),
    ],
)  # fmt: skip
def test_the_item_on_the_screen_is_found(text: str, expected: str | None) -> None:
    found = referred(text, SCREEN, None)
    assert (found.id if found else None) == expected


def test_it_is_what_was_talked_about() -> None:
    assert referred("make it noir", SCREEN, SCREEN[2]) is SCREEN[2]
    assert referred("make it noir", SCREEN[:1], None) is SCREEN[0]
    assert referred("that horse video", SCREEN, SCREEN[2]) is None


OPENINGS = [
    "for the first second, in orange",
    "the first 5 seconds", "the last three seconds", "no one", "first part", "one second",
    "ten second longer",
    "the first two minutes", "the last two thirds", "the first two and a half seconds",
]  # fmt: skip


@pytest.mark.parametrize("text", OPENINGS)
def test_lengths_are_no_places(text: str) -> None:
    assert position(text) is None


def test_there_is_no_clip_before_the_first() -> None:
    assert position("make clip 0 noir") is None  # it was the last one


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("the second one", True), ("no, i meant the third one", True), ("that dog video", True),
        ("3", True), ("the second one in noir", False), ("show me dogs", False), ("it", False),
    ],
)  # fmt: skip
def test_pointing_is_told_from_asking(text: str, only: bool) -> None:
    assert only_points(text) is only


def test_left_and_right_are_the_ends_of_the_row() -> None:
    assert position("the one on the left") == 0 and position("the right one please") == -1
    assert position("the leftmost clip") == 0
    assert position("on the right") == -1 and position("make the left one noir") == 0
    for text in ("turn left", "all right", "is the clip right?", "rotate it to the right"):
        assert position(text) is None, text
    assert only_points("the one on the left") and not only_points(
        "the one on the left: make it noir"
    )


def test_a_side_of_the_picture_is_no_place_on_the_screen() -> None:
    for text in ("blur the face on the left", "crop the left side", "write hello on the right"):
        assert position(text) is None and referred(text, SCREEN, SCREEN[1]) is SCREEN[1], text


@pytest.mark.parametrize("text", ["no 2", "no. 2", "nr 2", "Nr. 2 please", "no 2 pls", "num 2"])
def test_a_number_is_a_place_however_it_is_shortened(text: str) -> None:
    assert only_points(text) and referred(text.lower(), SCREEN, None) is SCREEN[1]


@pytest.mark.parametrize(
    "text", ["no 2 people alike", "no one", "no, 2 seconds", "no 5 seconds", "no dogs", "nr"]
)
def test_no_is_a_number_only_before_one(text: str) -> None:
    assert position(text) is None
