"""What a wish is wrapped in, out of courtesy: "would you be so good as to …", "…, if you don't
mind", "a little music would be nice". Rules and the reader meet the wish alone.

Only what says nothing is taken away. "Actually", "no" and "instead" correct, "could you" asks, and
"I like it" is an opinion: those stay.
"""

from __future__ import annotations

import re

_END = r"(?=[\s.!?]*$)"
_LEAD = re.compile(
    r"^\s*(?:"
    r"(?:many )?thank(?:s| you)(?: ever| very| so)*(?: much| a lot| kindly| dear| again)?|"
    r"good (?:morning|afternoon|evening)(?: to you)?|(?:oh|ah|well|right)(?=,)|"
    r"(?:and )?(?:perhaps|possibly)(?=,? (?!\w+ing\b))|(?:up)?on (?:reflection|second thoughts?)|"
    r"come to think of it|if (?:i may|you please|you (?:don['’]t|do not) mind|"
    r"it(?:['’]s| is) not too much trouble)|my dear"
    r")\b[\s,.!:;]+(?=\S)(?!(?:much|a lot|so|ever|very|again|to you)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,.]+(?:if (?:you (?:would|could|please|(?:don['’]t|do not) mind|would be so kind)|i may|"
    r"(?:that(?:['’]s| is)|it(?:['’]s| is)) (?:possible|all right|alright|no trouble|"
    r"not too much trouble)|possible)|(?:would|will|should) (?:be|do) (?:very |rather |just )?"
    r"(?:nice|lovely|fine|great|good|wonderful|nicely|perfect)(?: too| as well)?|my dear)" + _END,
    re.IGNORECASE,
)
_SAID_SHORT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), short)
    for pattern, short in (
        (r"\b(?:would|could|can|will) you (?:please )?be (?:so|as) (?:good|kind) as to\b",
         "could you"),
        (r"\b(would|could|can|will) you (?:(?:kindly|perhaps|possibly|maybe|please|just)[\s,]+)+",
         r"\1 you "),
        (r"\b(?:may|might) i (?:please )?ask (?:you )?(?=(?:who|what|how|where|why|when|which|if|"
         r"whether)\b)", ""),
        (r"^(\W*(?:(?:actually|no|oh|and|so)[\s,]+)*)let us\b", r"\1let's"),
        (r"^(\W*(?:(?:actually|no|oh|well|and)[\s,]+)*)i(?: would|['’]d) (?:much )?rather "
         r"(?:have|see|take)\b (?=(?:the|that|this)\b)", r"\1"),
        (r"\bin (?:its|his|her|their) place" + _END, "instead"),
    )
)  # fmt: skip
_NOTHING = re.compile(
    r"(?:\W|\b(?:that|it|this|those|these|they|both|either|any|one|all|so|yes|yeah|ok|okay|very|and|"
    r"again|please|which)\b)*",
    re.IGNORECASE,
)
"""What is left of a sentence that is a courtesy itself: "that would be nice"."""
ROUNDS = 4
"""Courtesies that are taken off one after the other."""


def bare(text: str) -> str:
    """Return ``text`` without courtesies; as it was where nothing else is in it."""
    left = text
    for _ in range(ROUNDS):
        shorter = _TAIL.sub("", _LEAD.sub("", left))
        for pattern, short in _SAID_SHORT:
            shorter = pattern.sub(short, shorter)
        if shorter == left or _NOTHING.fullmatch(shorter):
            break
        left = shorter
    return left
