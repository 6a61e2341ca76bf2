"""What lay people say of a plan comes to the same few changes; what it has not is said."""

from dataclasses import replace

import pytest

from agents.instruct.plans.filming import film, kept, planned, puzzled
from agents.instruct.plans.noted import NOTED
from agents.instruct.plans.replanning import Replanned, replanned
from agents.instruct.plans.resuming import resumed
from agents.make.storyboard import Brief, Shot, Storyboard, from_data
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision
from tests.agents.instruct.plans.test_replanning import BOARD as PLAN
from tests.agents.instruct.plans.test_replanning import past
from tests.agents.stage import item


def shot(name: str, caption: str, scene: str) -> Shot:
    return Shot(item=name, start=1.0, end=4.6, low=0.0, high=7.0, caption=caption, scene=scene)


BOARD = Storyboard(
    want="",
    seconds=13.2,
    shape="portrait",
    shots=(
        shot("coffee", "Cup of coffee", "coffee"),
        shot("cake", "Birthday cake", "the cake"),
        shot("window", "Window in the rain", "the rainy window"),
        shot("dog", "White dog in a park", "a dog"),
    ),
    spare=(shot("tart", "Cake on a plate", "the cake"), shot("puppy", "Black dog", "a dog")),
    told=True,
)


def hear(text: str, board: Storyboard = BOARD) -> Replanned:
    made = replanned(board, text, Scene(text=text, board=board, past=past(board)))
    assert made is not None, text
    return made


def decide(text: str, board: Storyboard = BOARD, **changes: object) -> Decision | None:
    scene = replace(Scene(text=text, board=board, past=past(board)), **changes)  # type: ignore[arg-type]
    return planned(text, plain(text), scene)


def order(made: Replanned) -> list[str]:
    return [one.item or one.scene for one in made.board.shots]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("leave out the rainy window, it's depressing", ["coffee", "cake", "dog"]),
        ("no coffee", ["cake", "window", "dog"]),
        ("the window has to go", ["coffee", "cake", "dog"]),
        ("take the dog out again, silly idea", ["coffee", "cake", "window"]),
        ("make it end with the coffee", ["cake", "window", "dog", "coffee"]),
        ("it should end with a horse", ["coffee", "cake", "window", "dog", "a horse"]),
        ("dog first", ["dog", "coffee", "cake", "window"]),
        ("the cake as the finale please", ["coffee", "window", "dog", "cake"]),
        ("swap cake and coffee", ["cake", "coffee", "window", "dog"]),
        ("dog, cake, coffee", ["dog", "cake", "coffee", "window"]),
        ("+ snow at the end", ["coffee", "cake", "window", "dog", "snow"]),
        (
            "stick a whale between the coffee and the cake",
            ["coffee", "a whale", "cake", "window", "dog"],
        ),
        ("fox instead of the cake", ["coffee", "fox", "window", "dog"]),
        ("i meant the black dog", ["coffee", "cake", "window", "black dog"]),
        ("not the cake, noodles", ["coffee", "noodles", "window", "dog"]),
        ("no coffee, no cake", ["window", "dog"]),
        ("i changed my mind about the cake, remove it", ["coffee", "window", "dog"]),
        ("it shouldn't start with the coffee", ["cake", "coffee", "window", "dog"]),
        ("can we squeeze in a fox somewhere?", ["coffee", "cake", "window", "dog", "a fox"]),
        ("leave out scene four", ["coffee", "cake", "window"]),
        ("the dog doesn't belong there, remove it", ["coffee", "cake", "window"]),
        ("also put a bus in", ["coffee", "cake", "window", "dog", "a bus"]),
        ("only two scenes", ["coffee", "cake"]),
        (
            "first the dog, then the sea, then the cake",
            ["dog", "the sea", "cake", "coffee", "window"],
        ),
    ],
)  # fmt: skip
def test_which_shots_there_are_and_in_which_order(text: str, items: list[str]) -> None:
    assert order(hear(text)) == items


@pytest.mark.parametrize(
    ("text", "place", "longer"),
    [
        ("not so much cake", 1, False),
        ("the cake can stay a bit longer", 1, True),
        ("more of the dog", 3, True),
        ("dog 3 secs", 3, False),
        ("a bit less coffee", 0, False),
        ("the window half as long", 2, False),
    ],
)
def test_one_shot_is_longer_or_shorter(text: str, place: int, longer: bool) -> None:
    before, after = BOARD.shots, hear(text).board.shots
    assert (after[place].seconds > before[place].seconds) == longer
    others = [n for n in range(len(before)) if n != place]
    assert [after[n] for n in others] == [before[n] for n in others]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("the whole thing shouldnt be longer than 10 secs", 10.0),
        ("too long, make it half", 7.0),
        ("max 8 seconds", 8.0),
        ("shrink everything to 9 seconds", 9.0),
        ("keep it under 30 seconds", BOARD.length),
    ],
)
def test_all_of_it_is_as_long_as_it_may_be(text: str, seconds: float) -> None:
    assert hear(text).board.length == pytest.approx(seconds, abs=0.1)


@pytest.mark.parametrize("text", ["not so much pizza", "forget the horse", "no whale please"])
def test_what_is_not_in_the_plan_is_said_to_be_missing(text: str) -> None:
    made = hear(text)
    assert made.board == BOARD and "There is no" in " ".join(made.notes)
    asked = decide(text)
    assert asked is not None and asked.kind == "ask" and not asked.calls


@pytest.mark.parametrize("text", ["the cake is boring", "another dog", "make the cake noir"])
def test_what_is_not_clear_is_asked_and_the_plan_stays(text: str) -> None:
    made = hear(text)
    assert made.board == BOARD and made.options
    later = [replanned(BOARD, one, Scene(text=one)) for one in made.options if one != "make it"]
    assert any(one is not None and one.board != BOARD for one in later)


def test_a_title_is_written_as_it_was_said() -> None:
    assert hear("begin with a title card saying Hello World").board.title == "Hello World"
    assert hear("could you name it Winter").board.title == "Winter"
    titled = replace(BOARD, title="Hello")
    assert hear("no name", titled).board.title == ""
    assert hear("nvm the title", titled).board.title == ""


def test_a_shot_comes_back_to_its_place() -> None:
    less = hear("lose the cake").board
    scene = Scene(text="", board=less, past=past(BOARD, less))
    made = replanned(less, "no wait, put the cake back in", scene)
    assert made is not None and order(made) == ["coffee", "cake", "window", "dog"]
    undone = replanned(less, "hmm no, the way it was before", scene)
    assert undone is not None and undone.board == BOARD


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("how long will it be?", "13 seconds"),
        ("how many scenes are there", "4 shots"),
        ("is the dog still in it?", "shot 4"),
        ("is there a horse in it", "no horse"),
        ("does it have music?", "Calm music"),
    ],
)
def test_questions_about_the_plan_are_answered_from_it(text: str, said: str) -> None:
    made = decide(text)
    assert made is not None and made.kind == "chat" and said in made.text


def test_the_plan_is_shown_again_and_no_word_throws_it_away() -> None:
    shown = decide("whats in it now?")
    assert shown is not None and shown.calls[0].arguments["board"]["shots"]
    for text in ("a rainy day in paris instead", "forget the whole thing"):
        made = decide(text)
        assert made is None or not made.calls, text


def test_what_was_looked_at_meanwhile_goes_into_the_plan() -> None:
    penguin = item("penguin", "Blue penguin")
    scene = Scene(text="", screen=(penguin,), past=past(BOARD))
    made = resumed("put the penguin in before the dog", scene)
    assert made is not None
    shots = made.calls[0].arguments["board"]["shots"]
    assert [one["item"] for one in shots] == ["coffee", "cake", "window", "penguin", "dog"]
    back = resumed("back to the film", scene)
    assert back is not None and len(back.calls[0].arguments["board"]["shots"]) == 4
    go = resumed("ok make the film", scene)
    assert go is not None and go.calls[0].arguments["render"]
    assert resumed("make it black and white", scene) is None
    assert resumed("show me a cat", scene) is None


def test_of_a_video_that_is_made_shots_are_changed_and_looks_are_edits() -> None:
    assert decide("lose the cake", rendered=True) is not None
    assert decide("now shorter", rendered=True) is not None
    assert decide("make it black and white", rendered=True) is None


def test_no_guess_puts_another_video_in_the_place_of_what_was_told() -> None:
    guess = film(Brief(want="the coffee seems odd"), "the coffee seems odd")
    scene = Scene(text="the coffee seems odd", board=BOARD)
    assert kept(guess, scene).kind == "ask"
    assert kept(guess, replace(scene, text="make a video about dogs")) == guess
    assert kept(guess, replace(scene, board=None)) == guess
    assert kept(guess, replace(scene, rendered=True)) == guess


def test_a_cut_of_one_shot_is_not_noted_for_the_whole() -> None:
    assert puzzled(BOARD, "cut the surfer down to 2 seconds").text != NOTED
    assert puzzled(BOARD, "slow it down").text == NOTED


@pytest.mark.parametrize(
    ("text", "scenes"),
    [
        ("swap the coffee for pizza please", ["pizza", "b", "c"]),
        ("replace the city by a beach", ["a", "b", "a beach"]),
        ("actually I don't want the city in it", ["a", "b"]),
    ],
)
def test_a_shot_of_a_video_that_is_made_is_one_of_its_plan(text: str, scenes: list[str]) -> None:
    scene = Scene(text=text, board=PLAN, rendered=True, past=past(PLAN))
    made = planned(text, plain(text), scene)
    assert made is not None and made.calls[0].name == "compose"
    board = from_data(made.calls[0].arguments["board"])
    assert [shot.item or shot.scene for shot in board.shots] == scenes


@pytest.mark.parametrize("text", ["make it night", "make it a comic", "turn the sky pink"])
def test_what_names_no_shot_changes_the_video(text: str) -> None:
    scene = Scene(text=text, board=PLAN, rendered=True, past=past(PLAN))
    assert planned(text, plain(text), scene) is None
