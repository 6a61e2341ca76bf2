"""Edits in a row as one: time, tempo and pictures."""

from dataclasses import replace

import numpy as np

from agents.make.changes import Change, lazily, together
from models.domain import Recipe
from models.media.hearing import as_it_is
from models.stylise.styliser import Array, Picture


def change(tool: str, add: int = 0, **more: object) -> Change:
    def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        def picture(image: Array, time: float) -> Array:
            return (image * 2 if tool == "double" else image + add)[: height // 2]

        return picture, (width, height // 2)

    recipe = Recipe(tool=tool, pixels="changed" if add else "kept", parameters={tool: add})
    return Change(recipe=recipe, title=tool, note=f"{tool}.", begin=begin, **more)  # type: ignore[arg-type]


def test_times_of_the_second_are_those_of_the_first_ones_result() -> None:
    both = together([change("a", start=2.0, end=8.0, speed=2.0), change("b", start=1.0, end=2.0)])
    assert (both.start, both.end, both.speed) == (4.0, 6.0, 2.0)
    longer = together([change("a", start=2.0, end=5.0), change("b", start=1.0, end=9.0, speed=2.0)])
    assert (longer.start, longer.end, longer.speed) == (3.0, 5.0, 2.0)


def test_pictures_go_through_one_after_the_other_at_the_size_they_have() -> None:
    picture = lazily(together([change("a", 3), change("double")]).begin)
    image = np.full((8, 4, 3), 10, np.uint8)
    for _ in range(2):
        out = picture(image, 0.0)
        assert out.shape == (2, 4, 3) and (out == 26).all()


def test_the_recipe_names_all_of_them_and_the_part_of_the_source() -> None:
    both = together([change("a", start=2.0), change("b", 1, end=3.0, mute=True)])
    assert both.recipe.tool == "a+b" and both.recipe.pixels == "changed" and both.mute
    assert both.recipe.parameters == {"a": 0, "b": 1, "start": 2.0, "end": 5.0}
    assert (both.title, both.note) == ("a, b", "a. b.")


def test_what_is_muted_later_has_no_music_of_before() -> None:
    music = replace(change("a"), hear=lambda own, seconds: None)
    assert together([music, change("b", mute=True)]).hear is as_it_is
    assert together([change("b", mute=True), music]).hear is music.hear


def test_one_alone_is_itself() -> None:
    one = change("a")
    assert together([one]) is one


def test_the_first_seconds_of_what_runs_backwards_are_the_last_of_the_source() -> None:
    back = change("a", start=1.0, end=7.0, speed=2.0, direction="backwards")
    both = together([back, change("b", end=1.0)])
    assert (both.start, both.end, both.direction) == (5.0, 7.0, "backwards")
    assert together([back, change("b", direction="backwards")]).direction == "forwards"
