"""Slots of a decision, and when two values of a slot are the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from agents.instruct.abilities import BEYOND
from agents.make.storyboard import to_data
from agents.read.words import plain
from agents.scene import Scene
from models.domain import Decision, ToolCall

SIGNED = frozenset({"brightness", "contrast", "saturation", "warmth"})
TEXTS = frozenset({"want", "about", "instruction"})
DEFAULTS: Mapping[str, Any] = {"strength": 1.0, "position": "bottom", "start": 0.0}
"""Said by the tools when nobody asked for it; it counts only where a label has the slot."""

OVERLAP = 0.75
"""Word F1 from which two texts are one slot value; the strict figure wants all words."""

_UNCOUNTED = frozenset({"render", "board", "again", "guess", BEYOND})
_FILLER = frozenset(
    "a an the some any of with in on at my me please it video videos clip clips to is are".split()
)


def slots_of(decision: Decision, scene: Scene) -> dict[str, Any]:
    """All that a decision says, as slots."""
    found: dict[str, Any] = {}
    for one in _chain(decision):
        guidance = one.guidance
        if one.kind == "retrieve":
            told = {
                "want": guidance.want, "avoid": list(guidance.avoid),
                "compare": guidance.compare or guidance.most,
                "at_least": guidance.at_least, "at_most": guidance.at_most,
                "shape": guidance.shape,
            }  # fmt: skip
            found |= {name: value for name, value in told.items() if value}
            if guidance.show:
                found["target"] = _place(guidance.show[0], scene)
        if guidance.like:
            found["like"] = _place(guidance.like, scene)
        if guidance.target and len(scene.screen) > 1:
            found["target"] = _place(guidance.target, scene)
        for call in one.calls:
            for name, value in (*call.arguments.items(), *_changed(call, scene)):
                if name not in _UNCOUNTED and value not in ("", None, (), []):
                    found[name] = value
    return found


def counted(truth: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """``said`` without defaults that nobody labelled."""
    return {k: v for k, v in said.items() if k in truth or DEFAULTS.get(k, ...) != v}


def same(name: str, truth: Any, said: Any, *, strict: bool = False) -> bool:
    """Whether two values of the slot ``name`` say the same."""
    if name in SIGNED:
        return (str(truth) == "+") == (float(said) > 0)
    if name == "avoid":
        return {_stem(word) for word in truth} == {_stem(word) for word in said}
    if name in TEXTS:
        return overlap(str(truth), str(said)) >= (1.0 if strict else OVERLAP)
    if isinstance(truth, int | float) and not isinstance(truth, bool):
        return isinstance(said, int | float) and abs(truth - said) <= 0.05 * max(1, abs(truth))
    return plain(str(truth)) == plain(str(said))


def overlap(truth: str, said: str) -> float:
    """F1 of the words two texts share, little words apart."""
    one, other = _bag(truth), _bag(said)
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else float(one == other)


def _changed(call: ToolCall, scene: Scene) -> Iterator[tuple[str, Any]]:
    """What a call changes of the plan on the screen."""
    board = call.arguments.get("board")
    if board is not None and scene.board is not None:
        before = to_data(scene.board)
        for name in ("title", "seconds", "shape", "style", "captions", "music"):
            if board[name] != before[name]:
                yield name, board[name]


def _bag(text: str) -> Counter[str]:
    words = re.findall(r"[\w']+", plain(text))
    return Counter(_stem(word) for word in words if word not in _FILLER) or Counter(words)


def _stem(word: str) -> str:
    return re.sub(r"(?:'s|s)$", "", word) if len(word) > 3 else word


def _place(item_id: str, scene: Scene) -> int:
    ids = [item.id for item in scene.screen]
    return ids.index(item_id) if item_id in ids else -2


def _chain(decision: Decision) -> Iterator[Decision]:
    yield decision
    yield from decision.then
