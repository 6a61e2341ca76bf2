"""Asked whether a clip that is here is to be had otherwise: "is that one available in vertical?",
"can I have this longer?". That is a wish for a change of it, and no search for another.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.edits.wishes import wishes
from agents.read.references import ORDINALS
from agents.read.searches import compared
from agents.read.words import plain
from agents.scene import Scene

_LEAD = r"(?:(?:ok|okay|so|and|but|hm+|hey|hi|sorry|please|cool|nice|great|wow)[\s,.!]+)*"
_CLIP = (
    r"(?:it|this|that|(?:this|that|the) (?:one|clip|video)|"
    rf"(?:the |number )?(?:{'|'.join(ORDINALS)}|[1-6])(?: (?:one|clip|video))?)"
)
_HOW = r"(?P<how>\S.{1,60}?)"
_TAIL = r"(?:,? (?:too|also|please|instead|as well|maybe|for me|at all|by any chance))*[\s.!?]*"
_ASKED = tuple(
    re.compile(_LEAD + pattern + _TAIL)
    for pattern in (
        rf"(?:is|are|was) (?P<which>{_CLIP}) (?:(?:also|maybe|perhaps|already) )?"
        rf"(?:available|there|to be had|possible|obtainable|out) (?:in|as|with|without) {_HOW}",
        rf"(?:can|could|may|might) (?:i|we|you) (?:please )?(?:have|get|see|watch|show(?: me)?|"
        rf"give me|do|offer) (?P<which>{_CLIP}) (?:(?:but|also|please) )?(?:(?:in|as|a) )?{_HOW}",
        rf"(?:do you have|have you got|is there|got|i(?:'d| would) (?:like|love|prefer)|i want|"
        rf"show me|give me) (?P<which>{_CLIP}) (?:but )?(?:(?:in|as) )?{_HOW}",
        rf"(?:what|how) about (?P<which>{_CLIP}) (?:but )?(?:in|as) {_HOW}",
        rf"(?:does|will|would|could|can) (?P<which>{_CLIP}) (?:come|exist|work|go|be(?: had)?)"
        rf"(?: also)? (?:(?:in|as) )?{_HOW}",
        rf"(?:is there|do you have|have you got|can i (?:have|get|see)|could i (?:have|get|see)) "
        rf"(?:an?|the) {_HOW} (?:version|cut|edit|copy|format)(?: of (?P<which>{_CLIP}))?",
    )
)

LONGEST = 160
"""Characters of such a question; what is longer tells a story."""


def as_wish(scene: Scene) -> Scene:
    """Return the scene with the change that is asked after as a wish; the same where none is."""
    if not scene.screen or scene.board is not None:
        return scene
    words = plain(scene.text)
    for pattern in _ASKED if len(words) <= LONGEST else ():
        found = pattern.fullmatch(words)
        if found is None:
            continue
        which, how = found["which"] or "it", found["how"]
        wish = f"make {which} {how}"
        if wishes(f"make it {how}").calls or compared(how):
            return replace(scene, text=wish)
    return scene
