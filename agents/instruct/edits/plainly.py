"""Sentences of which every word asks for a change of a clip, whatever a reader takes them for."""

from __future__ import annotations

import re

from agents.instruct.edits.commands import drawn
from agents.instruct.edits.weathered import laid
from agents.instruct.edits.wishes import wishes
from agents.instruct.which.asking_which import which_one
from agents.read.lengths import change_of_length
from agents.read.references import POINTING, position, referred
from agents.read.searches import SEARCHING
from agents.read.taking_out import Sentence
from agents.scene import Scene
from models.domain import Decision, Guidance, ToolCall

_OTHERS = re.compile(r"\b(?:ones?|others?|another|clips|videos|more like)\b")
_ELSE = re.compile(
    rf"{_OTHERS.pattern}|\b(?:something|anything|instead|film|what|which|who|why|how|when|where)\b"
)
"""Looks for something else, or asks."""
_IS = re.compile(r"(?:is|are|was|does|do|did|why|what|when|where|who)\b")


def plainly(words: str, scene: Scene) -> bool:
    """Whether every word asks for a change of the clip in hand: "a tad brighter"."""
    if (scene.about or scene.focus) is None or SEARCHING.match(words):
        return False
    wished = wishes(scene.text)
    if any(call.name == "thumbnail" for call in wished.calls):
        return True  # a cover is named by words that mean nothing else
    return bool(wished.calls) and not wished.rest and _OTHERS.search(words) is None


def changes(kind: str, act: str, words: str, scene: Scene) -> bool:
    """Whether what was read as of ``kind`` and ``act`` is a change of a clip."""
    if kind == "ask":
        return act == "vague" and bool(scene.screen and wishes(scene.text).calls)
    if (
        kind != "refuse"
        and scene.screen
        and wishes(scene.text).untaught
        and not SEARCHING.match(words)
    ):
        return (scene.about or scene.focus) is not None or POINTING.search(words) is not None
    return kind in ("chat", "retrieve") and act != "undo" and plainly(words, scene)


def in_hand(words: str, scene: Scene) -> Decision | None:
    """Answer a command without more about what is in hand: "louder", "1.5x", "less yellow".

    With several on the screen and none in hand it is asked which. ``None`` where some of plain
    ``words`` ask for something else.
    """
    if not scene.screen or scene.planning or scene.like_vector is not None:
        return None
    rest = words if position(words) is None else re.sub(r"\bone\b", " ", words)
    if _ELSE.search(rest) or (SEARCHING.match(words) and not POINTING.search(words)):
        return None
    wished = wishes(scene.text)
    if wished.rest or {call.name for call in wished.calls} != {"adjust"}:
        return None
    return _of_it(words, scene, wished.calls, wished.note)


def in_weather(words: str, scene: Scene) -> Decision | None:
    """Answer a weather or a time of day that is wished of what is pointed at and of nothing else:
    "i want the rain is falling in this film".
    """
    if not scene.screen or scene.planning or scene.like_vector is not None or _IS.match(words):
        return None
    if not laid(words) or not POINTING.search(words) or SEARCHING.match(words):
        return None
    return _of_it(words, scene, (drawn(scene.text),), "")


def _of_it(words: str, scene: Scene, calls: tuple[ToolCall, ...], note: str) -> Decision:
    item = scene.about or referred(words, scene.screen, scene.focus)
    if item is None:
        return which_one(words, scene)
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=calls,
        text=note,
        why="You asked to change it.",
    )


def of_which(words: str, scene: Scene) -> Decision | None:
    """Ask which of several should be shorter by so much: nobody looks for others that are."""
    if scene.focus is not None or scene.about is not None or scene.brought is not None:
        return None
    if len(scene.screen) < 2 or scene.board is not None or position(words) is not None:
        return None
    return None if change_of_length(Sentence(words)) is None else which_one(words, scene)
