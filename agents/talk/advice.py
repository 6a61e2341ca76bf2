"""Asked which one is better, or which it likes itself: it has no taste, and says what it knows."""

from __future__ import annotations

import re

from agents.scene import Scene
from agents.talk.replies import BROUGHT, which
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision

_LEAD = r"(?:(?:so|and|but|ok|okay|hm+|well|hey|please|tell me)[\s,.!]+)*"
_ONES = (
    r"(?: (?:ones?|clips?|videos?|(?:out )?of (?:these|those|them|all|the (?:two|three|four))|"
    r"here|to you|for me)){0,4}"
)
_GOOD = (
    r"(?:(?:the|your|a|any|more|most|really) )*(?:better|best|good|great|nicer|nicest|coolest|"
    r"cooler|prettier|prettiest|favou?rites?|worth (?:it|watching|seeing)|interesting|beautiful|"
    r"popular|recommended)"
)
_THEY = (
    r"(?:it|this|that|them|they|these|those|any of (?:them|these)|(?:the|this|that) \w+(?: one)?)"
)
_TAIL = (
    r"(?:,? (?:best|better|most|more|the most|first|yourself|personally|then|now|and why|"
    r"(?:do )?you think|in your opinion|for me)){0,4}"
)
_AMONG = re.compile(
    rf"{_LEAD}(?:which|what){_ONES}(?:"
    rf"(?: do you think)? ?(?:is|are|'?s|was|looks?|seems?) {_GOOD}{_ONES}|"
    r" (?:do|would|did|should|can|could) (?:you|i|we) (?:really |personally |rather )?"
    r"(?:like|love|prefer|recommend|suggest|pick|choose|watch|take|go (?:for|with)|see|"
    rf"think (?:is|are) {_GOOD}){_ONES})?{_TAIL}{_ONES}[\s?.!]*"
)
"""Asks for one of those on the screen."""
_OPINION = re.compile(
    rf"{_LEAD}(?:what(?:'s|s| is| are)? )?(?:your|ur) (?:own |personal )?(?:favou?rites?|pick|"
    rf"choice|opinion|taste)(?: on {_THEY})?{_ONES}[\s?.!]*|"
    rf"{_LEAD}(?:do|would|did) (?:you|u) (?:really |actually |even )?(?:like|love|enjoy|prefer) "
    rf"{_THEY}{_TAIL}[\s?.!]*|"
    rf"{_LEAD}what (?:do|would|did) (?:you|u) (?:think|say|like)(?: (?:of|about) {_THEY})?{_TAIL}"
    rf"[\s?.!]*|{_LEAD}(?:is|are|was|were) {_THEY} {_GOOD}{_TAIL}[\s?.!]*"
)
NO_TASTE = "I am an AI and like none myself."
LEARNS = "Like some or skip them, and I learn which are yours."


def advice(words: str, scene: Scene) -> Decision | None:
    """Answer plain ``words`` that ask for an opinion, ``None`` of all others."""
    among = _AMONG.fullmatch(words) if scene.screen else None
    if scene.brought is not None or (among is None and _OPINION.fullmatch(words) is None):
        return None
    if len(scene.screen) < 2:
        options = BROUGHT[:3] if scene.screen else EXAMPLES
        text = f"{NO_TASTE} {LEARNS}"
        return Decision(kind="chat", text=text, options=options, why="You asked what I think.")
    near = "to your last wish" if scene.last_want else "to what I know of your taste"
    if any(one.parents for one in scene.screen):
        told = NO_TASTE
    else:
        told = f"{NO_TASTE} They stand in order: the first comes nearest {near}."
    asked = which(scene, f"{told} {LEARNS}", "the {} one")
    return Decision(
        kind="chat", text=asked.text, options=asked.options, why="You asked what I think."
    )
