"""A long conversation in a few lines: what was looked for, changed, made and said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agents.read.spoken import spoken
from agents.scene import Earlier
from models.domain import Decision

LONGEST = 1_200
"""Characters of a summary."""

SHORT = 60
"""Characters of one thing in it."""


def summary(past: Sequence[Earlier]) -> str:
    """Return what happened in ``past``, the visitor's own words and the tools' names alone.

    Each thing is said once. Where it gets long the oldest of a kind are counted instead of told.
    """
    likes: dict[str, None] = {}
    hates: dict[str, None] = {}
    for one in past:
        if one.turn.role == "visitor":
            wants, avoids = spoken(one.turn.text)
            likes.update(dict.fromkeys(wants))
            hates.update(dict.fromkeys(avoids))
    done = [one.decision for one in past if one.decision is not None]
    looked = _unique(d.guidance.want for d in done if d.kind == "retrieve")
    changed = _unique(_edit(d) for d in done if d.kind == "edit")
    made = _unique(d.guidance.want for d in done if d.kind == "create")
    asked = sum(d.kind in ("ask", "chat") for d in done)
    parts = [
        ("they looked for", looked), ("they had clips changed", changed),
        ("they had videos made of", made), ("they like", list(likes)),
        ("they do not like", list(hates)),
    ]  # fmt: skip
    share = LONGEST // max(1, sum(bool(things) for _, things in parts))
    lines = [f"{title} {_told(things, share)}" for title, things in parts if things]
    if asked:
        lines.append(f"{asked} more turns were talk")
    turns = sum(one.turn.role == "visitor" for one in past)
    return f"{turns} turns. " + "; ".join(lines) + "."


def _unique(things: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for thing in things:
        short = " ".join(thing.split())[:SHORT]
        if short:
            found.pop(short, None)
            found[short] = None
    return list(found)


def _edit(decision: Decision) -> str:
    names = []
    for call in decision.calls:
        style = "of a picture" if call.arguments.get("of") else call.arguments.get("style")
        names.append(f"{call.name} {style}" if style else call.name)
    return " and ".join(names)


def _told(things: list[str], longest: int) -> str:
    kept: list[str] = []
    for thing in reversed(things):
        if sum(map(len, kept)) + len(thing) > longest and kept:
            break
        kept.insert(0, thing)
    left = len(things) - len(kept)
    return (f"{left} other things, then " if left else "") + ", ".join(kept)
