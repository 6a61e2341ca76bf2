"""Whole turns in which a video is planned, changed and made."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from agents.director import Director
from agents.guard.guard import Admitted, Guard
from agents.make.editor import Editor
from agents.make.shots import PaintedShots
from agents.make.storyboard import DRAW, Storyboard, from_data
from agents.outcome import Outcome
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from models.domain import Artifact, Card, Event, Item, Refused, Said, Shown, Step
from models.media.probe import probe
from tests.agents.stage import ENCODER, catalogue, coloured, item
from tests.waiting import PATIENCE


class Stage:
    """A director on three clips, and what it decided last."""

    def __init__(self, folder: Path) -> None:
        names = {"cat": "A green cat", "sea": "The blue sea", "dog": "A red dog"}
        found = catalogue(
            *(
                item(name, title, media=coloured(folder / f"{name}.mp4", (colour,)), duration=2.0)
                for (name, title), colour in zip(
                    names.items(), ("green", "blue", "red"), strict=True
                )
            )
        )
        work = folder / "work"
        self.kept: list[Artifact] = []
        self.folder, self.outcome = folder, Outcome()
        self.director = Director(
            found,
            Retriever(found, ENCODER),
            Editor(found, ENCODER, work),
            Guard(folder / "made", work),
            self.keep,
        )

    def keep(
        self, artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str
    ) -> Item:
        assert parent is None
        self.kept.append(artifact)
        return item("new", artifact.title, media=admitted.media, origin="created", owner=viewer)

    def hear(self, text: str, cancel: threading.Event | None = None, **scene) -> list[Event]:  # type: ignore[no-untyped-def]
        self.outcome = Outcome()
        return list(
            self.director.run(
                Scene(text=text, **scene), Taste(), "v", cancel or threading.Event(), self.outcome
            )
        )

    @property
    def board(self) -> Storyboard:
        assert self.outcome.decision is not None
        return from_data(self.outcome.decision.calls[0].arguments["board"])


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


def words(events: list[Event]) -> str:
    return " ".join(e.text for e in events if isinstance(e, Said | Refused))


def cards(events: list[Event]) -> list[Card]:
    return [card for e in events if isinstance(e, Shown) for card in e.cards]


def test_a_plan_is_shown_before_anything_is_made(stage: Stage) -> None:
    events = stage.hear("make me a 4-second video of the sea with captions")
    assert "second landscape video about “sea”" in words(events)
    assert "I found one shot for “sea”" in words(events)
    assert cards(events)[0].item.id == "sea" and cards(events)[0].badge == "Shot 1"
    assert [e for e in events if isinstance(e, Said)][0].options[0] == "make it"
    assert not any(isinstance(e, Step) for e in events) and stage.kept == []
    assert stage.outcome.sure is True and stage.outcome.want == "sea"


def test_a_changed_plan_is_made_when_go_is_said(stage: Stage) -> None:
    stage.hear("make me a 3-second video of the sea")
    first = stage.board
    stage.hear("swap the last shot", board=first)
    second = stage.board
    assert second.shots[-1] != first.shots[-1]
    events = stage.hear("yes, make it", board=second)
    (step,) = [e for e in events if isinstance(e, Step) and e.status == "done"]
    (card,) = cards(events)
    assert step.title == "Making the video" and card.badge == "Made for you"
    assert card.item.media.parent.name == "made" and stage.outcome.report is not None
    assert stage.kept[0].parents == second.items
    assert not list((stage.folder / "work").iterdir())


def test_one_tap_makes_one_to_the_taste_at_once(stage: Stage) -> None:
    (card,) = cards(stage.hear("make one for me"))
    assert card.badge == "Made for you"
    assert stage.kept[0].title == "A green cat, a red dog and the blue sea"
    assert cards(stage.hear("make me a 3-second video of the sea right away"))


def test_another_plan_is_another(stage: Stage) -> None:
    stage.hear("make me a 3-second video")
    first = stage.board
    stage.hear("another plan", board=first)
    assert stage.board.shots != first.shots


def test_what_is_said_of_other_things_is_no_change_of_the_plan(stage: Stage) -> None:
    stage.hear("make me a 3-second video of the sea")
    board = stage.board
    assert "what comes closest to “cats”" in words(stage.hear("show me cats", board=board))
    assert words(stage.hear("swap the ninth shot", board=board)).startswith("There is no shot 9")
    assert "make it" not in words(stage.hear("hello", board=board))


def test_once_made_it_is_a_clip_like_others(stage: Stage) -> None:
    stage.hear("make me a 3-second video of the sea")
    made = item("new", media=stage.folder / "sea.mp4", duration=2.0, origin="created")
    scene = {"board": stage.board, "rendered": True, "screen": (made,), "focus": made}
    stage.hear("make it square", **scene)
    assert stage.outcome.decision is not None and stage.outcome.decision.kind == "edit"
    stage.hear("swap the first shot", **scene)
    assert stage.outcome.decision.kind == "create"


@pytest.mark.parametrize("where", ["at once", "while it is made"])
def test_stop_ends_it_and_leaves_no_file(stage: Stage, where: str) -> None:
    stage.hear("make me a 3-second video of the sea")
    cancel = threading.Event()
    if where == "at once":
        cancel.set()
    board = replace(stage.board, style="oil")
    events: list[Event] = []
    others = set(threading.enumerate())
    for event in stage.director.run(
        Scene(text="make it", board=board), Taste(), "v", cancel, Outcome()
    ):
        events.append(event)
        cancel.set()
    steps = [event for event in events if isinstance(event, Step)]
    assert not cards(events) and (not steps or steps[-1].status == "cancelled")
    for thread in set(threading.enumerate()) - others:
        thread.join(PATIENCE)
    assert not list((stage.folder / "work").glob("*")) and stage.kept == []


def test_a_plan_has_a_card_a_shot_that_plays_its_part(stage: Stage) -> None:
    events = stage.hear("make me a 4-second video of the sea")
    shots = stage.board.shots
    assert [card.badge for card in cards(events)] == [f"Shot {n + 1}" for n in range(len(shots))]
    assert [card.span for card in cards(events)] == [(one.start, one.end) for one in shots]
    assert [card.item.id for card in cards(events)] == [one.item for one in shots]


def test_the_same_is_planned_again_otherwise(stage: Stage) -> None:
    stage.hear("make me a 4-second video of the sea with captions, portrait")
    board = stage.board
    for rendered in (False, True):
        stage.hear("same but at night", board=board, rendered=rendered)
        assert (stage.board.want, stage.board.captions) == ("sea at night", True)
        stage.hear("make the same with dogs", board=board, rendered=rendered)
        assert (stage.board.want, stage.board.shape) == ("dogs", "portrait")
        assert "landscape" in words(stage.hear("the same in landscape", board=board))
        assert stage.board.shots == board.shots
    assert stage.hear("about cats instead", board=board) and stage.board.want == "cats"


def test_praise_of_what_was_made_makes_nothing_anew(stage: Stage) -> None:
    stage.hear("make me a 3-second video of the sea")
    stage.hear("great", board=stage.board, rendered=True)
    assert stage.kept == []


def test_what_a_change_did_is_said(stage: Stage) -> None:
    stage.hear("make me a 4-second video of the sea with captions")
    board = stage.board
    assert "Without captions." in words(stage.hear("no captions", board=board))
    assert "In another order." in words(stage.hear("another order", board=board))
    shorter = words(stage.hear("make it 3 seconds", board=board))
    assert "seconds now." in shorter or "Without shot" in shorter


class Painted(Stage):
    """A stage on which shots can be drawn, and what is drawn is kept."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.source = PaintedShots(folder / "work")
        self.director.producer.source = self.source

    def keep(
        self, artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str
    ) -> Item:
        made = super().keep(artifact, admitted, parent, viewer)
        info = probe(admitted.media)
        made = replace(
            made,
            id=f"new{len(self.kept)}",
            duration=info.duration,
            width=info.width,
            height=info.height,
        )
        self.director.catalogue.add(made)  # type: ignore[attr-defined]
        return made


def test_missing_shots_are_drawn_when_asked_for(tmp_path: Path) -> None:
    stage = Painted(tmp_path)
    events = stage.hear("make me a 4-second portrait video of the sea")
    near = [n for n, shot in enumerate(stage.board.shots) if not shot.sure]
    assert near and DRAW in [e for e in events if isinstance(e, Said)][0].options
    events = stage.hear(DRAW, board=stage.board)
    assert not any(isinstance(e, Refused) for e in events), words(events)
    steps = [e.title for e in events if isinstance(e, Step) and e.status == "done"]
    assert steps == [f"Drawing shot {n + 1}" for n in near]
    assert {(one.words, one.shape) for one in stage.source.asked} == {("sea", "portrait")}
    assert len({one.seed for one in stage.source.asked}) == len(near)
    assert all(shot.sure and not shot.draw for shot in stage.board.shots)
    drawn = [card for card in cards(events) if card.why == "Drawn for you."]
    assert [card.badge for card in drawn] == [f"Shot {n + 1}" for n in near]
    (card,) = cards(stage.hear("make it", board=stage.board))
    assert stage.kept[-1].recipe.pixels == "made" and card.badge == "Made for you"


def test_a_stop_while_a_shot_is_drawn_keeps_the_plan(tmp_path: Path) -> None:
    stage = Painted(tmp_path)
    stage.hear("make me a 4-second portrait video of the sea")
    board, cancel = stage.board, threading.Event()
    stage.outcome = Outcome()
    for _event in stage.director.run(
        Scene(text=DRAW, board=board), Taste(), "v", cancel, stage.outcome
    ):
        cancel.set()
    assert stage.board == board and stage.kept == []
    assert not list((tmp_path / "work").glob("*"))


def test_where_nothing_can_draw_it_is_said(stage: Stage) -> None:
    stage.hear("make me a 4-second video of the sea")
    assert "Nothing here can draw shots" in words(
        stage.hear("draw the first shot", board=stage.board)
    )


def test_praise_of_a_plan_and_a_word_to_begin_is_go(stage: Stage) -> None:
    stage.hear("make me a 3-second video of the sea")
    board = stage.board
    for text in ("looks good, cut it together", "lovely, render it", "ok now put it all together"):
        stage.hear(text, board=board)
        assert stage.outcome.decision is not None
        assert stage.outcome.decision.calls[0].arguments.get("render") is True, text
