"""What was done to one clip is to be done to another: "same to the third one", "the dog too", "and
the other one as well".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.understood import beyond_all
from agents.instruct.which.targets import MOST
from agents.read.references import PLACES, position, without_places
from agents.read.those import those_meant
from agents.read.words import plain
from agents.scene import Scene
from agents.talk.replies import show
from models.domain import Decision, Guidance, Item, ToolCall

WHICH = "Which one should get the same? Here are the others."
WHY = "You asked for the same there."
_ASKED = re.compile(r"\b(?:same|too|as well|also|likewise)\b")
_OTHER = re.compile(r"\b(?:the|that|my) other(?: (?:one|clip|video))?\b")
_OTHERS = re.compile(r"\b(?:(?:all )?the (?:others|rest|other (?:ones|clips|videos|two|three)))\b")
_AROUND = re.compile(
    r"\b(?:the|that|this|exact(?:ly)?|same|thing|too|as|well|also|likewise|to|for|on|with|in|of|do|"
    r"did|does|apply|make|have|give|want|like|need|i|you|can|could|would|it|now|and|then|next|"
    r"again|please|pls|ok|okay|yes|no|oh|but|so|just|effect|change|changes|edit|look|style|filter|"
    r"one|clip|video|way|treatment|get|gets|should|there|thanks)\b|[^\w\s]"
)


def likewise(scene: Scene) -> Decision | None:
    """Do the last change to the clips that are named besides; ``None`` where no other is, nothing
    was changed yet, or more is said.
    """
    words = plain(scene.text)
    calls = _last(scene)
    if not calls or not scene.screen or scene.planning or _ASKED.search(words) is None:
        return None
    if _OTHERS.search(words) and not _AROUND.sub("", _OTHERS.sub("", words)).strip():
        return _on(_others(scene), calls)
    if _OTHER.search(words) and not _AROUND.sub("", _OTHER.sub("", words)).strip():
        others = _others(scene)
        return _on(others, calls) if len(others) == 1 else _asked(others)
    those = those_meant(words, scene.screen)
    if those is not None:
        rest = f"{words[: those.start]} {words[those.end :]}"
        return None if _AROUND.sub("", rest).strip() else _on(those.items, calls)
    place = position(words)
    if place is None or not -1 <= place < len(scene.screen):
        return None
    if _AROUND.sub("", without_places(words)).strip():
        return None
    return _on((scene.screen[place],), calls)


def _asked(others: Sequence[Item]) -> Decision | None:
    """Show the others, and ask which of them should get the same."""
    if not others:
        return None
    options = tuple(f"the {place} one: the same" for place in PLACES[: len(others)])
    return show(others, WHICH, options[:4])


def _others(scene: Scene) -> list[Item]:
    """The clips beside which the one that was changed last stood."""
    among = scene.before if len(scene.screen) == 1 else scene.screen
    made = scene.focus or scene.edited
    done = set() if made is None else {made.id, *made.parents}
    for kept in scene.past:
        if kept.decision is not None and kept.decision.kind == "edit":
            done |= {str(one.guidance.target) for one in (kept.decision, *kept.decision.then)}
    return [item for item in among if item.id not in done]


def _last(scene: Scene) -> tuple[ToolCall, ...]:
    """The calls of the last edit of the conversation."""
    for kept in reversed(scene.past):
        one = kept.decision
        if one is not None and one.kind == "edit" and one.calls and not beyond_all(one.calls):
            return one.calls
    return scene.last_calls


def _on(items: Sequence[Item], calls: tuple[ToolCall, ...]) -> Decision | None:
    made = [
        Decision(kind="edit", guidance=Guidance(target=item.id), calls=calls, why=WHY)
        for item in items[:MOST]
    ]
    return replace(made[0], then=tuple(made[1:])) if made else None
