"""Which item on the screen the visitor means: "it", "the second one", "that dog video"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.read.words import NUMBERS, content_words, mentions
from models.domain import Item

ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "eighth": 7, "ninth": 8, "tenth": 9,
    "last": -1,
}  # fmt: skip
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")

_END = r"(?=[\s.,!?:]*(?:$|[,:]|please\b|pls\b|and\b))"
_SIDE = re.compile(
    rf"(?:^|\b(?:the )?(?:one|clip|video) )(?:to|on|at) the (?:far )?(left|right)(?: side)?{_END}|"
    r"\b(?:the )?(?:far )?(left|right)(?: hand)? (?:one|clip|video)\b|"
    r"\b(?:the )?(left|right)most\b(?: (?:one|clip|video))?"
)
"""Cards stand in a row; "blur the face on the left" is about a side of the picture."""
# "a video that has …" points at nothing.
POINTING = re.compile(
    r"\b(it|its|this|that(?! (?:has|have|shows?|is|are)\b)|the (?:clip|video)|her|him|them)\b"
)
# "the first 5 seconds" is a length, not a place.
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?({'|'.join(ORDINALS)})"
    rf"(?!\s+(?:\d|few|half|seconds?\b|minute|part|"
    rf"(?:{'|'.join(NUMBERS)})\s+(?:sec|min|and a half|halves|third|quarter|fifth|frame|part)))"
    r"(?:\s+(?:one|clip|video))?\b"
)
_LENGTH = re.compile(
    rf"\b(?:\d+|an?|half a|per|{'|'.join(NUMBERS)})[\s-]second\b|"
    r"\b(?:cut|trim|chop|skip|drop|lose|remove|without|get rid of|throw|snip)"
    r"(?: (?:off|out|away))? the (?:first|last|opening|closing|final) second\b|"
    r"\b(?:for|in|during|over|only|just|within) the (?:very )?(?:first|last|final) second\b"
)
_NUMBER = re.compile(
    r"(?:\b(?:number|no\.|clip|video)\s*|#\s*)([1-9]|one|two|three|four|five|six)\b|"
    # "no 2" and "nr 2" name a place; "no 2 people" and "no one" none.
    r"\b(?:no|nr\.?|num\.?|n°|nº)\s*([1-9])\b(?!\s*(?:s|secs?|seconds?|min\w*|x|times|of|people|"
    r"persons|men|women|kids|animals)\b)"
)
_NAMED = re.compile(
    r"\b(?:that|the|this)\s+((?:(?!(?:the|this|that|of|in|on|to|off|from|at|for|with|and)\b)[\w-]+\s+){1,3}?)(?:one|clip|video)\b"
)
_NAMED_ANY = re.compile(_NAMED.pattern, re.IGNORECASE)
_WITH = re.compile(
    r"\bthe (?:one|clip|video) (?:with|of|about|showing|where)(?: (?:the|an?|his|her|my|our))* "
    r"(?P<what>[\w-]+(?: [\w-]+){0,2})"
)
"""Told by what it shows: "the one with the drummer"."""
_NO_NAME = frozenset(("other", "same", "next", "new", "whole", "best", "little", "picture"))
_AROUND = re.compile(
    r"\b(?:no|ok|okay|yes|and|please|pls|plz|show|me|i|want|like|love|mean|meant|play|take|open|pick|"
    r"choose|use|let|see|how|what|about|the|that|this|one|clip|video|just|prefer|it|is|it's|only|"
    r"dear|darling|honey|mate|love|thanks|thank you|then|sorry|actually|rather|go with|"
    r"have|look at|can|could|would|you|i'd|oh|ah|hm+|well|now|alone|again|back|from before|"
    r"from earlier|maybe|bring up|bring|get|want|wait|say|said|so|let's|give)\b|\W+"
)


def position(text: str) -> int | None:
    """Return the place on screen that ``text`` names, from 0; -1 is the last; else ``None``."""
    words = _LENGTH.sub(" ", text.lower())
    number = _NUMBER.search(words)
    if number:
        named = number.group(1) or number.group(2)
        return (NUMBERS.get(named) or int(named)) - 1
    found, side = _ORDINAL.search(words), _SIDE.search(words)
    if found is None and side is not None:
        return 0 if "left" in side.groups() else -1
    return ORDINALS[found.group(1)] if found else None


def without_places(words: str) -> str:
    """``words`` in small letters without the places on the screen that they name."""
    return _SIDE.sub(" ", _ORDINAL.sub(" ", _NUMBER.sub(" ", words)))


def only_around(words: str) -> bool:
    """Whether plain ``words`` are what pointing is said with, and nothing else: "just … please"."""
    return not _AROUND.sub("", words)


def named(text: str, screen: Sequence[Item]) -> list[Item] | None:
    """Return the items on screen that "that dog video" may mean; ``None`` if nothing is named so.

    Items' own words are only compared with.
    """
    found = _NAMED.search(text.lower())
    words = [w for w in content_words(found.group(1)) if w not in _NO_NAME] if found else []
    if position(text) is not None:
        return None
    if not words:
        return _shown(text.lower(), screen) or None
    return [item for item in screen if all(mentions(item, word) for word in words)]


def pointed(text: str) -> str:
    """``text`` with "it" for the item that is named in it: of "the black one, louder" the rest."""
    return _NAMED_ANY.sub("it", text)


def _shown(text: str, screen: Sequence[Item]) -> list[Item]:
    """The items that are told by what they show, with the first words of it at least."""
    told = _WITH.search(text)
    words = content_words(told["what"]) if told is not None else []
    every = (
        [item for item in screen if all(mentions(item, word) for word in words[:count])]
        for count in range(len(words), 0, -1)
    )
    return next(filter(None, every), [])


def only_points(text: str) -> bool:
    """Whether ``text`` does nothing but point at something on the screen."""
    words = text.lower()
    if re.fullmatch(r"[1-6]", words.strip(" .!#")):
        return True
    if position(words) is not None:
        rest = without_places(words)
    elif _NAMED.search(words):
        rest = _NAMED.sub(" ", words)
    else:
        return False
    return only_around(rest)


def referred(text: str, screen: Sequence[Item], focus: Item | None) -> Item | None:
    """Return the item that ``text`` means, or ``None`` when it names none that can be told.

    Args:
        text: what the visitor said.
        screen: the items shown last, in order.
        focus: the item last talked about, if any: what "it" means.
    """
    digit = re.fullmatch(r"[#\s]*([1-6])[.!\s]*", text)
    place = int(digit.group(1)) - 1 if digit else position(text)
    if place is not None:
        return screen[place] if screen and -1 <= place < len(screen) else None
    hits = named(text, screen)
    if hits is not None:
        return hits[0] if len(hits) == 1 else None
    if focus is not None:
        return focus
    return screen[0] if len(screen) == 1 else None
