"""Whole turns without a page and a database: events in their order, files where they belong."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from agents.director import Director
from agents.guard.guard import Admitted, Guard
from agents.instruct.embedded import EmbeddedInstructor
from agents.make.editor import Editor
from agents.outcome import Outcome
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from models.domain import Artifact, Card, Decision, Event, Item, Refused, Said, Shown, Step
from models.errors import CannotDraw
from models.understand.reading import FakeReader
from tests.agents.stage import ENCODER, catalogue, coloured, item
from tests.waiting import PATIENCE

Hear = Callable[..., list[Event]]


@dataclass
class Stage:
    director: Director
    catalogue: MemoryCatalogue
    clip: Item
    home: Path

    def hear(self, text: str, taste: Taste = Taste(), **scene: Any) -> list[Event]:  # noqa: B008
        seen = scene.pop("seen", frozenset())
        cancel = scene.pop("cancel", threading.Event())
        return list(
            self.director.run(Scene(text=text, **scene), taste, "v", cancel, Outcome(), seen)
        )

    def files(self) -> list[str]:
        return sorted(p.name for name in ("work", "made") for p in (self.home / name).glob("*"))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    path = coloured(tmp_path / "rgb.mp4", ("red", "green", "blue"), each=1.0)
    clip = item("rgb", "A red dog", media=path, duration=3.0)
    found = catalogue(clip, item("cat", "A green cat"), item("sea", "The blue sea"))

    def keep(artifact: Artifact, admitted: Admitted, parent: Item, viewer: str) -> Item:
        if artifact.title.startswith("unlucky"):
            raise OSError("disk full")
        media = parent.media if artifact.kind == "image" else admitted.media
        return replace(parent, id="new", media=media, thumbnail=admitted.poster, origin="edited")

    work = tmp_path / "work"
    director = Director(
        found,
        Retriever(found, ENCODER),
        Editor(found, ENCODER, work),
        Guard(tmp_path / "made", work),
        keep,
    )
    return Stage(director, found, clip, tmp_path)


def words(events: list[Event]) -> str:
    return " ".join(e.text for e in events if isinstance(e, Said | Refused))


def cards(events: list[Event]) -> list[Card]:
    return [card for e in events if isinstance(e, Shown) for card in e.cards]


def test_a_search_says_what_it_is_and_shows_cards(stage: Stage) -> None:
    events = stage.hear("show me something with dogs")
    assert words(events) == "Here is what comes closest to “dogs”."
    assert cards(events)[0].item.id == "rgb" and cards(events)[0].why


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("submarine volcano", "Nothing here is really “submarine volcano”; the nearest are:"),
        ("surprise me", "Here are some to start with."),
        ("no dogs", "Here are some without dogs."),
        ("something with cats but no dogs", "Here is what comes closest to “cats”, without dogs."),
        ("the sea " + "x" * 200, "x" * 72 + "…”; the nearest are:"),
    ],
)
def test_the_sentence_above_the_cards_is_honest_and_short(
    stage: Stage, text: str, said: str
) -> None:
    assert said in words(stage.hear(text)) or text.startswith("the sea")
    assert len(words(stage.hear(text))) < 200


def test_a_comparison_reads_naturally(stage: Stage) -> None:
    stage.catalogue.add(item("pup", "A dog", duration=2.0), text=ENCODER.texts(["a dog"])[0])
    shown = {"screen": (stage.clip,), "focus": stage.clip, "last_want": "dog"}
    events = stage.hear("something shorter", **shown)
    assert words(events) == "Shorter ones, still with dog."
    assert [card.item.id for card in cards(events)] == ["pup"]
    assert "Nothing else with dog here is longer" in words(stage.hear("a longer one", **shown))


def test_what_was_seen_is_not_shown_again_until_nothing_else_is_left(stage: Stage) -> None:
    again = stage.hear("more", last_want="sea", seen=frozenset({"sea"}))
    assert "sea" not in [card.item.id for card in cards(again)]
    everything = frozenset({"sea", "cat", "rgb"})
    assert cards(stage.hear("more", last_want="sea", seen=everything))


def test_a_picture_is_answered_with_what_looks_like_it(stage: Stage) -> None:
    events = stage.hear("", like_vector=ENCODER.texts(["green"])[0])
    assert words(events) == "Here is what looks like your picture."
    assert cards(events)[0].item.id == "cat"


def test_several_wishes_end_in_one_card_and_one_file(stage: Stage) -> None:
    wish = "make it noir, cut it to one second and give it a new cover"
    events = stage.hear(wish, screen=(stage.clip,), focus=stage.clip)
    steps = [e for e in events if isinstance(e, Step) and e.status == "done"]
    assert [step.title for step in steps] == ["Cutting and redrawing the clip", "Choosing a cover"]
    (shown,) = cards(events)
    assert shown.badge == "Edited for you" and shown.item.media.parent.name == "made"
    # The clip with its still, and the cover.
    assert len(stage.files()) == 3 and not list((stage.home / "work").iterdir())


def test_a_part_that_is_not_there_is_offered_as_a_guess(stage: Stage) -> None:
    on_screen = {"screen": (stage.clip,), "focus": stage.clip}
    events = stage.hear("only the part with the submarine", **on_screen)
    (said,) = [e for e in events if isinstance(e, Said)]
    assert "stands out" in said.text and not cards(events)
    assert said.options[1:] == ("clips about submarine",)
    assert [e.status for e in events if isinstance(e, Step)][-1] == "failed"
    assert cards(stage.hear("yes", options=said.options, **on_screen)) and stage.files()


def test_a_guess_names_the_place_among_several(stage: Stage) -> None:
    screen = (item("cat"), stage.clip)
    events = stage.hear("only the part with the submarine in the second one", screen=screen)
    option, _ = [e for e in events if isinstance(e, Said)][0].options
    assert option.startswith("the second one: cut it from")
    assert cards(stage.hear(option, screen=screen))[0].item.id == "new"


def test_stop_ends_an_edit_and_leaves_no_file(stage: Stage) -> None:
    cancel = threading.Event()
    scene = Scene(text="make it a comic", screen=(stage.clip,), focus=stage.clip)
    ended, others = [], set(threading.enumerate())
    for event in stage.director.run(scene, Taste(), "v", cancel, Outcome()):
        ended.append(event)
        cancel.set()
    assert isinstance(ended[-1], Step) and ended[-1].status == "cancelled"
    for thread in set(threading.enumerate()) - others:
        thread.join(PATIENCE)
    assert stage.files() == []


def two(stage: Stage) -> Scene:
    other = item("two", "A dog again", media=stage.clip.media, duration=3.0)
    stage.catalogue.add(other)
    return Scene(text="make the first noir and the second square", screen=(stage.clip, other))


def test_what_cannot_be_drawn_on_one_clip_keeps_no_other_from_its_wish(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawable(decision: Decision, *_: object) -> Decision:
        if decision.guidance.target == "two":
            raise CannotDraw("I cannot draw that yet.")
        return decision

    monkeypatch.setattr("agents.director.drawable", drawable)
    scene = two(stage)
    events = stage.hear(scene.text, screen=scene.screen)
    assert len(cards(events)) == 1 and "I cannot draw that yet." in words(events)


def test_stop_ends_the_wishes_about_other_clips_too(stage: Stage) -> None:
    cancel, ended = threading.Event(), []
    for event in stage.director.run(two(stage), Taste(), "v", cancel, Outcome()):
        ended.append(event)
        cancel.set()
    assert {step.status for step in ended[1:] if isinstance(step, Step)} == {"cancelled"}
    assert len({step.id for step in ended if isinstance(step, Step)}) == 1


def test_what_cannot_be_kept_is_not_left_where_it_is_served(stage: Stage) -> None:
    unlucky = replace(stage.clip, title="unlucky")
    stage.catalogue.remove("rgb")
    stage.catalogue.add(unlucky)
    with pytest.raises(OSError, match="disk full"):
        stage.hear("mute it", screen=(unlucky,), focus=unlucky)
    assert stage.files() == []


def test_problems_are_one_sentence_and_no_card(stage: Stage) -> None:
    events = stage.hear("cut it to ten seconds", screen=(stage.clip,), focus=stage.clip)
    assert "stays whole" in words(events) and not cards(events)
    gone = item("gone")
    events = stage.hear("make it noir", screen=(gone,), focus=gone)
    assert isinstance(events[-1], Refused) and not cards(events)


def test_undo_shows_the_source_again(stage: Stage) -> None:
    edited = item("e", origin="edited", parents=("rgb",))
    events = stage.hear("undo that", screen=(edited,), focus=edited)
    assert words(events) == "Back to how it was." and cards(events)[0].item.id == "rgb"


def test_undo_and_something_else_is_an_edit_of_the_source(stage: Stage) -> None:
    edited = replace(stage.clip, id="e", title="x", origin="edited", parents=("rgb",))
    events = stage.hear("undo that and cut it to one second", screen=(edited,), focus=edited)
    assert words(events).startswith("I took that back first.")
    assert cards(events)[0].item.title == "A red dog"  # an edit of its source, not of the edit


@pytest.mark.parametrize(
    ("text", "seen", "sure"),
    [
        ("show me a red dog", frozenset(), True),
        ("show me volcanoes", frozenset(), False),
        ("hello", frozenset(), None),
        ("more", frozenset({"rgb", "cat", "sea"}), None),
    ],
)
def test_whether_it_found_what_was_asked_for_is_told(
    stage: Stage, text: str, seen: frozenset[str], sure: bool | None
) -> None:
    outcome = Outcome()
    scene = Scene(text=text, screen=[stage.clip], last_want="dog")
    list(stage.director.run(scene, Taste(), "v", threading.Event(), outcome, seen))
    assert outcome.sure is sure


def test_a_video_of_what_is_not_here_is_no_plan_of_something_else(stage: Stage) -> None:
    events = stage.hear("make me a video of a dragon")
    assert "no clip of “dragon”" in words(events)
    cards = [card for e in events if isinstance(e, Shown) for card in e.cards]
    assert not any(card.badge.startswith("Shot") for card in cards)
    offered = [option for e in events if isinstance(e, Said) for option in e.options]
    assert "make one for me" in offered


def test_a_video_that_was_declined_is_kept_as_a_wish_nothing_here_met(stage: Stage) -> None:
    outcome = Outcome()
    scene = Scene(text="make me a video of a dragon")
    list(stage.director.run(scene, Taste(), "v", threading.Event(), outcome))
    assert (outcome.want, outcome.sure) == ("dragon", False)


def test_a_mood_is_met_without_a_question(stage: Stage) -> None:
    stage.director.instructor = EmbeddedInstructor(FakeReader())
    events = stage.hear("i'm tired")
    said = next(e for e in events if isinstance(e, Said))
    assert said.text == "Then something calm:"
    assert any(isinstance(e, Shown) for e in events)


def test_what_is_asked_for_after_a_change_comes_after_it(stage: Stage) -> None:
    edited: list[Item] = []

    def keep(artifact: Artifact, admitted: Admitted, parent: Item, viewer: str) -> Item:
        made = replace(
            parent, id="new", media=admitted.media, origin="edited", parents=(parent.id,)
        )
        stage.catalogue.add(made)
        edited.append(made)
        return made

    stage.director.workshop.keep = keep
    text = "play it backwards, then compare it with the original"
    outcome = Outcome()
    scene = Scene(text=text, screen=(stage.clip,), focus=stage.clip)
    events = list(stage.director.run(scene, Taste(), "v", threading.Event(), outcome))
    assert [one.item.id for one in cards(events)] == ["new", "rgb", "new"]
    assert "Before, and after" in words(events)
    assert outcome.decision is not None and outcome.decision.kind == "edit"
    assert [one.kind for one in outcome.decision.then] == ["retrieve"]


def test_two_clips_are_two_searches(stage: Stage) -> None:
    events = stage.hear("I want a cat clip and a sea clip")
    said = [e.text for e in events if isinstance(e, Said)]
    assert len(said) == 2 and "“cat”" in said[0] and "“sea”" in said[1]
    shown = [[card.item.id for card in e.cards] for e in events if isinstance(e, Shown)]
    assert [one[0] for one in shown] == ["cat", "sea"] and all(len(one) <= 2 for one in shown)
