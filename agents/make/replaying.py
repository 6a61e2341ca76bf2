"""Edits of an edit begin with the clip that was there first: it is encoded and labelled once.

What led to an edited clip is known by its recipes. Those that can be done again frame by frame are,
together with the new edit, in one encode from the first clip: a second edit is as sharp as the
first, has one label, and the label is on the frames that come first now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from agents.make.changes import Change
from models.domain import Item, Recipe, Tick
from models.errors import GeneRecError
from models.stylise.caption import Words
from models.stylise.edits import Edit

Step = tuple[Item, Recipe | None]
"""A clip and what it was made by; ``None``: somebody brought it, or it is not known."""
Recall = Callable[[Item, str], Sequence[Step]]
"""An item and its viewer to the steps that led to it, the oldest first, itself last."""
Redo = Callable[[str, Mapping[str, Any], Item, Tick], Change]
"""A tool, its arguments, the clip it worked on: the change that it made."""

MOST = 6
"""Edits that are done again: each has its price a frame."""
WORDS = ("text", "position", "text_size", "text_colour")
SHAPED = frozenset(("aspect", "mirror", "turn", "zoom"))
"""What would cut words in two, or mirror them, that are on the picture already."""
SHIFTS = frozenset(("start", "end", "speed"))
KNOWN = ("clip", "adjust", "style")
"""Tools that work frame by frame by their parameters alone."""


def nothing_recalled(item: Item, viewer: str) -> Sequence[Step]:
    """The :data:`Recall` where nothing is kept of how clips were made."""
    return ()


def replayed(
    steps: Sequence[Step], new: Change, redo: Redo, tick: Tick
) -> tuple[Item, list[Change], list[Change]] | None:
    """Return the clip to begin with, and the changes to make of it before ``new`` and after it:
    words stay whole when what they are on is turned or cut to another shape.

    ``None`` where the clip in hand is to be begun with: nobody edited it, or what was done to it
    cannot be done again.
    """
    first = len(steps) - 1
    while first > 0 and len(steps) - first <= MOST and _known(steps[first][1]):
        first -= 1
    for n in range(first + 2, len(steps)):
        # Where a window went is known of the clip that it was laid over, as that was then.
        if _windowed(steps[n][1]) and any(_shifts(recipe) for _, recipe in steps[first + 1 : n]):
            first = n - 1
    chain = [(steps[n - 1][0], steps[n][1]) for n in range(first + 1, len(steps))]
    shaped = [bool(SHAPED & set(recipe.parameters)) for _, recipe in chain if recipe]
    shaped.append(bool(SHAPED & set(new.recipe.parameters)))
    before: list[Change] = []
    after: list[Change] = []
    try:
        for n, (item, recipe) in enumerate(chain, 1):
            rest, words = _parted(recipe) if any(shaped[n:]) else (recipe, {})
            before += _again(item, rest, redo, tick)
            after += [redo("adjust", words, item, tick)] if words else []
    except GeneRecError:  # a picture is gone, or a sound: what was made of it is still there
        return None
    if not (before or after) or not _fits([*before, *after], new):
        return None
    return steps[first][0], before, after


def written(steps: Sequence[Step]) -> tuple[Words, ...]:
    """The words that were laid over a clip by what led to it, the oldest first."""
    told = [recipe.parameters for _, recipe in steps if recipe and recipe.parameters.get("text")]
    return tuple(Edit(**{key: one[key] for key in WORDS if key in one}).words for one in told)


def _parted(recipe: Recipe | None) -> tuple[Recipe | None, Mapping[str, Any]]:
    """A recipe without the words that it lays over pictures, and those words."""
    if recipe is None or not recipe.parameters.get("text"):
        return recipe, {}
    words = {key: value for key, value in recipe.parameters.items() if key in WORDS}
    left = {key: value for key, value in recipe.parameters.items() if key not in WORDS}
    tools = recipe.tool.split("+")
    spans = {"start", "end"} if "clip" in tools else set()
    if not (set(left) & set(Edit.__dataclass_fields__)) - spans:
        tools.remove("adjust")
    return (replace(recipe, tool="+".join(tools), parameters=left) if tools else None), words


def _known(recipe: Recipe | None) -> bool:
    """Whether it can be done again from its parameters, and by frames as they come."""
    if recipe is None:
        return False
    tools, told = recipe.tool.split("+"), recipe.parameters
    if len(set(tools)) < len(tools) or not set(tools) <= set(KNOWN):
        return False  # twice the same tool: one recipe has the parameters of the last alone
    if "style" in tools and told.get("reference"):
        return False
    return not (_of_seconds(told) or told.get("direction", "forwards") != "forwards")


def _of_seconds(told: Mapping[str, Any]) -> bool:
    """Whether a change is of certain seconds of a clip: those of a part, or of what is followed."""
    return told.get("zoom", 1.0) > 1.0 or any(map(told.get, ("during", "steady", "loop")))


def _again(item: Item, recipe: Recipe | None, redo: Redo, tick: Tick) -> Sequence[Change]:
    """The changes of one recipe of a clip."""
    if recipe is None:
        return ()
    told = dict(recipe.parameters)
    span = {key: told.pop(key) for key in ("start", "end") if told.get(key) is not None}
    changes = []
    for tool in recipe.tool.split("+"):
        if tool == "clip":
            changes.append(redo("clip", span, item, tick))
            span = {}
        elif tool == "adjust":
            known = {key: told[key] for key in Edit.__dataclass_fields__ if key in told}
            cut = {} if "clip" in recipe.tool else span
            changes.append(redo("adjust", known | cut, item, tick))
        else:
            known = {key: told[key] for key in ("style", "strength", "more") if key in told}
            changes.append(redo("style", known, item, tick))
    return changes


def _in_time(new: Change) -> bool:
    """Whether a change counts seconds of the whole result, or begins or ends something there."""
    return bool(
        new.start or new.end is not None or new.fade or new.within
        or new.direction == "boomerang" or _of_seconds(new.recipe.parameters)
    )  # fmt: skip


def _fits(before: Sequence[Change], new: Change) -> bool:
    """Whether ``new`` means the same of the first clip as it does of the one in hand."""
    told = new.recipe.parameters
    if told.get("reference") or "blur" in new.recipe.tool:
        return False
    faded = any(change.fade is not None for change in before)
    if faded and (new.fade is not None or new.direction != "forwards" or new.within):
        return False
    if any(change.times > 1 for change in before) and _in_time(new):
        return False
    moved = any(one.start or one.end is not None or one.speed != 1.0 for one in before)
    shifted = any(_shifts(change.recipe) for change in before)
    return not (_of_seconds(told) and moved) and not (_windowed(new.recipe) and shifted)


def _windowed(recipe: Recipe | None) -> bool:
    """Whether a window goes with what was seen at certain seconds and places."""
    return recipe is not None and bool(recipe.parameters.get("aspect"))


def _shifts(recipe: Recipe | None) -> bool:
    """Whether what is seen is at other seconds, or at another place, than it was."""
    return recipe is not None and bool((SHAPED | SHIFTS) & set(recipe.parameters))
