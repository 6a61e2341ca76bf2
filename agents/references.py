"""Which item on the screen the visitor means: "it", "the second one", "that dog video"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agents.retriever import content_words, mentions
from models.domain import Item

ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3,
    "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "last": -1,
}  # fmt: skip
NUMBERS = {"one": 0, "two": 1, "three": 2, "four": 3, "five": 4, "six": 5}

POINTING = re.compile(r"\b(it|its|this|that|this one|that one|the clip|the video|her|him|them)\b")
_ORDINAL = re.compile(rf"\b(?:the\s+)?({'|'.join(ORDINALS)})\s*(?:one|clip|video)?\b")
_NUMBER = re.compile(r"\b(?:number|no\.?|#)\s*(\d+|one|two|three|four|five|six)\b")
_NAMED = re.compile(r"\b(?:that|the|this)\s+((?:[\w-]+\s+){1,3}?)(?:one|clip|video)\b")


def position(text: str) -> int | None:
    """Return the place on screen that ``text`` names, from 0; -1 is the last; else ``None``."""
    words = text.lower()
    number = _NUMBER.search(words)
    if number:
        named = number.group(1)
        return NUMBERS[named] if named in NUMBERS else int(named) - 1
    # "the first 5 seconds" is a length, not a place.
    found = re.search(_ORDINAL.pattern + r"(?!\s+(?:\d|few|half|second|minute|part))", words)
    return ORDINALS[found.group(1)] if found else None


def referred(text: str, screen: Sequence[Item], focus: Item | None) -> Item | None:
    """Return the item that ``text`` means, or ``None`` when it names none that can be told.

    Args:
        text: what the visitor said.
        screen: the items shown last, in order.
        focus: the item last talked about, if any: what "it" means.
    """
    place = position(text)
    if place is not None and screen and -1 <= place < len(screen):
        return screen[place]
    named = _NAMED.search(text.lower())
    if named:
        words = [w for w in content_words(named.group(1)) if w not in ("other", "same")]
        hits = [item for item in screen if words and all(mentions(item, word) for word in words)]
        if len(hits) == 1:
            return hits[0]
    if focus is not None:
        return focus
    return screen[0] if len(screen) == 1 else None
