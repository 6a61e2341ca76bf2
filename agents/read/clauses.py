"""The clauses of a wish that say what is not wanted, or that anything will do, told from the rest.

"I don't want planes anymore, surprise me", "not those, and no water please", "not that kind. dogs":
what is denied is never what is sought, and "surprise me" names nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from agents.read.subject import subject

_SPLIT = re.compile(
    r"\s*[,.;!?:]+(?:\s+|$)|\s+-+\s+|(?<!anything)(?<!everything)(?<!nothing)\s+but\s+|"
    r"\s+and\s+(?=(?:(?:please )?(?:show|find|give|surprise|play)|no|not|nothing|i|something)\b)|"
    r"\s+(?=(?:show|give|find|surprise) me\b)"
)
_LEAD = re.compile(
    r"^(?:(?:no|nah|nope|ok|okay|and|but|so|well|oh|hm+|ugh+|please|actually|sorry|hey|hi|lol|"
    r"maybe|just|then|now|thats?|that's not it)\b[\s,]*)+(?=\w)"
)
_WHO = (
    r"(?:(?:im|ive|(?:i|we|he|she|they|(?:my|our) \w+)(?:'m|'re|'s|'ve)?) )?"
    r"(?:(?:am|is|are|have|really|just|also|do|still|so|totally|kinda|kind of|pretty) )*"
)
_DENY = re.compile(
    rf"{_WHO}(?:(?:don't|do not|doesn't|does not|didn't|never|can't|cannot|won't) "
    r"(?:(?:really|even|ever) )?(?:want|like|need|enjoy|feel like|care (?:for|about)|stand|love|"
    r"wish)(?: to)?"
    r"(?: (?:see|watch|have|seeing|watching|having))?|"
    r"(?:hates?|dislikes?|loathes?)(?: (?:to see|seeing|watching))?|"
    r"(?:(?:tired|sick|bored|done|fed up|through) (?:of|with)|(?<=[meoy] )over)"
    r"(?: (?:seeing|watching))?|"
    r"(?:seen|watched|had) too many(?: of)?|"
    r"(?:had |seen |got )?enough(?: of)?|(?:told you )?no more|(?:please )?stop showing(?: me)?|"
    r"not (?:into|in the mood for)|told you (?:no|not)) (?P<what>.+)|"
    r"(?:not|nothing(?! (?:with|but|like|else|in|on|at)\b)) (?P<bare>.+)"
)
_TIME = re.compile(
    r"(?:\s+(?:anymore|any ?more|again|today|tonight|now|this time|at all|please|pls|lol|haha|"
    r"right now|for now|thanks|either|though|really|that much|very much|so much))+$"
)
_NO_NOT = re.compile(
    r"(?:too|so|that|really|very|sure|bad|my|what|how|now|yet|here|there|only|just|even|at|in|on|"
    r"for|with|a problem|the (?:first|second|third|fourth|last)|(?:as|quite|exactly|longer|more|"
    r"less|fewer|shorter|over|under|above|below|to|from|like|because|before|after|until|than)|\d)\b"
)
"""Begins what "not" says something else of than that it is not wanted."""
_JOINT = re.compile(r"^(?:and|but)\s+")
_KIND = re.compile(
    r"(?:that|this|those|these|the same)(?: (?:kind|sort|type|ones?|clips?|videos?))*"
)
_EACH = re.compile(r"\s*,\s*|\s+(?:or|nor|and|with|&)\s+(?:no |any )?")
_ARTICLE = re.compile(r"^(?:(?:the|an?|any|those|these|all|more|so many|too many|your|of)\s+)+")
_ANYTHING = re.compile(
    r"(?:please )?(?:(?:just )?surprise me|(?:show me |give me |i want |i'd like )?(?:something|"
    r"anything|whatever)(?: (?:completely|totally|entirely|"
    r"very|a bit|quite|else|new|other|different|you (?:want|like|have|think|choose)|"
    r"i (?:might|may|would|could) like))*|"
    r"(?:show me )?others?|(?:you|u) (?:choose|pick|decide)|your choice|try again|"
    r"(?:show me )?(?:something )?random)(?: please| then| now| instead)*"
)
MOST = 5
"""Words of one thing that is denied; a longer clause tells something."""


@dataclass(frozen=True, slots=True)
class Clauses:
    """What is left of a wish: ``rest``. ``denied``: what is not wanted; ``again``: others than
    those there are; ``anything``: whatever there is.
    """

    rest: str
    denied: tuple[str, ...] = ()
    again: bool = False
    anything: bool = False

    @property
    def told(self) -> bool:
        """Whether anything was told from the rest."""
        return bool(self.denied) or self.again or self.anything


def clauses(words: str) -> Clauses:
    """Tell what plain ``words`` deny, and that anything will do, from the rest of them."""
    kept: list[str] = []
    denied: list[str] = []
    again = anything = False
    every = [part for part in _SPLIT.split(words) if part]
    for part in every:
        bare = _LEAD.sub("", part)
        if _ANYTHING.fullmatch(bare):
            anything = True
        elif (names := _denied(bare)) is not None:
            denied += names
            again = again or not names
        else:
            kept.append(_JOINT.sub("", part))
    if not (denied or again or (anything and len(every) > 1)):
        return Clauses(rest=words)
    return Clauses(", ".join(kept), tuple(dict.fromkeys(denied)), again, anything)


def _denied(clause: str) -> list[str] | None:
    """What a clause says is not wanted: names, none of "not those"; ``None``: nothing."""
    found = _DENY.fullmatch(clause)
    if found is None:
        return None
    what = _TIME.sub("", found["what"] or found["bare"])
    if _KIND.fullmatch(what):
        return [] if found["bare"] else None
    if len(what.split()) > MOST or (found["bare"] and _NO_NOT.match(what)):
        return None
    names = [_ARTICLE.sub("", subject(one)) for one in _EACH.split(what)]
    return [one for one in names if one] or None
