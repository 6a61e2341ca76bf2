"""Asks which of several clips is meant; each answer carries along what is to be done."""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import wishes
from agents.read.opinion import opinion
from agents.read.references import named, pointed, position
from agents.scene import Scene
from agents.talk.replies import BROUGHT, which
from models.domain import Decision

_JOIN = re.compile(
    r"(?:(?:and|then|also|but|now|so|ok|okay|hm+|oh|well|actually|it)\b[\s,.]*)+"
    r"(?=(?:and|but|then|make|turn|put|write|add|in|with)\b)|"
    r"(?:(?:and|then|also|but|now|so|ok|okay|hm+|oh|well|actually)\b[\s,.]*)+(?=\w)",
    re.IGNORECASE,
)
"""Joins a wish to what was said before it: in an answer that is offered nothing is before it."""
_ASKS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|hey|oh)[\s,]+)*(?:what|why|how|who|whose|when|where|which)\b"
    r"(?!(?:'s| is)? (?:about|not|if)\b)"
)
_QUOTED = re.compile(r"\"[^\"]*\"")
ONE = (
    "There is one clip here. A part of it I can change by its seconds, such as “make it night from "
    "2 to 4 s”, or all of it."
)
MEANT = "Which one do you mean?"


def which_one(words: str, scene: Scene) -> Decision:
    """Ask which clip is to be changed, of those that plain ``words`` may name. A question, or what
    is thought of a clip, is no wish: of that it is asked which is meant, and nothing is done.
    """
    if len(scene.screen) == 1:
        return Decision(kind="ask", text=ONE, options=BROUGHT, why="There is one clip here.")
    if position(_QUOTED.sub(" ", words)) is not None:
        return which(scene, f"I see {len(scene.screen)} here; which one?", "the {} one")
    if _ASKS.match(words) or (opinion(scene.text) is not None and not wishes(scene.text).calls):
        return which(scene, MEANT, "the {} one")
    hits = named(words, scene.screen)
    wish = scene.text if hits is None else pointed(scene.text)
    wish = wish.strip()[:200].replace("{", "").replace("}", "")
    while joined := _JOIN.match(wish):
        wish = wish[joined.end() :]
    few = hits if hits and len(hits) > 1 else None
    question = "Which one shall I change?" if few is None else f"{len(few)} are like that; which?"
    return which(scene, question, f"the {{}} one: {wish}" if wish else "the {} one", few)
