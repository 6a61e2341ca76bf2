"""Calls of tools as they are carried out: which become one file, and which need a generator."""

from __future__ import annotations

from collections.abc import Sequence

from models.domain import ToolCall

FIRST = {"clip": 0, "blur": 1}

ALONE = {"thumbnail", "revise", "extend"}
"""Tools whose result is a file of its own."""

GENERATING = {"create", "revise", "extend"}
"""Tools that need a generator."""

CLIPS = {"revise", "extend"}
"""Those of them that need one that makes clips, and not pictures alone."""


def grouped(calls: Sequence[ToolCall]) -> list[tuple[ToolCall, ...]]:
    """Put the calls together that become one file: what is done to the clip, cuts first, then
    blurs, which look for what the source shows.

    A cover is a file of its own, and so is a second cut, which works on what the first gives, and
    what is done to a part: its seconds are those of the result before.
    """
    groups: list[list[ToolCall]] = []
    for call in calls:
        last = groups[-1] if groups else []
        names = {other.name for other in last}
        timed = any(one.arguments.get("during") for one in (call, *last))
        if not last or timed or call.name in ALONE or call.name in names or names & ALONE:
            groups.append([call])
        else:
            last.append(call)
    return [tuple(sorted(group, key=lambda call: FIRST.get(call.name, 2))) for group in groups]
