"""Several clips in one sentence, with a wish each ("the first noir, the second square") or one for
all of them: "all but the last in noir", "the two elephants slower".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.read.references import named, position
from agents.read.those import those_meant
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision, Guidance, Item, ToolCall

Wish = Callable[[str], tuple[ToolCall, ...]]
"""What a clause asks to be done."""

_CLAUSE = re.compile(r"\s*(?:[,;]|\b(?:and|then|but|while)\b)(?:\s*\b(?:and|then|also|turn)\b)*\s*")
MOST = 4
"""Clips that are changed in one go."""


def several(scene: Scene, wish: Wish) -> Decision | None:
    """Return one decision for each clip that is named with a wish, the first with the rest.

    ``None`` where fewer than two are named so.
    """
    if len(scene.screen) < 2:
        return None
    words = plain(scene.text)
    those = those_meant(words, scene.screen)
    if those is not None:
        calls = wish(f"{words[: those.start]} it {words[those.end :]}")
        return _chain([(item, calls) for item in those.items[:MOST]]) if calls else None
    found: list[tuple[Item, tuple[ToolCall, ...]]] = []
    for clause in _clauses(scene):
        item = _meant(clause, scene.screen)
        calls = wish(clause)
        if item is not None and calls:
            found.append((item, calls))
    return _chain(found) if len({item.id for item, _ in found}) > 1 else None


def _clauses(scene: Scene) -> list[str]:
    """Parts of the sentence that name a clip each; what names none goes on with the one before."""
    clauses: list[str] = []
    for part in filter(None, _CLAUSE.split(scene.text[:2000])):
        if clauses and _meant(part, scene.screen) is None:
            clauses[-1] += f" and {part}"
        else:
            clauses.append(part)
    return clauses


def _meant(clause: str, screen: Sequence[Item]) -> Item | None:
    place = position(clause)
    if place is not None:
        return screen[place] if -1 <= place < len(screen) else None
    hits = named(clause, screen) or []
    return hits[0] if len(hits) == 1 else None


def _chain(found: Sequence[tuple[Item, tuple[ToolCall, ...]]]) -> Decision:
    made = [
        Decision(
            kind="edit", guidance=Guidance(target=item.id), calls=calls,
            why="You asked to change it.",
        )
        for item, calls in found
    ]  # fmt: skip
    return replace(made[0], then=tuple(made[1:]))
