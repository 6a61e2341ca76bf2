"""Comparisons on clips whose order is known."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.comparison import WAYS, compare, light, motion
from models.domain import Comparison, Item
from tests.agents.stage import item


def moving(catalogue: MemoryCatalogue, name: str, step: float, *tags: str) -> Item:
    """An item whose frames turn by ``step`` radians a second."""
    angles = np.arange(13) * step / 3
    frames = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    made = item(name, "", *tags, duration=4.0)
    catalogue.add(made, frames=frames, times=np.arange(13) / 3, visual=frames[0])
    return made


@pytest.fixture
def clips() -> tuple[MemoryCatalogue, list[Item]]:
    catalogue = MemoryCatalogue()
    steps = enumerate((0.01, 0.2, 0.5, 0.9))
    return catalogue, [moving(catalogue, f"clip{i}", step) for i, step in steps]


def test_motion_is_how_far_frames_move_in_a_second(
    clips: tuple[MemoryCatalogue, list[Item]],
) -> None:
    catalogue, items = clips
    found = [motion(catalogue, one, "v") for one in items]
    assert found == sorted(found) and found[3] == pytest.approx(1 - np.cos(0.9), abs=1e-3)
    assert motion(catalogue, item("unseen"), "v") is None


@pytest.mark.parametrize(("way", "more"), [("calmer", {"clip0"}), ("livelier", {"clip2", "clip3"})])
def test_calmer_and_livelier_are_relative_to_what_was_shown(
    clips: tuple[MemoryCatalogue, list[Item]], way: Comparison, more: set[str]
) -> None:
    catalogue, items = clips
    rest = [one for one in items if one.id != "clip1"]
    found = compare(WAYS[way], rest, items[1:2], catalogue, "v")
    assert {name for name, one in found.items() if one.more > 0} == more


def test_words_outweigh_a_little_motion() -> None:
    catalogue = MemoryCatalogue()
    items = [moving(catalogue, "said", 0.5, "calm"), moving(catalogue, "unsaid", 0.45)]
    than = [moving(catalogue, "other", 0.5, "lively")]
    found = compare(WAYS["calmer"], items, than, catalogue, "v")
    assert found["said"].more > found["unsaid"].more > 0
    assert "calm" in found["said"].why


def test_shorter_and_longer_are_lengths() -> None:
    items = [item("short", duration=3.0), item("long", duration=9.0)]
    than = [item("than", duration=5.0)]
    shorter = compare(WAYS["shorter"], items, than, MemoryCatalogue(), "v")
    longer = compare(WAYS["longer"], items, than, MemoryCatalogue(), "v")
    assert shorter["short"].more > 0 > shorter["long"].more
    assert longer["long"].more > 0 > longer["short"].more
    assert longer["long"].why == "It is 9 s long."


def test_light_is_that_of_the_cover_and_unknown_without_one(tmp_path: Path) -> None:
    covers = {}
    for name, value in (("night", 20), ("day", 220)):
        Image.new("RGB", (64, 48), (value,) * 3).save(tmp_path / f"{name}.png")
        covers[name] = item(name, thumbnail=tmp_path / f"{name}.png")
    catalogue = MemoryCatalogue()
    assert light(catalogue, covers["day"], "v") == pytest.approx(220, abs=2)
    assert light(catalogue, item("none"), "v") is None
    (tmp_path / "broken.jpg").write_text("no picture")
    assert light(catalogue, item("b", thumbnail=tmp_path / "broken.jpg"), "v") is None
    found = compare(WAYS["darker"], [covers["night"]], [covers["day"]], catalogue, "v")
    assert found["night"].more > 0


def test_what_cannot_be_measured_is_as_much_as_the_rest() -> None:
    found = compare(WAYS["calmer"], [item("a")], [item("b")], MemoryCatalogue(), "v")
    assert found["a"].more == 0
