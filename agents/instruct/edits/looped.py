"""A loop as an end that runs over into the beginning, where no model draws on footage."""

from __future__ import annotations

from dataclasses import replace

from models.domain import Decision, ToolCall


def looped(decision: Decision) -> Decision:
    """The decision with a loop that was to be drawn as an adjustment, which keeps its pictures."""
    calls = tuple(
        ToolCall(name="adjust", arguments={"loop": True}) if _round(call) else call
        for call in decision.calls
    )
    return decision if calls == decision.calls else replace(decision, calls=calls)


def _round(call: ToolCall) -> bool:
    """Whether nothing else is to happen in it."""
    told = call.arguments
    return call.name == "extend" and bool(told.get("loop")) and not told.get("instruction")
