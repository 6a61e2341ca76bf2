"""The simulated visitor, against services whose behaviour is known."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np

from agents.evaluation import EDITS, PERSONAS, Goal, Visitor, goals
from models.domain import Card, Event, Said, Shown
from models.media.write import VideoWriter
from tests.agents.stage import item

DOG = item("d", "Brown dog on a beach", "dog", "night")
CAT = item("c", "Cat in a park", "cat")


def shows(*items) -> Shown:
    return Shown(cards=tuple(Card(item=one, why="") for one in items))


def test_a_find_ends_when_the_item_is_shown() -> None:
    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(lambda text: [shows(CAT, DOG)])
    assert visit.success and visit.turns == 1 and visit.questions == 0


def test_patience_ends() -> None:
    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[2]).visit(lambda text: [shows(CAT)])
    assert not visit.success and visit.turns == PERSONAS[2].patience


def test_a_fitting_answer_is_clicked_and_others_are_useless() -> None:
    said: list[str] = []

    def respond(text: str) -> Iterator[Event]:
        said.append(text)
        yield Said(text="Which kind?", options=("park", "night"))
        yield shows(DOG) if text == "night" else shows(CAT)

    visit = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(respond)
    assert visit.success and said[1] == "night" and visit.useless == 0
    other = Visitor(Goal(aim="find", item=DOG), PERSONAS[0]).visit(
        lambda text: [Said(text="Which kind?", options=("park", "snow")), shows(CAT)]
    )
    assert other.useless == other.questions > 0


def test_an_edit_names_the_place_and_counts_when_what_was_wished_is_seen() -> None:
    def after(width: int, height: int, parent: str = "d") -> bool:
        edited = replace(
            item("e", "x", origin="edited", parents=(parent,)), width=width, height=height
        )

        def respond(text: str) -> list[Event]:
            return [shows(edited)] if text == "make the second one square" else [shows(CAT, DOG)]

        return Visitor(goal, PERSONAS[0]).visit(respond).success

    wish, wanted = next(one for one in EDITS if "square" in one[0])
    goal = Goal(aim="edit", item=DOG, wish=wish, wanted=wanted)
    assert after(240, 240)
    assert not after(320, 240) and not after(0, 0)
    assert not after(240, 240, parent="c")


def test_what_was_wished_is_looked_for_in_what_was_made(tmp_path: Path) -> None:
    wanted = dict(EDITS)
    long = replace(DOG, duration=5.0, has_audio=True, media=tmp_path / "gone.mp4")
    cut, mute = wanted["cut {} to 2 seconds"], wanted["mute {}"]
    assert cut(long, replace(long, duration=2.1)) and not cut(long, replace(long, duration=2.5))
    assert cut(replace(long, duration=1.0), replace(long, duration=1.0))
    assert mute(long, replace(long, has_audio=False)) and not mute(long, long)
    assert not wanted["make {} look like a comic"](long, long)

    cover = wanted["give {} another cover"]
    one, other = tmp_path / "a.jpg", tmp_path / "b.jpg"
    one.write_bytes(b"one")
    other.write_bytes(b"other")
    covered = replace(long, thumbnail=one)
    assert cover(covered, replace(long, thumbnail=other))
    assert not cover(covered, covered) and not cover(covered, long)


def test_a_style_is_read_from_what_the_file_says_of_itself(tmp_path: Path) -> None:
    media = tmp_path / "made.mp4"
    said = {"tool": "style", "pixels": "changed", "parameters": {"style": "comic"}}
    metadata = {"generec": json.dumps(said)}
    with VideoWriter(media, width=32, height=32, fps=10.0, metadata=metadata) as writer:
        for n in range(3):
            writer.write(np.zeros((32, 32, 3), np.uint8), n / 10)
    made = replace(DOG, media=media)
    assert dict(EDITS)["make {} look like a comic"](DOG, made)
    assert not dict(EDITS)["{} as a watercolour painting please"](DOG, made)


def test_goals_are_of_every_kind() -> None:
    drawn = goals([DOG, CAT], 200)
    assert {goal.aim for goal in drawn} == {"find", "edit", "create"}
