"""Questions that clips answer: "which other sea animals do you have?" is a search."""

from __future__ import annotations

import re

from agents.read.subject import subject
from agents.read.words import same

_LEAD = r"(?:(?:so|and|but|ok|okay|hey|hi|hello|well|please|hm+)[\s,.!]+)*"
_HAVE = (
    r"(?:do (?:you|we) (?:still |also )?(?:have|know|keep|offer)|(?:have|'ve) you got|"
    r"(?:you|u) (?:got|have)|(?:are|is) (?:there|here)|there (?:is|are)|"
    r"can (?:i|you|we) (?:see|watch|show(?: me)?)|could (?:i|we) (?:see|watch))"
)
_MORE = r"(?:(?:other|else|more|different|kinds? of|sorts? of|types? of|all the|the)\s+)*"
_OF = r"(?:about|with|of|on|for|from|showing|where)"
_ASKED = tuple(
    re.compile(_LEAD + pattern + r"[\s?.!]*")
    for pattern in (
        rf"(?:what|which) {_MORE}(?P<what>[\w' -]{{2,50}}?) {_HAVE}(?: (?:here|else|left|too))*"
        rf"(?: {_OF} (?P<of>[\w' -]{{2,50}}?))?",
        rf"what(?: else| more)? {_HAVE}(?: (?:here|else))* {_OF} (?P<of>[\w' -]{{2,50}}?)",
    )
)
_OF_APP = frozenset(
    "style filter effect look music song sound language format font weather model data info "
    "information setting feature tool function edit plan price limit right chat way rule button "
    "panel tab topic category genre file size length skill season time colour color mood request "
    "command".split()
)
"""What the app has besides clips."""


def inventory(words: str) -> str:
    """Return what plain ``words`` ask after that clips may show; empty where they do not."""
    for pattern in _ASKED:
        found = pattern.fullmatch(words)
        if found is None:
            continue
        told = found.groupdict()
        named = [subject(told[name] or "") for name in ("what", "of") if name in told]
        want = " ".join(filter(None, named))
        if want and not any(same(word, one) for word in want.split() for one in _OF_APP):
            return want
    return ""
