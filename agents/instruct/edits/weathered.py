"""Times of day and weathers as light and air laid over a clip, where no model redraws footage."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.read.weathers import weather
from models.domain import Decision, ToolCall
from models.stylise.styles import WEATHERS

_BESIDE = re.compile(r"(?:in|with|under|at|and|but|during) ")


def weathered(decision: Decision) -> Decision:
    """The decision with each weather that was to be drawn as a style; what else is drawn stays.

    A painted "make it night" takes a minute, is small, and shows the first seconds alone; light
    and air are laid over all of it, in its own size, in seconds, and over real footage as well.
    """
    calls: list[ToolCall] = []
    for call in decision.calls:
        said = str(call.arguments.get("instruction") or "") if call.name == "revise" else ""
        asked = weather(said)
        if asked is None:
            calls.append(call)
            continue
        if asked.rest:
            told = {**call.arguments, "instruction": asked.rest}
            calls.append(ToolCall(name="revise", arguments=told))
        calls.append(_laid(asked.names, call.arguments.get("strength", 1.0)))
    return decision if tuple(calls) == decision.calls else replace(decision, calls=tuple(calls))


def laid(words: str) -> tuple[ToolCall, ...]:
    """The call of the weather that ``words`` ask for and nothing else; empty where for none."""
    asked = weather(words)
    return () if asked is None or asked.rest else (_laid(asked.names, 1.0),)


def instead(call: ToolCall, what: str) -> ToolCall | None:
    """The call of a weather with another in its place ("no, sunset"), or with where it is added
    ("no, in the rain"); ``None`` where ``call`` laid none, or ``what`` is none.
    """
    had, now = str(call.arguments.get("style") or ""), weather(f"make it {what}")
    if call.name != "style" or had not in WEATHERS or now is None or now.rest:
        return None
    before = (had, *call.arguments.get("more", ())) if _BESIDE.match(what) else ()
    names = tuple(name for name in WEATHERS if name in (*before, *now.names))
    return _laid(names, call.arguments.get("strength", 1.0))


def _laid(names: Sequence[str], strength: float) -> ToolCall:
    first, *more = names
    told = {"style": first, "strength": strength} | ({"more": tuple(more)} if more else {})
    return ToolCall(name="style", arguments=told)
