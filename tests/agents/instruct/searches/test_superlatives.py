"""Which of those on the screen is most so: told of what is measured, and of what is felt not."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.instruct.searches.superlatives import most_so
from agents.retrieve.catalogue import MemoryCatalogue
from agents.scene import Scene
from models.domain import Decision, Item
from tests.agents.stage import item

COVERS = {"grey": (90, 90, 90), "red": (250, 60, 0), "night": (10, 10, 14)}


@pytest.fixture
def here(tmp_path: Path) -> tuple[MemoryCatalogue, list[Item]]:
    catalogue = MemoryCatalogue()
    items = []
    for n, (name, colour) in enumerate(COVERS.items()):
        file = tmp_path / f"{name}.png"
        Image.new("RGB", (32, 24), colour).save(file)
        made = item(name, duration=4.0 + n, thumbnail=file, created_at=100.0 - n)
        angles = np.arange(9) * 0.3 * (n + 1)
        frames = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
        catalogue.add(made, frames=frames, times=np.arange(9) / 3, visual=frames[0])
        items.append(made)
    return catalogue, items


def test_which_is_more_so_is_which_is_most_so(here: tuple[MemoryCatalogue, list[Item]]) -> None:
    for text in ("which of them is longer?", "which one is longer", "what of these is darker"):
        made = hear(text, here)
        assert made is not None and made.guidance.show == ("night",), text


def hear(text: str, here: tuple[MemoryCatalogue, list[Item]]) -> Decision | None:
    return most_so(Scene(text=text, screen=here[1]), here[0], "v")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("which of all these is the longest?", "night"), ("which one is the shortest", "grey"),
        ("which is the darkest of them", "night"), ("the most colourful of these", "red"),
        ("show me the most colourful one", "red"), ("which is the newest?", "grey"),
        ("what is the oldest of these", "night"), ("which of these is the calmest", "grey"),
        ("which one is the fastest?", "night"), ("which is the brightest", "red"),
    ],
)  # fmt: skip
def test_what_is_measured_is_answered_from_the_screen(text: str, shown: str, here) -> None:
    made = hear(text, here)
    assert made is not None and made.guidance.show == (shown,)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("which of all these is the saddest?", "saddest"),
        ("which one is the funniest", "funniest"),
        ("show me the scariest of these", "scariest"), ("which is the most romantic", "romantic"),
    ],
)  # fmt: skip
def test_of_what_is_felt_it_is_said_that_it_cannot_be_told(text: str, asked: str, here) -> None:
    made = hear(text, here)
    assert made is not None and made.kind == "chat" and asked in made.text
    assert "longest" in made.text and made.options
    assert all(hear(option, here) is not None for option in made.options)


def test_those_that_are_alike_are_said_to_be(here: tuple[MemoryCatalogue, list[Item]]) -> None:
    alike = [item(name, duration=5.0) for name in "abc"]
    made = most_so(Scene(text="which is the longest?", screen=alike), here[0], "v")
    assert made is not None and "alike" in made.text
    some = [*alike[:2], item("short", duration=2.0)]
    made = most_so(Scene(text="which is the longest?", screen=some), here[0], "v")
    assert made is not None and made.guidance.show == ("a", "b")


@pytest.mark.parametrize(
    "text", ["which is the best?", "the forest", "show me the forest", "the funniest clip you have",
             "what is the highest mountain", "show me the longest clip you have"],
)  # fmt: skip
def test_what_asks_for_something_else_is_left(text: str, here) -> None:
    assert hear(text, here) is None


def test_beside_one_clip_nothing_is_most_so_but_of_those_before(
    here: tuple[MemoryCatalogue, list[Item]],
) -> None:
    scene = Scene(text="which is the longest?", screen=here[1][:1])
    assert most_so(scene, here[0], "v") is None
    made = most_so(replace(scene, before=here[1]), here[0], "v")
    assert made is not None and made.guidance.show == ("night",)
