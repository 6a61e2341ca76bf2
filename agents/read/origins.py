"""Which origins a visitor says they want to see: "only things people made", "no AI", "show all"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agents.read.words import plain
from models.domain import Origins

_THINGS = r"(?:things?|stuff|what|clips?|videos?|ones?|content|material|items?)"
_MADE = r"(?:ai|a\.i\.|artificial|generated|synthetic|machine[- ]made|ai[- ](?:made|generated))"
_BY_YOU = (
    r"(?:you(?:'ve| have)? (?:made|make|created|edited)(?: for me)?|(?:was |were )?made for me)"
)
_NO_MORE = r"(?:no(?:thing)?|without|(?:don't|do not|never) show(?: me)?|stop showing(?: me)?|hide)"
_SHOW = r"(?:(?:please|now|and|just|from now on|can you|could you)[, ]+)*(?:show (?:me )?)?"
_LEAD = r"(?:(?:ok|okay|no|so|well|hey|actually|hm+)[\s,.!]+)*"
_END = r"(?:[, ]+(?:please|pls|plz|from now on|now|again|at all|any ?more))*[\s.!]*$"

_PEOPLE = (
    rf"only (?:the )?(?:{_THINGS} (?:that |which )?(?:(?:real |other )?people|humans?|persons?)"
    rf"(?: have)? (?:made|make|filmed|shot)|real (?:{_THINGS}|footage))",
    rf"(?:only|just) human[- ]made(?: {_THINGS})?",
    rf"{_NO_MORE} (?:more |any |me )*{_MADE}(?: {_THINGS})?",
    rf"nothing (?:that (?:is|was) )?(?:{_MADE}|{_BY_YOU})",
    rf"(?:no|hide) {_THINGS} {_BY_YOU}",
)
_OWN = (
    rf"only (?:the )?{_MADE}(?: {_THINGS})?",
    rf"only (?:the )?{_THINGS} (?:that |which )?{_BY_YOU}",
    rf"only {_BY_YOU}",
)
_ALL = (
    r"(?:everything|all (?:of it|kinds|origins|of them))(?: again)?",
    rf"{_MADE}(?: {_THINGS})? (?:is|are) (?:fine|ok|okay|allowed|welcome)(?: too| again)?",
)
_ABOUT = r"(?P<rest>(?: (?:of|with|about) .+)?)"


def _rule(patterns: Sequence[str], rest: str = "") -> re.Pattern[str]:
    return re.compile(rf"^{_LEAD}{_SHOW}(?:{'|'.join(patterns)}){rest}{_END}")


_RULES: Mapping[Origins, re.Pattern[str]] = {
    "people": _rule(_PEOPLE, _ABOUT),
    "made": _rule(_OWN, _ABOUT),
    "all": _rule(_ALL),
}

SAID: Mapping[Origins, str] = {
    "people": "From now on I leave out what was made or changed here by AI. Whether people filmed "
    "the rest I cannot tell; “Where it came from”, in a card’s menu, shows what is known. “Show "
    "everything” undoes that.",
    "made": "From now on you see only what was made for you. “Show everything” undoes that.",
    "all": "From now on you see everything again, what people made and what was made for you.",
}
"""What is said back; the taste panel has the same as a switch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which origins are wanted from now on, and what else the sentence asks for."""

    origins: Origins
    rest: str = ""


def wanted(text: str) -> Wanted | None:
    """Return what ``text`` says about origins, ``None`` when it says nothing about them."""
    words = plain(text)
    for origins, pattern in _RULES.items():
        found = pattern.match(words)
        if found:
            return Wanted(origins=origins, rest=(found.groupdict().get("rest") or "").strip())
    return None
