"""Reads out of a sentence which part of a clip is kept, or cut away, and what its cover shows."""

from __future__ import annotations

import re
from typing import Any

from agents.read.edges import EDGE, at_edge
from agents.read.lengths import off_both_ends
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, backwards, number

_NUMBER = rf"(\d{{1,6}}(?:\.\d{{1,3}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:s|secs?|seconds?)"
_SECONDS = re.compile(rf"\b(?:(?:to|of|for)\s+)?(?:about\s+|around\s+)?{_NUMBER}[\s-]*{_UNIT}\b")
_LENGTH = re.compile(
    # "80s video tape" is a decade.
    r"^(?![5-9]0'?s (?!and\b|please\b|long\b|only\b|max\b)[a-z])"
    rf"(?:make (?:it|this|that)\s+)?(?:only\s+|just\s+)?{_NUMBER}[\s-]*{_UNIT}\b(?:\s+long)?"
)
_TO = rf"\s*{_UNIT}?\s*(?:to|until|till|-|and)\s*(?:second\s+)?{_NUMBER}"
_BESIDE = re.compile(
    rf"\b{_NUMBER}[\s-]*{_UNIT}\s+(?:long|in length)\b|"
    rf"(?:^|[,;]|\b(?:and|then)\b)\s*(?:only\s+|just\s+)?{_NUMBER}[\s-]*{_UNIT}(?=\s*(?:[,.;!]|and\b|$))"
)
"""A length among other wishes: "brighter, 5 seconds long and square"."""
_RANGE = re.compile(
    rf"\b(?:from|between)\s+(?:second\s+)?{_NUMBER}{_TO}(?:\s*{_UNIT}\b|\b)|"
    rf"(?<![\w'’]){_UNIT}\s+{_NUMBER}{_TO}\b|"
    # "cut number 2 to 5 seconds" names a clip, not a start.
    rf"(?<!number )(?<!clip )(?<!video )(?<!#)\b(\d{{1,6}}(?:\.\d{{1,3}})?){_TO}\s*{_UNIT}\b"
)
_DOWN = re.compile(
    rf"\b(?:shorten|shorter|cut|trim|get)\b[^,;]*?\bfrom {_NUMBER}(?:\s*{_UNIT})?(?: down)?"
    rf"{_TO}\s*{_UNIT}\b"
)
"""How long it was, and how long it shall be: "shorten it from 8 to 5 seconds"."""
_CLOCK = re.compile(r"(?<![\d:])(?!(?:9:16|16:09)\b)(\d{1,2}):(\d{2})(?![\d:])")
_FROM = re.compile(
    rf"\b(?:start(?:ing)?|begin(?:ning)?)\s+(?:it\s+|this\s+)?(?:at|from)\s+(?:second\s+)?{_NUMBER}"
    rf"(?:\s*{_UNIT}\b|\b)"
)
_ENDS = re.compile(
    rf"\b(first|last|opening|closing|final)\s+(?:{_NUMBER}[\s-]*{_UNIT}|second|sec)\b"
)
_BEST = re.compile(
    rf"\b(?:(?:only|just|keep|show me|give me)\s+)*(?:the\s+)?(?:best|nicest)\s+{_NUMBER}"
    rf"[\s-]*{_UNIT}\b"
)
_WITHOUT = re.compile(
    r"\b(?:chop|lop|snip|slice|hack|shave|cut|trim|take)\b[^.;]{0,40}?\boff\b|"
    r"\b(remove|cut (?:off|out|away|them|those)|skip|drop|lose|trim(?: off)?|without|delete|ditch|"
    r"dump|get rid of|throw (?:out|away))\b"
)
_CUT_AWAY = re.compile(
    r"\b(?:cut|chop|snip)\s+(?!(?:it|this|that|to|down|all|everything)\b)(?:the |its |my )?"
    r"(?:\w+ ){0,2}?(?:(?:start|beginning|intro|opening|end|ending|outro|bit|part)\b"
    r"[\s,:(-]*(?:(?:like|about|so|say|which is)\b\s*)?)?(?:the )?"
    rf"(?={_ENDS.pattern})"
)
"""What is named is what goes: "cut the boring start, first 3 s", not "cut to the first 3 s"."""
_COVER = re.compile(
    r"\b(?:cover|thumbnail|poster|preview (?:image|picture)|"
    r"(?:pic(?:ture)?|image)s? (?:that |which )?"
    r"(?:(?:is )?show(?:s|n)|(?:you|one|people|i) sees?) before (?:(?:you|i|one|it|the|my) )*"
    r"(?:press(?:es)? |hits? |video |clip |film )*(?:plays?|starts?|begins?))\b"
    r"(?:\s*(?:with|of|showing|that shows|where)\s+(?:the\s+|an?\s+)?(?P<about>[^,.;]{2,200}))?"
)
_PIECE = r"(?:part|bit|scene|moment|piece|section)s?"
_PART = re.compile(
    rf"\b(?:(?:only|just|keep|(?:cut|trim|shorten|clip)(?: (?:it|this|that))?(?: down)?(?: to)?|"
    rf"show(?: me)?|give me|let me see|i (?:only |just )?want(?: to see)?)\s+)+"
    rf"(?:show\s+(?:me\s+)?)?the\s+(?:best\s+|nicest\s+)?{_PIECE}\b"
    r"(?:\s+(?:with|where|of|when|that (?:has|shows)|which (?:has|shows)|showing|about)\b)?"
    r"(?:\s+there (?:is|are)\b)?(?:\s+(?:the|an?)\b)?\s*(?P<about>[^,.;]{0,200})"
)
_ONLY = re.compile(
    r"^(?:only|just|keep(?: only)?) the (?P<about>(?!sound|first|last)\w[\w\s]{1,80})$"
)
_DULL = re.compile(
    r"\b(?:cut|remove|skip|trim|lose|drop|take|leave|get rid of|delete|without)\b"
    r"(?: out| off| away)?(?: (?:all|the|any|those|these|of))* (?:boring|dull|slow|empty|useless|"
    r"unnecessary|lame|quiet|uninteresting|bad|dead|filler|pointless|static)(?:er)? "
    rf"?(?:{_PIECE}|stuff|ones?)(?: out| off| away)?\b|"
    r"\b(?:(?:only|just|keep|show(?: me)?|give me|(?:cut|trim)(?: (?:it|this|that))? (?:down )?to|"
    r"get to|skip to)\s+)+the (?:good|exciting|interesting|fun|funny|cool|action|lively|important|"
    rf"liveliest)(?:est)? ?(?:{_PIECE}|stuff)\b(?! (?:with|where|of|when|that|about)\b)"
)
"""Away with what bores: what is kept is for the clip itself, or a taste, to say."""
# Where the words about a part end and the next wish, or the item meant, begins.
_NEXT = re.compile(
    r"\s+(?:and|then|but)\s+(?:then\s+)?(?:\d+(?:\.\d+)? ?s(?:ec\w*)?\b|"
    r"half\b|shorter|longer|make|turn|mute|add|put|give|cut|crop|speed|slow|write|"
    r"brighten|darken|convert|in (?:black|noir|comic)|as an?)\b.*$|"
    r"\s+(?:in|of|from|on)\s+(?:it|this|that|(?:the|this|that)\s+(?:\w+\s+)?(?:one|clip|video))$|"
    r"\s+please$"
)
_CLIP = re.compile(
    r"\b(clip (?:it|this|that)|cut|trim|shorten|shorter|highlights?|best (?:part|bit))\b"
)


def seconds_said(words: str) -> float | None:
    """The first length in seconds that plain ``words`` name."""
    found = _SECONDS.search(words)
    return None if found is None else number(found.group(1))


def in_seconds(words: str) -> str:
    """Plain ``words`` with times of a clock in seconds: 0:02 is “2”."""
    return _CLOCK.sub(lambda clock: str(60 * int(clock[1]) + int(clock[2])), words)


def beside(sentence: Sentence) -> dict[str, Any] | None:
    """Take out a length that stands among other wishes: "brighter, 5 seconds long"."""
    said = sentence.take(_BESIDE)
    return {"seconds": number(said.group(1) or said.group(2))} if said else None


def cover(sentence: Sentence) -> dict[str, Any] | None:
    """Take a cover out of a sentence, as arguments of a tool."""
    found = sentence.take(_COVER)
    if found is None:
        return None
    about = _topic(sentence, found.group("about"))
    return {"about": about} if about else {}


def _topic(sentence: Sentence, about: str | None) -> str:
    """What a part or cover should show; a wish that follows it goes back into the sentence."""
    about = about or ""
    while following := _NEXT.search(about):
        sentence.words += " , " + about[following.start() :]
        about = about[: following.start()]
    return about.strip(" .!?-")


def clip(sentence: Sentence) -> dict[str, Any] | None:
    """Take what is kept of a clip, or cut away, out of a sentence, as arguments of a tool; hours
    that end before they begin are none, and stay in it.
    """
    hours = _RANGE.search(sentence.words)
    if hours is not None and backwards(*(one for one in hours.groups() if one)):
        down = sentence.take(_DOWN)
        return {"seconds": number(down.group(2))} if down else None
    return _kept(sentence)


def _kept(sentence: Sentence) -> dict[str, Any] | None:
    if sentence.take(_DULL):
        length = sentence.take(_SECONDS)
        return {"lively": True} | ({"seconds": number(length.group(1))} if length else {})
    if span := sentence.take(_RANGE) or sentence.take(_FROM):
        sentence.take(_CLIP)
        return dict(zip(("start", "end"), (number(n) for n in span.groups() if n), strict=False))
    if edge := sentence.take(EDGE):
        return at_edge(edge, _topic(sentence, edge["about"]))
    if off := off_both_ends(sentence):
        return {"start": off[0], "end": -off[1]}
    away = sentence.take(_CUT_AWAY)
    if ends := sentence.take(_ENDS):
        cut = number(ends.group(2) or "one")
        return _at_an_end(ends.group(1), cut, bool(sentence.take(_WITHOUT) or away))
    if best := sentence.take(_BEST):
        return {"seconds": number(best.group(1))}
    if part := sentence.take(_PART) or sentence.take(_ONLY):
        about = _topic(sentence, part.group("about"))
        # "only the part with the dog, five seconds" names the length beside the part.
        seconds = sentence.take(_SECONDS)
        found = {"about": about} if about else {}
        return found | ({"seconds": number(seconds.group(1))} if seconds else {})
    if sentence.take(_CLIP):
        seconds = sentence.take(_SECONDS)
        return {"seconds": number(seconds.group(1))} if seconds else {}
    if length := sentence.take(_LENGTH):
        return {"seconds": number(length.group(1))}
    return None


def _at_an_end(which: str, seconds: float, without: bool) -> dict[str, Any]:
    """The first or last seconds, or all but those; below zero counts from the end."""
    if which in ("first", "opening"):
        return {"start": seconds} if without else {"start": 0.0, "end": seconds}
    return {"end": -seconds} if without else {"start": -seconds}
