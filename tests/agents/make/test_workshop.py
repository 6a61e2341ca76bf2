"""Slow work from the first word of its step to an item, or to nothing at all."""

import base64
import io
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.guard.guard import Admitted, Guard
from agents.guard.marks import Marks
from agents.make.jobs import Watch
from agents.make.workshop import Workshop
from models.domain import Artifact, Event, Item, Recipe, Step
from models.errors import BadMedia, BadRequest, Cancelled, GeneRecError, Unavailable
from models.media.poster import save
from tests.agents.stage import item
from tests.waiting import PATIENCE

PICTURE = np.full((64, 48, 3), 90, np.uint8)
RECIPE = Recipe(tool="thumbnail", pixels="kept")


@dataclass
class Shop:
    folder: Path
    kept: list[Artifact] = field(default_factory=list)
    cancel: threading.Event = field(default_factory=threading.Event)
    stop_in_guard: bool = False

    def keep(self, artifact: Artifact, admitted: Admitted, of: Item | None, viewer: str) -> Item:
        if artifact.title == "unlucky":
            raise Unavailable("The disk is full.")
        self.kept.append(artifact)
        return item("new", owner=viewer, media=admitted.media)

    def make(self, title: str = "it") -> Callable[[Watch], Artifact]:
        def work(watch: Watch) -> Artifact:
            watch(0.3, PICTURE)
            target = self.folder / "work" / "made.jpg"
            target.parent.mkdir(exist_ok=True)
            told = {} if title == "unmarked" else Marks().new(RECIPE.pixels).lineage(RECIPE, ("p",))
            save(PICTURE, target, metadata=told)
            if self.stop_in_guard:
                self.cancel.set()
            return Artifact(media=target, kind="image", title=title, parents=("p",), recipe=RECIPE)

        return work

    def step(self, title: str = "it") -> list[Event]:
        guard = Guard(self.folder / "made", self.folder / "work")
        shop = Workshop(guard, self.keep)
        return list(shop.step("Doing it", self.make(title), item("p"), "v", self.cancel))

    def files(self) -> list[Path]:
        return [path for name in ("work", "made") for path in (self.folder / name).glob("*")]


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path)


def test_a_step_shows_what_there_is_so_far_and_then_what_was_made(shop: Shop) -> None:
    steps = [event for event in shop.step() if isinstance(event, Step)]
    assert len({step.id for step in steps}) == 1
    assert [step.status for step in steps[:-1]] == ["running"] * (len(steps) - 1)
    assert steps[-1].status == "done" and steps[-1].preview == "" and len(shop.kept) == 1
    (shown,) = {step.preview for step in steps if step.preview}
    head, _, data = shown.partition(",")
    assert head == "data:image/jpeg;base64"
    picture = np.asarray(Image.open(io.BytesIO(base64.b64decode(data))))
    assert picture.shape == (320, 240, 3)  # large enough for the label, which is there
    assert picture[:40].max() > 200 and picture[200:].max() < 120
    assert [path.parent.name for path in shop.files()] == ["made"]


@pytest.mark.parametrize("where", ["before", "in the guard"])
def test_a_stop_leaves_nothing(shop: Shop, where: str) -> None:
    shop.stop_in_guard = where == "in the guard"
    if where == "before":
        shop.cancel.set()
    (*_, last) = shop.step()
    assert isinstance(last, Step) and last.status == "cancelled" and last.note == ""
    assert shop.files() == [] and shop.kept == []


@pytest.mark.parametrize(
    ("title", "error", "said"),
    [("unmarked", BadMedia, "does not say where"), ("unlucky", Unavailable, "disk is full")],
)
def test_what_cannot_be_shown_or_kept_leaves_nothing(
    shop: Shop, title: str, error: type[Exception], said: str
) -> None:
    guard = Guard(shop.folder / "made", shop.folder / "work")
    steps = []
    with pytest.raises(error, match=said):
        for event in Workshop(guard, shop.keep).step(
            "Doing it", shop.make(title), item("p"), "v", shop.cancel
        ):
            steps.append(event)
    assert isinstance(steps[-1], Step) and steps[-1].status == "failed" and said in steps[-1].note
    assert shop.files() == [] and shop.kept == []


def test_who_leaves_the_page_leaves_nothing(shop: Shop) -> None:
    def refuse(watch: Watch) -> Artifact:
        raise BadRequest("never reached")

    guard = Guard(shop.folder / "made", shop.folder / "work")
    stream = Workshop(guard, shop.keep).step("Doing it", refuse, None, "v", shop.cancel)
    next(stream)
    stream.close()
    stream = Workshop(guard, shop.keep).step("Doing it", shop.make(), None, "v", shop.cancel)
    next(stream), next(stream)
    stream.close()
    assert shop.files() == [] and shop.kept == []


def aside(shop: Shop, seconds: float, error: Exception | None = None) -> tuple[list[Event], object]:
    def work(watch: Watch) -> str:
        watch(0.5)
        time.sleep(seconds)
        watch(0.6)
        if error is not None:
            raise error
        return "found"

    guard = Guard(shop.folder / "made", shop.folder / "work")
    stream = Workshop(guard, shop.keep).aside("Looking", work, "v", shop.cancel, tool="look")
    events: list[Event] = []
    while True:
        try:
            events.append(next(stream))
        except StopIteration as end:
            return events, end.value
        except GeneRecError as exc:
            return events, exc


def test_work_aside_shows_only_once_it_takes_a_while(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agents.make.workshop.QUIET", PATIENCE)
    refused = BadRequest("no")
    assert aside(shop, 0.0) == ([], "found")
    assert aside(shop, 0.0, refused) == ([], refused)
    monkeypatch.setattr("agents.make.workshop.QUIET", 0.01)
    events, made = aside(shop, 0.05)
    assert made == "found" and [e.status for e in events if isinstance(e, Step)][-1] == "done"
    monkeypatch.setattr("agents.make.workshop.QUIET", PATIENCE)
    shop.cancel.set()
    events, stopped = aside(shop, 0.0)
    assert events == [] and isinstance(stopped, Cancelled)


def test_results_are_labelled_in_the_language_of_their_visitor(shop: Shop) -> None:
    told: list[str] = []

    def make(watch: Watch) -> Artifact:
        told.append(Marks().new("changed").labelling.text("changed"))
        return shop.make()(watch)

    guard = Guard(shop.folder / "made", shop.folder / "work")
    speaks = {"v": "de", "w": "klingon"}
    workshop = Workshop(guard, shop.keep, speaks=speaks.get)
    for viewer in ("v", "w", "x"):
        list(workshop.step("Doing it", make, item("p"), viewer, shop.cancel))
    assert told == ["KI-bearbeitet", "AI-edited", "AI-edited"]
    assert Marks().new("changed").labelling.language == "en"  # nothing of it stays
