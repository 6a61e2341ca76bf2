"""Storyboards changed by words, before anything is rendered."""

from dataclasses import replace

import pytest

from agents.make.recut import recut
from agents.make.storyboard import (
    DRAW,
    Shot,
    Storyboard,
    drawn,
    from_data,
    options,
    settled,
    to_data,
    told,
)
from models.errors import BadRequest
from tests.agents.stage import item


def shot(name: str, seconds: float = 3.0, room: float = 6.0) -> Shot:
    return Shot(item=name, start=1.0, end=1.0 + seconds, low=0.0, high=room)


BOARD = Storyboard(
    want="sea",
    seconds=10.8,
    shape="portrait",
    shots=tuple(shot(name) for name in "abcd"),
    spare=(shot("e", 2.0), shot("f")),
)


def order(text: str, board: Storyboard = BOARD) -> str:
    changed = recut(board, text)
    assert changed is not None, text
    return "".join(one.item for one in changed.shots)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("swap the third shot", "abed"),
        ("replace shot 2 please", "aecd"),
        ("another clip for the last one", "abce"),
        ("swap the first and the third", "cbad"),
        ("replace the first and the second shot", "efcd"),
        ("remove the second", "acd"),
        ("drop shots 1 and 4", "bc"),
        ("without the last shot", "abc"),
        ("put the third first", "cabd"),
        ("move the first shot to the end", "bcda"),
        ("start with the last one", "dabc"),
        ("end with shot 2", "acdb"),
        ("another order", "bdac"),
        ("shuffle them", "bdac"),
        ("reverse the order", "dcba"),
    ],
)
def test_shots_are_named_by_their_places(text: str, expected: str) -> None:
    assert order(text) == expected


def test_a_swapped_shot_is_as_long_and_can_come_back() -> None:
    changed = recut(BOARD, "swap the third shot")
    assert changed is not None
    assert changed.length == pytest.approx(BOARD.length) and changed.spare[-1].item == "c"


def test_orders_come_round_to_the_first_again() -> None:
    board, seen = BOARD, []
    for _ in range(4):
        board = recut(board, "another order") or board
        seen.append("".join(one.item for one in board.shots))
    assert seen[-1] == "abcd" and len(set(seen)) == 4


@pytest.mark.parametrize(
    ("text", "place", "seconds"),
    [
        ("make the first longer", 0, 4.5),
        ("the second one should be shorter", 1, 2.0),
        ("make shot 3 five seconds long", 2, 5.0),
        ("make the last shot 2 seconds", 3, 2.0),
    ],
)
def test_shots_get_longer_and_shorter(text: str, place: int, seconds: float) -> None:
    changed = recut(BOARD, text)
    assert changed is not None and changed.seconds == pytest.approx(changed.length)
    one = changed.shots[place]
    assert one.seconds == pytest.approx(seconds) and one.low <= one.start < one.end <= one.high


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("with captions", "captions", True),
        ("add subtitles please", "captions", True),
        ("make it square", "shape", "square"),
        ("make it a comic", "style", "comic"),
        ("in the style of a watercolour", "style", "watercolour"),
        ("call it Open Water", "title", "Open Water"),
        ("no music", "music", "none"),
        ("with lively music", "music", "lively"),
        ("mute it", "music", "mute"),
    ],
)
def test_the_whole_is_changed_too(text: str, field: str, value: object) -> None:
    changed = recut(BOARD, text)
    assert changed is not None and getattr(changed, field) == value
    assert changed.shots == BOARD.shots


@pytest.mark.parametrize("seconds", [5, 8, 20])
def test_another_length_takes_other_shots(seconds: float) -> None:
    changed = recut(BOARD, f"make it {seconds} seconds long")
    assert changed is not None and changed.seconds == seconds
    assert changed.length == pytest.approx(seconds, abs=0.1)
    assert all(one.low <= one.start < one.end <= one.high for one in changed.shots)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("swap the ninth shot", "There is no shot 9: there are 4 shots; name one from 1 to 4."),
        ("remove shots 1, 2, 3 and 4", "nothing would be left"),
        ("make the first 20 seconds long", None),
    ],
)
def test_what_cannot_be_is_said(text: str, sentence: str | None) -> None:
    if sentence is None:  # as long as there is footage
        changed = recut(BOARD, text)
        assert changed is not None and changed.shots[0].seconds == 6.0
        with pytest.raises(BadRequest, match="no more than 6.0 seconds"):
            recut(changed, text)
    else:
        with pytest.raises(BadRequest, match=sentence):
            recut(BOARD, text)


def test_without_spare_shots_nothing_is_swapped() -> None:
    alone = Storyboard(want="", seconds=3.0, shape="square", shots=(shot("a"),))
    for text in ("swap the first shot", "another order", "remove the first"):
        with pytest.raises(BadRequest):
            recut(alone, text)


@pytest.mark.parametrize("text", ["show me dogs", "thanks", "what is this", "a calmer one", "undo"])
def test_what_is_no_change_is_left_to_others(text: str) -> None:
    assert recut(BOARD, text) is None


def test_a_plan_is_kept_as_plain_data() -> None:
    assert from_data(to_data(BOARD)) == BOARD
    with pytest.raises(BadRequest, match="no longer be read"):
        from_data({"shots": [{"what": 1}]})


def test_the_plan_is_told_honestly() -> None:
    assert told(BOARD) == "An 11-second portrait video about “sea”, 4 shots."
    near = replace(BOARD, shots=(BOARD.shots[0], replace(BOARD.shots[1], sure=False)), seconds=20.0)
    assert "I found one shot for “sea”; the rest only looks near." in told(near)
    assert "not enough footage here for 20 seconds" in told(near)
    some = replace(near, shots=(near.shots[1],))
    assert "I know of no shot with all of “sea”" in told(some)
    none = replace(near, shots=(replace(near.shots[1], part=False),))
    assert "Nothing here is really “sea”" in told(none)
    assert options(BOARD)[:2] == ("make it", "swap the third shot")
    assert DRAW not in options(near) and DRAW in options(near, draws=True)
    assert DRAW not in options(BOARD, draws=True)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("make it longer", 16),
        ("and make it a bit longer", 14),
        ("a little shorter please", 9),
        ("shorter", 7),
        ("make the whole thing twice as long", 22),
        ("make it half as long", 5),
    ],
)
def test_the_whole_gets_longer_and_shorter(text: str, seconds: float) -> None:
    changed = recut(BOARD, text)
    assert changed is not None and changed.length == pytest.approx(seconds, abs=0.3)


def test_seconds_longer_are_added_to_those_there_are() -> None:
    for text, seconds in (("2 seconds shorter", -2), ("longer by two seconds", 2)):
        changed = recut(BOARD, text)
        assert changed is not None and changed.want == BOARD.want, text
        assert changed.length == pytest.approx(BOARD.length + seconds, abs=0.5), text


def test_what_cannot_get_longer_says_so() -> None:
    tight = Storyboard(want="sea", seconds=3, shape="square", shots=(shot("a", 3.0, 4.0),))
    with pytest.raises(BadRequest, match="no more than there is footage"):
        recut(recut(tight, "make it longer") or tight, "make it longer")


def test_shots_that_are_missing_are_to_be_drawn() -> None:
    near = replace(BOARD, shots=(BOARD.shots[0], replace(BOARD.shots[1], sure=False)))
    for text in (DRAW, "draw the rest", "generate the missing ones"):
        changed = recut(near, text)
        assert changed is not None and [one.draw for one in changed.shots] == ["", "sea"], text
    one = recut(BOARD, "draw the third shot as a red boat")
    assert one is not None and [shot.draw for shot in one.shots] == ["", "", "a red boat", ""]
    assert settled(one) == BOARD
    with pytest.raises(BadRequest, match="No shot is missing"):
        recut(BOARD, "draw the rest")
    with pytest.raises(BadRequest, match="What should it show"):
        recut(replace(BOARD, want=""), "draw the third shot")


def test_a_drawn_shot_takes_the_place_of_another() -> None:
    board = recut(BOARD, "draw the third shot as a red boat")
    assert board is not None
    made = drawn(board, 2, item("new", duration=2.0))
    new = made.shots[2]
    assert (new.item, new.start, new.end, new.high) == ("new", 0.0, 2.0, 2.0)
    assert new.caption == "A red boat" and new.sure and not new.draw
    assert from_data(to_data(made)) == made


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("swap the first shot for a different mountain", "mountain"),
        ("replace the first by another mountain lake", "mountain lake"),
        ("swap the first one for a new york street", "a new york street"),
    ],
)
def test_a_different_one_of_a_kind_is_of_that_kind(text: str, scene: str) -> None:
    told = replace(BOARD.shots[0], scene="sunrise over the mountains", caption="Sunrise")
    changed = recut(replace(BOARD, shots=(told, *BOARD.shots[1:])), text)
    assert changed is not None and (changed.shots[0].scene, changed.shots[0].item) == (scene, "")


def test_the_whole_thing_gets_another_shape() -> None:
    for text in ("make the whole thing square", "everything in square please"):
        changed = recut(BOARD, text)
        assert changed is not None and changed.shape == "square", text
