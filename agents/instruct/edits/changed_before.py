"""A change that was made, and the same with an argument moved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from agents.make.naming import Part
from models.domain import Decision, ToolCall

Edits = Sequence[Decision]


class Found(NamedTuple):
    """A change that was made, and the calls in the place of the one that made it."""

    part: Part
    calls: tuple[ToolCall, ...]


def call_of(part: Part, edits: Edits) -> ToolCall:
    """The call that a change is part of."""
    return edits[part.edit].calls[part.call]


def moved(part: Part, edits: Edits, **said: Any) -> Found:
    """A change with other arguments."""
    call = call_of(part, edits)
    return Found(part, (replace(call, arguments={**call.arguments, **said}),))


def latest(parts: Sequence[Part], *names: str) -> Part | None:
    """The latest of the changes that have one of some names."""
    return next((one for one in reversed(parts) if one.name in names), None)
