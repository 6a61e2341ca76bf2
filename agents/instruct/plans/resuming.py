"""Back to a plan after something else was looked at: "put the penguin in before the sunset", "ok
make the film". What was found meanwhile may be put into it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.instruct.plans.filming import added, changed_plan, go
from agents.instruct.plans.plan_questions import asked_of, goes_back, shown
from agents.instruct.plans.replanning import boards, replanned
from agents.make.ordering import row_of
from agents.make.storyboard import Storyboard
from agents.read.rows import Row, listed, named
from agents.read.words import plain
from agents.scene import Earlier, Scene
from models.domain import Decision
from models.errors import BadRequest

RECENT = 4
"""Turns of the visitor after which a plan that is not named is not meant any more."""
_GO = re.compile(
    r"(?:(?:ok|okay|now|so|and|then|please|yes|great|alright|right)[\s,.!]+)*(?:make|cut|render|"
    r"produce|finish|create|build) (?:the|my|our) (?:film|movie|video)(?: (?:now|please|"
    r"then))*[\s.!]*"
)
_OF_IT = re.compile(r"\b(?:the|my|our) (?:film|movie|plan|storyboard)\b")
_ITS = re.compile(r"\b(?:scenes?|shots?|films?|movie|plan|storyboard)\b")
_PLACED = re.compile(
    r"\b(?:before|after|between|in front of|behind|at the (?:very )?(?:end|start|beginning)|"
    r"(?:start|begin|open|end|finish) with|in the middle)\b"
)
_DOES = re.compile(
    r"^(?:(?:and|now|then|ok|okay|please|can you|could you|actually|also|so)[\s,]+)*(?:put|add|"
    r"insert|stick|slip|squeeze|use|include|take|leave|drop|lose|remove|swap|replace|move|start|"
    r"begin|open|end|finish)\b"
)


def resumed(text: str, scene: Scene) -> Decision | None:
    """Decide about the plan that stood here before the clips on the screen; ``None`` where the
    words do not go back to it.
    """
    if scene.board is not None or scene.brought is not None or scene.about is not None:
        return None
    earlier = boards(scene.past)
    since = _since(scene.past)
    if not earlier or since is None:
        return None
    board, words = earlier[-1], plain(text)
    if goes_back(words):
        return shown(board)
    if _GO.fullmatch(words):
        return go(board, scene.past)
    asked = asked_of(board, words) if since <= RECENT and _ITS.search(words) else None
    if asked is not None:
        return asked
    own = added(words, scene)
    if own is not None:
        return own
    if not (_OF_IT.search(words) or (since <= RECENT and _means(words, board, scene))):
        return None
    try:
        made = replanned(board, text, scene)
    except BadRequest:
        return None
    return None if made is None or made.board == board else changed_plan(made)


def _means(words: str, board: Storyboard, scene: Scene) -> bool:
    """Whether a change is one of the plan: it names a shot of it that is not on the screen too, or
    says where in it something should come.
    """
    if not _DOES.match(words):
        return False
    inside = bool(listed([one for one in named(words, row_of(board)) if one.words]))
    here = bool(listed([one for one in named(words, Row.of(scene.screen)) if one.words]))
    if _PLACED.search(words):
        return inside or here
    return inside and not here


def _since(past: Sequence[Earlier]) -> int | None:
    """Turns of the visitor since the last plan; ``None`` where it was made, or there is none."""
    count = 0
    for one in reversed(past):
        if one.turn.role == "visitor":
            count += 1
        decision = one.decision
        if decision is not None and decision.calls and "board" in decision.calls[0].arguments:
            return None if decision.calls[0].arguments.get("render") else count
    return None
