"""Covers that are drawn beside the frame that was chosen."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.director import Director
from agents.guard.guard import Admitted, Guard
from agents.make import covers
from agents.make.editor import Editor
from agents.make.studio import Studio
from agents.outcome import Outcome
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.scene import Scene
from models.domain import Artifact, Event, Item, Said, Shown, Step
from models.errors import BadMedia
from models.generate.generator import Generated, Order, Progress
from tests.agents.make.test_studio import Stripes
from tests.agents.stage import ENCODER, catalogue, coloured, item

LIKES = Taste(liked=("cat",), history=ENCODER.texts(["red"])[0])


class Redrawn(Stripes):
    """Draws the source again, sharper; or something else altogether."""

    elsewhere = False

    def generate(self, order: Order) -> Iterator[Progress | Generated]:
        for event in super().generate(order):
            if isinstance(event, Generated) and order.source is not None:
                frame = order.source[:1]
                if self.elsewhere:
                    frame = np.broadcast_to(np.array([0, 0, 200], np.uint8), frame.shape)
                lines = np.where(np.arange(frame.shape[2]) // 4 % 2, 40, 0)[None, None, :, None]
                event = replace(event, frames=(frame * 0.8 + lines).astype(np.uint8))
            yield event


@pytest.fixture
def clip(tmp_path: Path) -> Item:
    media = coloured(tmp_path / "rgb.mp4", ["red"], each=1.0)
    return item("rgb", "A red dog", media=media, duration=1.0)


def studio(tmp_path: Path, clip: Item, generator: Redrawn, **more: Any) -> Studio:
    here = catalogue(clip, item("cat", "A green cat"))
    return Studio(generator, ENCODER, here, tmp_path / "work", **more)


def test_a_cover_is_a_labelled_picture_of_the_same_thing(tmp_path: Path, clip: Item) -> None:
    generator = Redrawn()
    made = covers.cover(
        studio(tmp_path, clip, generator), clip, 0.5, LIKES, "v", lambda share, preview=None: None
    )
    assert made.kind == "image" and made.parents == ("rgb",) and made.recipe.pixels == "made"
    assert made.recipe.tool == "cover" and made.recipe.model == generator.name
    order = generator.orders[0]
    assert order.still and order.source is not None and len(order.source) == 1
    assert order.taste.liked.shape == (1, ENCODER.dimensions)
    admitted = Guard(tmp_path / "made", tmp_path / "work").admit(made)
    assert admitted.report.marks == ("metadata", "label")


def test_what_no_longer_shows_the_same_is_not_kept(tmp_path: Path, clip: Item) -> None:
    generator = Redrawn()
    generator.elsewhere = True
    with pytest.raises(BadMedia, match="kept none of 3: it no longer shows the same thing"):
        covers.cover(
            studio(tmp_path, clip, generator), clip, 0.5, LIKES, "v", lambda share, p=None: None
        )
    assert not list((tmp_path / "work").glob("*"))


def test_it_needs_a_taste_and_a_clip_of_the_known_world(tmp_path: Path, clip: Item) -> None:
    generator = Redrawn()
    shop = studio(tmp_path, clip, generator)
    assert covers.can_draw(shop, clip, LIKES, "v")
    assert not covers.can_draw(shop, clip, Taste(), "v")
    assert not covers.can_draw(None, clip, LIKES, "v")
    generator.footage = False
    assert not covers.can_draw(shop, clip, LIKES, "v")
    assert covers.can_draw(
        studio(tmp_path, clip, generator, drawn=lambda _: True), clip, LIKES, "v"
    )


def test_it_is_shown_beside_the_chosen_frame(tmp_path: Path, clip: Item) -> None:
    events = asked(tmp_path, clip, Redrawn())
    shown = [event.cards[0] for event in events if isinstance(event, Shown)]
    assert [card.badge for card in shown] == ["Edited for you", "Drawn for you"]
    assert "AI made it" in shown[1].why
    steps = [event.title for event in events if isinstance(event, Step) and event.status == "done"]
    assert steps == ["Choosing a cover", "Drawing a cover"]


def test_one_that_is_not_kept_is_said_and_the_chosen_one_stays(tmp_path: Path, clip: Item) -> None:
    generator = Redrawn()
    generator.elsewhere = True
    events = asked(tmp_path, clip, generator)
    assert len([event for event in events if isinstance(event, Shown)]) == 1
    assert any(isinstance(e, Said) and e.footnote and "kept none" in e.text for e in events)


def asked(tmp_path: Path, clip: Item, generator: Redrawn) -> list[Event]:
    shop = studio(tmp_path, clip, generator)
    names = iter(("one", "two"))

    def keep(artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str) -> Item:
        return replace(clip, id=next(names), thumbnail=admitted.poster, origin="edited")

    director = Director(
        shop.catalogue, Retriever(shop.catalogue, ENCODER),
        Editor(shop.catalogue, ENCODER, shop.work), Guard(tmp_path / "made", shop.work), keep,
        studio=shop,
    )  # fmt: skip
    scene = Scene(text="give it a better cover", screen=(clip,), focus=clip)
    return list(director.run(scene, LIKES, "v", threading.Event(), Outcome()))
