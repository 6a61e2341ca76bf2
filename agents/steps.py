"""Steps of an edit: what they are called, what kind of work they are, and guesses in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.edits.refining import MOVABLE
from agents.make.editor import NoPart
from agents.read.references import PLACES
from models.domain import Item, ToolCall

DOING = {
    "clip": "Cutting",
    "adjust": "Changing",
    "blur": "Blurring faces or writing in",
    "style": "Redrawing",
    "revise": "Changing what is seen in",
    "extend": "Going on with",
}


def doing(calls: Sequence[ToolCall]) -> str:
    """Return the title of a step: what is done to the clip."""
    if calls[0].name == "thumbnail":
        return "Choosing a cover"
    names = [DOING.get(call.name, call.name) for call in calls]
    done = [names[0], *(name.lower() for name in names[1:])]
    return f"{' and '.join(filter(None, (', '.join(done[:-1]), done[-1])))} the clip"


def strength(calls: Sequence[ToolCall]) -> float | None:
    """How strongly the last tool that has a strength was used, ``None`` where none has."""
    asked = [call.arguments.get("strength", 1.0) for call in calls if call.name in MOVABLE]
    return asked[-1] if asked else None


def kind(calls: Sequence[ToolCall]) -> str:
    """Return what kind of work a group of calls is: the same kind takes the same time a second."""
    return " and ".join(f"{call.name} {_manner(call)}".strip() for call in calls)


def _manner(call: ToolCall) -> str:
    """Of styles each has a pace of its own, but all those of pictures have one."""
    return "of a picture" if call.arguments.get("of") else str(call.arguments.get("style", ""))


def guessing(calls: Sequence[ToolCall]) -> tuple[ToolCall, ...]:
    """Among several wishes a part that does not stand out is guessed: the others still hold."""
    if len(calls) < 2:
        return tuple(calls)
    return tuple(
        replace(call, arguments={**call.arguments, "guess": True}) if call.name == "clip" else call
        for call in calls
    )


def guess(found: NoPart, item: Item, screen: Sequence[Item]) -> str:
    """Return the answer that takes the best guess, said so that it is understood."""
    span = f"cut it from {found.start:.1f} to {found.end:.1f} seconds"
    places = [place for place, shown in zip(PLACES, screen, strict=False) if shown.id == item.id]
    return f"the {places[0]} one: {span}" if places and len(screen) > 1 else span
