"""The plan on the screen is changed clause by clause, and taken back part by part."""

from dataclasses import replace

import pytest

from agents.instruct.plans.filming import planned, unplanned
from agents.instruct.plans.noted import NOTED
from agents.instruct.plans.replanning import (
    CARDS,
    FADES,
    WORDS_LATER,
    Replanned,
    into_the_last,
    replanned,
)
from agents.make.storyboard import Shot, Storyboard, to_data
from agents.read.words import plain
from agents.scene import UNDONE, Earlier, Scene
from models.domain import Decision, ToolCall, Turn
from models.errors import BadRequest
from tests.agents.stage import item


def shot(name: str, caption: str) -> Shot:
    return Shot(item=name, start=1.0, end=4.0, low=0.0, high=6.0, caption=caption)


BOARD = Storyboard(
    want="",
    seconds=8.2,
    shape="portrait",
    shots=(shot("a", "Cup of coffee"), shot("b", "Runner in a park"), shot("c", "City at night")),
    told=True,
)
CAT = item("e", "Black cat")


def past(*boards: Storyboard, undone: bool = False) -> list[Earlier]:
    turn = Turn(role="assistant", text="")
    calls = [(ToolCall(name="compose", arguments={"board": to_data(one)}),) for one in boards]
    made = [Earlier(turn=turn, decision=Decision(kind="create", calls=one)) for one in calls]
    if undone:
        last = made[-1].decision
        assert last is not None
        made[-1] = replace(made[-1], decision=replace(last, why=UNDONE))
    return made


def hear(text: str, board: Storyboard = BOARD, earlier: list[Earlier] | None = None) -> Replanned:
    made = replanned(board, text, Scene(text=text, seen=(CAT,), past=earlier or past(board)))
    assert made is not None, text
    return made


def order(made: Replanned) -> list[str]:
    return [one.item or one.scene for one in made.board.shots]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("drop the middle one", ["a", "c"]),
        ("begin with the last", ["c", "a", "b"]),
        ("move the first after the second", ["b", "a", "c"]),
        ("move the last one earlier", ["a", "c", "b"]),
        ("put the runner first", ["b", "a", "c"]),
        ("repeat the first at the end", ["a", "b", "c", "a"]),
        ("show the second one twice", ["a", "b", "b", "c"]),
        ("delete the runner again", ["a", "c"]),
        ("only the first two", ["a", "b"]),
        ("put 3 and 1 together", ["c", "a"]),
        ("first the city, then the coffee and then the runner", ["c", "a", "b"]),
        ("I'd rather have a lake than the runner", ["a", "a lake", "c"]),
        ("replace the second by something with rain", ["a", "rain", "c"]),
        ("the coffee one should be a tea cup instead", ["a tea cup", "b", "c"]),
        ("a sunset instead of the last", ["a", "b", "a sunset"]),
        ("what about a sunset at the end", ["a", "b", "c", "a sunset"]),
        ("add a dog after the first", ["a", "a dog", "b", "c"]),
        ("now add the cat clip from before at the end", ["a", "b", "c", "e"]),
        ("drop the second and add a dog at the end", ["a", "c", "a dog"]),
        ("swap the first and the last, then remove the middle one", ["c", "a"]),
    ],
)
def test_shots_are_put_in_order_by_words(text: str, items: list[str]) -> None:
    assert order(hear(text)) == items


def test_each_wish_of_a_sentence_is_done_or_named() -> None:
    made = hear("no music, shorter shots and make it square")
    assert (made.board.music, made.board.shape) == ("none", "square")
    assert made.board.length < BOARD.length
    made = hear("add a sunset at the end with calm music")
    assert order(made)[-1] == "a sunset" and made.board.music == "calm"
    made = hear("drop the second and make it rain")
    assert order(made) == ["a", "c"] and "“make it rain” undone" in " ".join(made.notes)
    made = hear("drop the ninth and put the last first")
    assert order(made) == ["c", "a", "b"] and "There is no shot 9" in " ".join(made.notes)
    with pytest.raises(BadRequest, match="There is no shot 9"):
        hear("drop the ninth")


def test_what_is_so_already_is_said() -> None:
    made = hear("no captions and drop the last")
    assert order(made) == ["a", "b"] and "“no captions”: so it is already." in made.notes


def test_other_music_is_other_music() -> None:
    first = hear("other music").board
    assert (first.music, hear("different music please", first).board.music) == ("lively", "calm")


def test_titles_between_and_fades_are_told_as_they_are() -> None:
    made = hear("put titles between the shots")
    assert made.board.captions and CARDS in made.notes
    made = hear("with fades between them")
    assert made.board == BOARD and made.notes == (FADES,)


def test_one_thing_is_taken_back_alone() -> None:
    calm = replace(BOARD, music="calm")
    short = replace(calm, shots=calm.shots[:2], title="Day")
    earlier = past(BOARD, calm, short)
    for text in ("undo the music", "take only the music off again", "no, undo that music"):
        made = hear(text, short, earlier)
        assert made.board == replace(short, music="fill"), text
    assert hear("undo the title", short, earlier).board.title == ""
    assert order(hear("undo the cut", short, earlier)) == ["a", "b", "c"]
    with pytest.raises(BadRequest, match="Nothing was changed about the style"):
        hear("undo the style", short, earlier)


def test_undo_goes_back_plan_by_plan() -> None:
    one, two = replace(BOARD, title="One"), replace(BOARD, title="Two")
    made = hear("undo that", two, past(BOARD, one, two))
    assert made.undone and made.board.title == "One"
    again = hear("undo", one, [*past(BOARD, one, two), *past(one, undone=True)])
    assert again.board.title == ""
    assert replanned(BOARD, "undo", Scene(text="undo", past=past(BOARD))) is None


def test_an_undone_plan_is_marked_as_such() -> None:
    two = replace(BOARD, title="Two")
    scene = Scene(text="undo", board=two, past=past(BOARD, two))
    made = planned("undo", plain("undo"), scene)
    assert made is not None and made.why == UNDONE


def test_clips_on_the_screen_go_into_the_plan_before() -> None:
    screen = (CAT, item("f", "White cat"))
    scene = Scene(text="", screen=screen, past=past(BOARD))
    made = into_the_last("add the second of these to the film", scene)
    assert made is not None and order(made) == ["a", "b", "c", "f"]
    made = into_the_last("put the first one at the start of my morning film", scene)
    assert made is not None and order(made) == ["e", "a", "b", "c"]
    for words in ("add music to the film", "add the second of these"):
        assert into_the_last(words, scene) is None
    assert into_the_last("add the first to the film", replace(scene, past=())) is None


def test_an_edit_of_a_video_waits_until_it_is_made() -> None:
    made = unplanned(Scene(text="make it brighter", board=BOARD))
    assert made is not None and made.text == NOTED
    assert unplanned(Scene(text="make it brighter", board=BOARD, rendered=True)) is None
    assert unplanned(Scene(text="make it brighter")) is None


@pytest.mark.parametrize(
    ("text", "title", "later"),
    [
        ('Please put a title at the start: "Our little friends"', "Our little friends", False),
        ('a title at the beginning saying "Hi there"', "Hi there", False),
        ('"Bean & Leaf" as the title and "See you soon!" at the end', "Bean & Leaf", True),
        ('put our name "Bean & Leaf" as the title and "See you!" at the end', "Bean & Leaf", True),
    ],
)
def test_a_title_is_no_shot(text: str, title: str, later: bool) -> None:
    made = hear(text)
    assert made.board == replace(BOARD, title=title)
    assert made.notes == ((WORDS_LATER,) if later else ())


def test_something_comes_in_the_place_of_the_title() -> None:
    made = hear("add a sunset at the start instead of the title", replace(BOARD, title="Sea"))
    assert order(made) == ["a sunset", "a", "b", "c"] and made.board.title == ""
