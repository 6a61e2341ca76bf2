"""An edit of an edit is made from the clip that was there first, and is what it would be anyway."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.make import tools
from agents.make.changes import Change
from agents.make.editor import Editor
from agents.make.jobs import unwatched
from agents.make.replaying import MOST, Step, replayed
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item, Recipe, Tick, ToolCall, no_tick
from models.errors import BadMedia
from models.media.probe import probe
from models.media.sample import at
from models.stylise.edits import Edit
from tests.agents.stage import ENCODER, coloured, item
from tests.media_factory import tone


class Shop:
    """Edits, and remembers how."""

    def __init__(self, work: Path) -> None:
        self.steps: list[Step] = []
        self.editor = Editor(MemoryCatalogue(), ENCODER, work, recall=self.recall)

    def recall(self, one: Item, viewer: str) -> list[Step]:
        ids = [step.id for step, _ in self.steps]
        return self.steps[: ids.index(one.id) + 1]

    def edit(self, one: Item, name: str, **told: Any) -> Item:
        if not self.steps:
            self.steps.append((one, None))
        call = ToolCall(name=name, arguments=told)
        bench = tools.Bench(
            editor=self.editor, item=one, taste=Taste(), viewer="v", watch=unwatched
        )
        made: Artifact = tools.run([call], bench)
        self.last = made
        known = probe(made.media)
        next_one = item(
            f"e{len(self.steps)}", made.title, media=made.media, duration=known.duration,
            origin="edited", parents=made.parents, has_audio=one.has_audio,
        )  # fmt: skip
        self.steps.append((next_one, made.recipe))
        return next_one


@pytest.fixture
def clip(tmp_path: Path) -> Item:
    """Red, green, blue, two seconds each, with sound."""
    path = coloured(tmp_path / "rgb.mp4", ("red", "green", "blue"), sound=tone(6.0))
    return item("rgb", "Colours", media=path, duration=6.0, has_audio=True)


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    return Shop(tmp_path / "work")


def frame(one: Item, time: float) -> np.ndarray[Any, Any]:
    return next(iter(at(one.media, [time]))).image.astype(int)


def test_a_second_edit_has_one_label_where_it_belongs(shop: Shop, clip: Item) -> None:
    darker = shop.edit(clip, "adjust", brightness=-0.2)
    titled = shop.edit(darker, "adjust", text="HELLO", position="top")
    # The words are at the top, so the label is at the bottom; the one before is gone.
    label, corner = frame(titled, 0.5), frame(titled, 5.0)
    assert label[-14:, :40].std() > 20
    assert frame(darker, 0.5)[:12, :40].std() > 20
    first = shop.edit(clip, "adjust", text="HELLO", position="top")
    assert np.abs(label[:, :, 1] - frame(first, 0.5)[:, :, 1]).mean() < 12  # no second label
    assert corner.shape == label.shape
    assert (
        shop.last.parents == ("rgb",) and titled.title == "Colours (darker, with your words on it)"
    )


def test_times_are_those_of_the_clip_in_hand(shop: Shop, clip: Item) -> None:
    fast = shop.edit(clip, "adjust", speed=2.0)
    part = shop.edit(fast, "clip", start=1.2, end=1.8)  # green, which ran from two to four
    assert probe(part.media).duration == pytest.approx(0.6, abs=0.1)
    bright = shop.edit(part, "adjust", brightness=0.1)
    red, green, blue = frame(bright, 0.3)[-20:].mean((0, 1))
    assert green > 2 * max(red, blue)
    assert probe(bright.media).duration == pytest.approx(0.6, abs=0.1)


def test_its_recipe_says_the_new_edit_alone(shop: Shop, clip: Item) -> None:
    darker = shop.edit(clip, "adjust", brightness=-0.2)
    shop.edit(darker, "adjust", mute=True)
    assert shop.last.recipe.parameters == {"mute": True}
    assert shop.last.recipe.pixels == "changed" and shop.last.note == "Now without sound."
    assert shop.last.sources == (darker.media,)


def test_three_encodes_are_one(shop: Shop, clip: Item) -> None:
    chain = [
        ("adjust", {"warmth": 0.3}),
        ("style", {"style": "vintage"}),
        ("adjust", {"contrast": 0.2}),
    ]
    one = clip
    for name, told in chain:
        one = shop.edit(one, name, **told)
    first_hand = shop.editor.write(
        clip,
        [
            shop.editor._redone("", name, told, clip, no_tick)  # noqa: SLF001 - what is done again
            for name, told in chain
        ],
    )
    same = next(iter(at(first_hand.media, [3.0]))).image.astype(int)
    assert np.abs(frame(one, 3.0) - same).max() <= 2


def steps(*recipes: Recipe | None) -> list[Step]:
    return [(item(f"i{n}"), recipe) for n, recipe in enumerate(recipes)]


def recipe(tool: str = "adjust", **told: Any) -> Recipe:
    return Recipe(tool=tool, pixels="changed", parameters=told)


def redo(tool: str, told: Mapping[str, Any], one: Item, tick: Tick) -> Change:
    return Change(recipe=recipe(tool, **told), title="", note=one.id)


def new(**more: Any) -> Change:
    return replace(Change(recipe=recipe(brightness=0.1), title="", note=""), **more)


def begun(*recipes: Recipe | None, change: Change | None = None) -> str | None:
    """The id of the clip that is begun with."""
    found = replayed(steps(*recipes), change or new(), redo, no_tick)
    return None if found is None else found[0].id


def test_it_is_begun_with_the_first_clip_from_which_all_can_be_done_again() -> None:
    warm = recipe(warmth=0.2)
    assert begun(None, warm, warm) == "i0"
    assert begun(None, recipe("revise"), warm) == "i1"
    assert begun(None, warm, recipe("blur"), warm) == "i2"  # what was blurred stays so
    assert begun(None) is None and begun(None, recipe("blur")) is None and begun() is None
    assert begun(None, *[warm] * (MOST + 2)) == "i2"


@pytest.mark.parametrize(
    "once",
    [
        recipe(steady=True), recipe(zoom=2.0), recipe(direction="backwards"),
        recipe(during="last 2 s", warmth=0.2),
        recipe("adjust+adjust", brightness=0.1), recipe("style", style="picture", reference="r"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_again_is_begun_with(once: Recipe) -> None:
    assert begun(None, recipe(warmth=0.2), once) is None


def test_a_change_that_looks_for_something_begins_with_what_it_saw() -> None:
    closer = new(recipe=recipe(zoom=2.0))
    assert begun(None, recipe(warmth=0.2), change=closer) == "i0"
    assert begun(None, recipe("blur+adjust"), change=new(recipe=recipe("blur"))) is None
    found = replayed(
        steps(None, recipe(speed=2.0)), closer,
        lambda *one: new(speed=2.0), no_tick,
    )  # fmt: skip
    assert found is None


def test_the_parts_of_one_recipe_are_told_apart() -> None:
    both = recipe("clip+adjust", start=1.0, end=3.0, about="a dog", brightness=0.2, speed=2.0)
    found = replayed(steps(None, both), new(), redo, no_tick)
    assert found is not None
    assert [one.recipe.parameters for one in found[1]] == [
        {"start": 1.0, "end": 3.0}, {"brightness": 0.2, "speed": 2.0},
    ]  # fmt: skip
    trimmed = replayed(steps(None, recipe(start=1.0, mute=True)), new(), redo, no_tick)
    assert trimmed is not None and trimmed[1][0].recipe.parameters == {"start": 1.0, "mute": True}


def test_a_clip_that_is_gone_keeps_nobody_from_the_edit() -> None:
    def gone(*_: object) -> Change:
        raise BadMedia("it is gone")

    assert replayed(steps(None, recipe(warmth=0.2)), new(), gone, no_tick) is None


@pytest.mark.parametrize(
    "second", [{"direction": "backwards"}, {"mirror": "across"}, {"loop": True}]
)
def test_what_cannot_be_done_again_leaves_no_label_behind(
    shop: Shop, clip: Item, second: dict[str, Any]
) -> None:
    """Zoomed is not done again from the first clip: its label comes off all the same."""
    zoomed = shop.edit(clip, "adjust", zoom=1.2)
    assert lettered(zoomed, 0.5)[:, :48].any()
    turned = shop.edit(zoomed, "adjust", **second)
    last = shop.edit(turned, "adjust", aspect="1:1")
    length = probe(last.media).duration
    for time in (0.5, 2.5, length - 1.5, length - 0.2):
        white = lettered(last, time)
        at = np.argwhere(white)
        assert len(at) == 0 if time > 2.1 else at[:, 0].max() < 16 and at[:, 1].max() < 70


def lettered(one: Item, time: float) -> np.ndarray[Any, Any]:
    """Where the white of letters is."""
    return frame(one, time).min(2) > 170


def test_words_stay_whole_on_what_is_turned_or_cut_later(shop: Shop, clip: Item) -> None:
    """The same as laying them over the turned clip at once."""
    wide = shop.edit(clip, "adjust", text="MMM III", position="bottom", brightness=-0.2)
    shop.edit(wide, "adjust", mirror="across")
    upright = shop.edit(shop.steps[-1][0], "adjust", aspect="1:1")
    told = {"brightness": -0.2, "mirror": "across", "aspect": "1:1", "text": "MMM III"}
    at_once = shop.editor.write(clip, [shop.editor.adjust(clip, Edit(**told))])  # type: ignore[arg-type]
    same = lettered(replace(clip, media=at_once.media), 3.0)
    assert same.any() and np.mean(lettered(upright, 3.0) != same) < 0.01
