"""What an edit does to a clip, before anything is written; edits in a row become one encode."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import numpy as np

from models.domain import Recipe
from models.media.backwards import Direction
from models.media.hearing import Hear, as_it_is
from models.media.pace import Pace, Within
from models.stylise.fading import Fade
from models.stylise.label import Corner
from models.stylise.styliser import Array, Picture

Begin = Callable[[int, int], tuple[Picture, tuple[int, int]]]
"""Width and height of the first frame to a picture function and the size of its results."""


def untouched(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
    """The :data:`Begin` of an edit that leaves pictures alone."""
    return (lambda image, time: image), (width, height)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One edit of a clip: the part it keeps (seconds of its source), its tempo, its pictures,
    its sound.

    ``title`` goes in brackets behind the clip's, ``note`` is one sentence for the visitor.
    ``corner`` is where the label goes, away from words laid over; ``None``: its usual place.
    ``copies`` says that packets may be copied where the cut allows it; ``idle``, that there was
    nothing to do, and the note says why. ``fade`` is of the whole result. ``within`` are the
    seconds of the source that have the ``speed``; without, all have. It plays ``times`` over.
    """

    recipe: Recipe
    title: str
    note: str
    start: float = 0.0
    end: float | None = None
    speed: float = 1.0
    within: Within | None = None
    times: int = 1
    mute: bool = False
    hear: Hear = field(default=as_it_is)
    direction: Direction = "forwards"
    fade: Fade | None = None
    begin: Begin = field(default=untouched)
    corner: Corner | None = None
    copies: bool = False
    idle: bool = False

    @property
    def pace(self) -> Pace:
        """How fast which part of the source plays."""
        return Pace(self.speed, self.within)


def together(changes: Sequence[Change]) -> Change:
    """Return one change that does what ``changes``, at least one, do one after the other.

    Its recipe names the tools in their order, with the parameters of all; ``start`` and ``end``
    are those of the source.
    """
    if len(changes) == 1:
        return changes[0]
    whole = reduce(_after, changes)
    recipes = [change.recipe for change in changes]
    parameters = {key: value for recipe in recipes for key, value in recipe.parameters.items()}
    if whole.start or whole.end is not None:
        parameters |= {"start": round(whole.start, 2), "end": whole.end and round(whole.end, 2)}
    recipe = Recipe(
        tool="+".join(recipe.tool for recipe in recipes),
        pixels="changed" if any(recipe.pixels == "changed" for recipe in recipes) else "kept",
        parameters=parameters,
        model=next((recipe.model for recipe in recipes if recipe.model), ""),
    )
    return replace(whole, recipe=recipe)


def _after(first: Change, second: Change) -> Change:
    """``second`` works on what ``first`` gives: its seconds are those of the result."""
    ends = [first.end]
    start, end = second.start, second.end
    if first.direction == "backwards" and first.end is not None and (start or end is not None):
        # The first seconds of what runs backwards are the last of the source.
        length = (first.end - first.start) / first.speed
        start, end = max(0.0, length - (length if end is None else end)), length - start
    if end is not None:
        ends.append(first.start + end * first.speed)
    return replace(
        second,
        title=", ".join(one.title for one in (first, second) if not one.idle) or first.title,
        note=f"{first.note} {second.note}",
        start=first.start + start * first.speed,
        end=min((end for end in ends if end is not None), default=None),
        speed=first.speed * second.speed,
        within=first.within or second.within,
        times=first.times * second.times,
        mute=first.mute or second.mute,
        # What is muted has no sound of before, music neither.
        hear=second.hear if second.mute else heard(first.hear, second.hear),
        direction=_DIRECTIONS.get((first.direction, second.direction), "boomerang"),
        fade=second.fade or first.fade,
        begin=chained(first.begin, second.begin),
        corner=first.corner or second.corner,
        copies=first.copies and second.copies,
        idle=first.idle and second.idle,
    )


def chained(first: Begin, second: Begin) -> Begin:
    """Return what ``second`` makes of the pictures that ``first`` returns."""

    def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        before, size = first(width, height)
        after, size = second(*size)
        return (lambda image, time: after(before(image, time), time)), size

    return begin


_DIRECTIONS: dict[tuple[Direction, Direction], Direction] = {
    ("forwards", "forwards"): "forwards",
    ("backwards", "backwards"): "forwards",
    ("forwards", "backwards"): "backwards",
    ("backwards", "forwards"): "backwards",
}


def heard(first: Hear, second: Hear) -> Hear:
    """Return what ``second`` makes of what ``first`` does."""
    if as_it_is in (first, second):
        return second if first is as_it_is else first
    return lambda own, seconds: second(first(own, seconds), seconds)


def lazily(begin: Begin) -> Picture:
    """Return a picture function that begins with its first frame: metadata may lie about sizes."""
    current: Picture | None = None

    def picture(image: Array, time: float) -> np.ndarray:
        nonlocal current
        if current is None:
            current, _ = begin(image.shape[1], image.shape[0])
        return current(image, time)

    return picture
