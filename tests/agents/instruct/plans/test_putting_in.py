"""An own clip is put into the video that is planned."""

from dataclasses import replace

import pytest

from agents.instruct.instructor import decide
from agents.instruct.plans.putting_in import PUT_AT_THE_START, PUT_IN, put_in
from agents.make.storyboard import from_data
from agents.scene import Scene
from models.errors import BadRequest
from tests.agents.instruct.plans.test_replanning import BOARD, order, past
from tests.agents.stage import item

MINE = item("mine", "Birthday at home")
OTHER = item("other", "The candles")


def came(text: str, **more: object) -> Scene:
    """The clip came with these words, while the plan is open."""
    there = {"board": BOARD, "past": past(BOARD), "screen": (MINE,), "focus": MINE, "brought": MINE}
    return Scene(text=text, **{**there, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("add my clip to the beginning", ["mine", "a", "b", "c"]),
        ("Add my own clip at the end please!", ["a", "b", "c", "mine"]),
        ("put this at the start of the video", ["mine", "a", "b", "c"]),
        ("can you put this clip after the first shot", ["a", "mine", "b", "c"]),
        (
            "insert the video I just uploaded between the second and the third",
            ["a", "b", "mine", "c"],
        ),
        ("start with this one", ["mine", "a", "b", "c"]),
        ("end with my footage", ["a", "b", "c", "mine"]),
        ("swap the second shot for my clip", ["a", "mine", "c"]),
        ("replace the runner with this", ["a", "mine", "c"]),
        ("use my clip instead of the last one", ["a", "b", "mine"]),
        ("use it as the opener", ["mine", "a", "b", "c"]),
        ("at the beginning please", ["mine", "a", "b", "c"]),
        ("here's my clip, can it go first?", ["mine", "a", "b", "c"]),
        ("I filmed this, add it at the end", ["a", "b", "c", "mine"]),
        ("could you open with the video I sent", ["mine", "a", "b", "c"]),
        ("my clip should be first", ["mine", "a", "b", "c"]),
        ("add mine to the film", ["a", "b", "c", "mine"]),
        ("add my clip at the start and drop the runner", ["mine", "a", "c"]),
    ],
)
def test_it_goes_where_it_is_to_go(text: str, items: list[str]) -> None:
    made = put_in(text, came(text))
    assert made is not None and order(made) == items
    placed = next(shot for shot in made.board.shots if shot.item == "mine")
    assert placed.open and placed.caption == "Birthday at home" and not placed.scene
    assert "ownfootage" not in str(made) and "undone" not in str(made.notes)


def test_the_instructor_changes_the_plan_and_says_where_the_clip_is() -> None:
    done = decide(came("add my clip to the beginning"))
    (call,) = done.calls
    assert done.kind == "create" and call.name == "compose"
    assert [shot.item for shot in from_data(call.arguments["board"]).shots] == ["mine", *"abc"]
    assert done.text == "Shot 1 is “Birthday at home” now."


def test_several_clips_come_one_after_the_other() -> None:
    made = put_in("add these to the end", came("x", screen=(MINE, OTHER), focus=None))
    assert made is not None and order(made) == ["a", "b", "c", "mine", "other"]


@pytest.mark.parametrize(
    "text",
    [
        "make it noir",
        "cut it to 5 seconds",
        "what is this?",
        "put it in black and white",
        "add calm music to my clip",
        "use it as the cover",
        "",
    ],
)
def test_what_is_said_of_the_clip_alone_leaves_the_plan(text: str) -> None:
    assert put_in(text, came(text)) is None
    assert all("board" not in call.arguments for call in decide(came(text)).calls)


def test_a_place_that_is_not_there_is_said() -> None:
    with pytest.raises(BadRequest, match="shot"):
        put_in("swap the seventh shot for my clip", came("x"))


def test_a_clip_that_came_without_words_can_still_go_into_the_plan() -> None:
    asked = decide(came(""))
    assert asked.kind == "ask" and PUT_IN in asked.options
    assert PUT_IN not in decide(came("", board=None, past=())).options
    later = came(PUT_IN, board=None, brought=None, options=asked.options)
    done = decide(later)
    assert [shot["item"] for shot in done.calls[0].arguments["board"]["shots"]] == [*"abc", "mine"]


def test_it_comes_in_the_place_of_the_title() -> None:
    text, board = "add this at the beginning instead of the title", replace(BOARD, title="Sea")
    made = put_in(text, came(text, board=board, past=past(board)))
    assert made is not None and order(made) == ["mine", "a", "b", "c"]
    assert made.board.title == ""


def test_where_it_goes_is_asked_rather_than_the_clip_changed() -> None:
    text = "add this somewhere at the beginning, that is where the title was"
    made = decide(came(text))
    assert made.kind == "ask" and made.options == (PUT_AT_THE_START, PUT_IN)
    for option in made.options:
        scene = came(option, brought=None, board=None)
        placed = put_in(option, scene)
        assert placed is not None and "mine" in order(placed)
