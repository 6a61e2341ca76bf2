"""A clip in hand drawn nearer to a visitor's taste, without a word of what should change."""

from __future__ import annotations

import re

from agents.read.references import referred
from agents.scene import Scene
from agents.talk.replies import no_clip, which
from models.domain import Decision, Guidance, ToolCall

_WHAT = (
    r"(?:it|this|that|mine|(?:this|that|the|my) (?:\w+ )?(?:one|clip|video|drawing|picture)|"
    r"(?:this|that) for me)"
)
_TASTE = r"(?:to|for|like|after) my (?:own )?(?:taste|liking|likes)"
_LEAD = (
    r"(?:(?:please|now|and|but|then|ok|okay|so|well)[\s,.!]+)*"
    r"(?:(?:can|could|would|will) you (?:please )?)?"
)
_ENDING = r"(?:,? (?:please|now|then|just for me|for me))*[\s.!?]*"
_FOR_ME = tuple(
    re.compile(_LEAD + pattern + _ENDING)
    for pattern in (
        rf"(?:revise|personali[sz]e|tailor|customi[sz]e) {_WHAT}(?: {_TASTE})?",
        rf"(?:make|redo|remake|redraw|rework|adapt|change|edit|fit) {_WHAT} (?:more )?{_TASTE}",
        rf"make {_WHAT} (?:more )?(?:personal|mine|me|my style)",
    )
)


def to_taste(words: str, scene: Scene) -> Decision | None:
    """Return the revision that plain ``words`` ask for: "revise this for me"."""
    if not any(one.fullmatch(words) for one in _FOR_ME):
        return None
    if not scene.screen:
        return no_clip()
    item = scene.about or referred(words, scene.screen, scene.focus)
    if item is None:
        return which(scene, "Which one shall I draw nearer to your taste?", "revise the {} one")
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=(ToolCall(name="revise", arguments={"instruction": "", "strength": 1.0}),),
        why="You asked for it to your taste.",
    )
