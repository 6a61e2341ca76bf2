"""Two clips asked for in one sentence: "I want a beach clip and a sunset clip"."""

from __future__ import annotations

import re

_WANTS = (
    r"(?:(?:please|hi|hey|ok|okay|so|now)[\s,]+)*"
    r"(?:(?:i|we) (?:want|need|would like|'d like)(?: to see)?|i'd like(?: to see)?|"
    r"(?:show|find|give|get)(?: me| us)?|(?:do you have|have you got|is there|got))?\s*"
)
_KIND = r"(?:clips?|videos?)"
_WHAT = r"[\w'-]+(?: [\w'-]+){0,4}?"
_APART = (
    re.compile(
        rf"{_WANTS}(?:an?|one|some) (?P<one>{_WHAT}) {_KIND}(?:,? (?:and|plus)|,) "
        rf"(?:an?|one|some|another) (?P<two>{_WHAT}) (?:{_KIND}|one)(?:,? please)?[\s.!?]*"
    ),
    re.compile(
        rf"{_WANTS}(?:an?|one) {_KIND} (?:of|with|about) (?P<one>{_WHAT})(?:,? (?:and|plus)|,) "
        rf"(?:(?:an?|one|another) {_KIND}|one|another(?: one)?) (?:of|with|about) "
        rf"(?P<two>{_WHAT})(?:,? please)?[\s.!?]*"
    ),
)
_ARTICLE = re.compile(r"^(?:an?|the|some) ")
LONGEST = 120
"""Characters of such a sentence."""


def apart(words: str) -> tuple[str, str] | None:
    """Return what each of two clips that plain ``words`` ask for shows; ``None`` of any others."""
    if len(words) > LONGEST:
        return None
    for pattern in _APART:
        found = pattern.fullmatch(words)
        if found is not None:
            return _ARTICLE.sub("", found["one"]), _ARTICLE.sub("", found["two"])
    return None
