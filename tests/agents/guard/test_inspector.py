"""What is looked at of an artifact, and that the gate and the turn act on what is found."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from agents.director import Director, Outcome
from agents.guard.guard import Admitted, Guard
from agents.guard.inspector import FRAMES, Inspector, recipe_words
from agents.guard.marks import Marks
from agents.make.editor import Editor
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from models.domain import Artifact, Check, Event, Item, Recipe, Refused, Said, Shown
from models.errors import Cancelled, Withheld
from models.fidelity.check import FakeCheck, Ingredient, Subject
from models.fidelity.policy import Policy
from models.media.transform import transform
from tests.agents.stage import ENCODER, catalogue, coloured, item
from tests.media_factory import make


class Watching(FakeCheck):
    """Keeps what it was shown."""

    def check(self, subject: Subject) -> Check:
        seen.append(subject)
        return super().check(subject)


seen: list[Subject] = []


@pytest.fixture(autouse=True)
def nothing_seen() -> None:
    seen.clear()


def clip(work: Path, recipe: Recipe) -> Artifact:
    work.mkdir(exist_ok=True)
    bare = make(work.parent / "bare.mp4", seconds=1.0)
    path = work / "clip.mp4"
    transform(bare, path, metadata=Marks().new(recipe.pixels).lineage(recipe, ("p",)))
    return Artifact(
        media=path, kind="video", title="A sea (0.8 times as fast)", parents=("p",), recipe=recipe
    )


RECIPE = Recipe(tool="adjust", pixels="changed", parameters={"text": "Hello", "aspect": "1:1"})


def test_words_frames_and_sources_are_looked_at(tmp_path: Path) -> None:
    asked: list[object] = []

    def sources(parents: object) -> tuple[Ingredient, ...]:
        asked.append(parents)
        return (Ingredient(title="p"),)

    inspector = Inspector(
        words=(Watching(name="w"),),
        pictures=(Watching(name="p"),),
        sources=sources,  # type: ignore[arg-type]
        age="teen",
        region="DE",
    )
    found = inspector.made(clip(tmp_path / "work", RECIPE))
    assert [check.name for check in found] == ["w", "p"] and asked == [("p",)]
    words, pictures = seen
    assert words.words == {"title": "A sea", "caption": "Hello"} and not words.frames
    assert (words.age, words.region, words.pixels) == ("teen", "DE", "changed")
    assert words.said == "Edited by GeneRec (adjust)"
    assert [round(time, 2) for time, _ in pictures.frames] == list(FRAMES)
    assert pictures.frames[0][1].shape == (64, 96, 3)


def test_words_of_a_storyboard_stand_deep() -> None:
    shots = [{"item": "a", "caption": "one", "why": "x"}, {"caption": "two"}, {"caption": "one"}]
    told = {"want": "cats", "title": "Cats", "shots": shots, "seconds": 3.0, "style": "comic"}
    assert recipe_words(told) == {"request": "cats", "title": "Cats", "caption": "one\ntwo"}


def test_a_stop_is_heard_between_checks(tmp_path: Path) -> None:
    def stop(fraction: float) -> None:
        raise Cancelled("the visitor pressed stop")

    with pytest.raises(Cancelled):
        Inspector(words=(Watching(),)).made(clip(tmp_path / "work", RECIPE), stop)
    assert not seen


@pytest.fixture
def gate(tmp_path: Path) -> Callable[..., Guard]:
    def made(*checks: FakeCheck, policy: Policy | None = None) -> Guard:
        inspector = Inspector(requests=checks, words=checks)
        return Guard(tmp_path / "made", tmp_path / "work", None, inspector, policy)

    return made


def test_a_failed_check_withholds_and_an_unknown_one_follows_policy(
    gate: Callable[..., Guard], tmp_path: Path
) -> None:
    bad = FakeCheck(name="legality", verdict="fail", reason="it may not be changed")
    guard = gate(bad)
    with pytest.raises(Withheld, match="withheld: it may not be changed"):
        guard.admit(clip(guard.work, RECIPE))
    assert not guard.served.exists() and not list(guard.work.iterdir())
    unsure = FakeCheck(name="legality", verdict="unknown", reason="no licence is stated")
    for policy, action in ((Policy(), "notice"), (Policy(unknown="review"), "review")):
        guard = gate(unsure, policy=policy)
        admitted = guard.admit(clip(guard.work, RECIPE))
        assert admitted.action == action and admitted.report.verdict == "unknown"
        assert ("no licence" in admitted.notice) == (action == "notice")
    guard = gate(unsure, policy=Policy(unknown="withhold"))
    with pytest.raises(Withheld, match="no licence"):
        guard.admit(clip(guard.work, RECIPE))
    assert not list(guard.work.iterdir())


def test_what_a_turn_does_with_findings(tmp_path: Path, gate: Callable[..., Guard]) -> None:
    path = coloured(tmp_path / "rgb.mp4", ("red", "green"), each=1.0)
    dog = item("rgb", "A red dog", media=path, duration=2.0)
    found = catalogue(dog, item("cat", "A green cat"))
    kept: list[Item] = []

    def keep(artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str) -> Item:
        assert parent is not None
        kept.append(replace(parent, id="new", media=admitted.media, origin="edited"))
        return kept[-1]

    def hear(text: str, guard: Guard) -> list[Event]:
        director = Director(
            found, Retriever(found, ENCODER), Editor(found, ENCODER, guard.work), guard, keep
        )
        scene = Scene(text=text, screen=(dog,), focus=dog)
        return list(director.run(scene, Taste(), "v", threading.Event(), Outcome()))

    def told(events: list[Event]) -> str:
        return " ".join(e.text for e in events if isinstance(e, Said | Refused))

    def shown(events: list[Event]) -> list[str]:
        return [card.item.id for e in events if isinstance(e, Shown) for card in e.cards]

    only_made = Inspector(words=(FakeCheck(verdict="fail", reason="it is wrong"),))
    guard = gate()
    guard.inspector = only_made
    events = hear("make it brighter", guard)
    # Withheld, with the reason, and something else that is here.
    assert "it is wrong" in told(events) and shown(events) == ["cat"] and not kept
    events = hear("make it brighter", gate(FakeCheck(verdict="unknown", reason="nobody knows")))
    assert shown(events) == ["new"]
    last = events[-1]
    assert isinstance(last, Said) and last.footnote and last.text == "Not sure: nobody knows."
    unsure = FakeCheck(name="fairness of words", verdict="unknown", reason="it generalises")
    events = hear("make it brighter", gate(unsure))
    assert len(kept) == 2 and "new" not in shown(events)
    assert "a person looks at it before it is shown: it generalises" in told(events)
    # Words are looked at before anything is done.
    events = hear("show me a cat", gate(FakeCheck(verdict="fail", reason="it is wrong")))
    assert told(events).startswith("I won’t do that: it is wrong.") and not shown(events)
