"""How long, and how shaped, the clips that are sought should be: "under ten seconds, vertical"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.read.words import NUMBERS
from models.domain import Shape

_COUNT = rf"\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)}|an?|half an?"
_UNIT = r"s|secs?|seconds?|mins?|minutes?"
_AMOUNT = rf"({_COUNT})[\s-]*({_UNIT})"
_AND = r"(?:(?:that (?:is|are)|which (?:is|are)|and|,)\s+)?"
_NO = r"(?:no|not|nothing|none|never|isn't|aren't)"
_LONGER, _SHORTER = (
    r"(?:longer than|more than|over|above)",
    r"(?:shorter than|less than|under|below)",
)
_TAIL = r"\b(?: long)?"
_AT_MOST = re.compile(
    rf"{_AND}\b(?:{_NO} {_LONGER}|(?<!not )(?<!nothing )(?<!no )(?<!none )(?<!never ){_SHORTER}|"
    rf"(?:about |around )?(?:at most|max(?:imum)?(?: of)?|up to))\s+{_AMOUNT}{_TAIL}|"
    rf"{_AND}\b(?:(?:short )?like )?(?:about |around )?{_AMOUNT}(?: long)?"
    r"(?:\s+(?:or (?:less|shorter|under)|tops|max(?:imum)?|at (?:the )?most)\b)"
)
_AT_LEAST = re.compile(
    rf"{_AND}\b(?:{_NO} {_SHORTER}|{_LONGER}|at least|min(?:imum)?(?: of)?)"
    rf"\s+{_AMOUNT}{_TAIL}|"
    rf"{_AND}\b{_AMOUNT}(?: long)?(?:\s+(?:or (?:more|longer|over)|min(?:imum)?|at least)\b|\+)"
)
_WITHIN = re.compile(
    rf"{_AND}\b(?:(?:between|from|of|about)\s+)?"
    rf"(\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)})(?:\s*(?:{_UNIT}))?"
    rf"(?:\s+(?:to|and|or)\s+|(?<=\d)\s*-\s*(?=\d))(\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)})"
    rf"[\s-]*({_UNIT})\b(?: (?:long|in length))?"
)
"""Between two lengths."""

_SHAPES: dict[Shape, str] = {
    "portrait": r"portrait|vertical|upright|9[:x]16",
    "square": r"square|1[:x]1",
    "landscape": r"landscape|widescreen|horizontal|16[:x]9",
}
_SIDES: dict[Shape, str] = {"portrait": "tall", "square": "", "landscape": "wide|sideways"}
"""Words that are a shape only beside "format", or alone in a clause."""
_ROUND = (
    r"(?:,\s*)?(?:\b(?:only|just)\s+)?(?:\b(?:in|as)\s+)?\b(?:{0})\b"
    r"(?:\s+(?:only|format|mode|orientation|shape|(?=(?:clips?|videos?|ones?|footage|shots?)\b)|"
    r"(?:clips?|videos?|ones?) only))+|"
    r"\b(?:in|only|just) (?:{0})\b(?=\s*(?:[,.!?]|$))|"
    r"^(?:an?\s+)?(?:{0})(?=\s+(?:clips?|videos?|ones?)\b)|"
    r"(?:\b(?:and|ideally|preferably)\s+)*\b(?:{0})\b (?:would be|is|'s) (?:good|nice|great|best|"
    r"better|fine|ideal|perfect)\b"
)
_SHAPED = {shape: re.compile(_ROUND.format(words)) for shape, words in _SHAPES.items()}
_FORMAT = {
    shape: re.compile(rf"(?:,\s*)?(?:\b(?:in|as) )?\b(?:{words})[- ](?:format|mode|screen)\b")
    for shape, words in _SIDES.items()
    if words
}
_ASIDE = re.compile(
    r"(?:(?:^|[,.;?!])\s*|\band )(?:(?:and|ideally|preferably|best|maybe|please) )*"
    r"(?:(?P<portrait>vertical|upright|tall|9[:x]16)|"
    r"(?P<square>square|1[:x]1)|(?P<landscape>widescreen|horizontal|wide|16[:x]9))(?: please)?\s*"
    r"(?=[,.!?;]|$|\b(?:since|because|cause|so|as|for) )"
)
"""A shape that is all of a clause: "dogs, under ten seconds, vertical". Portraits and landscapes
may be what is to be seen."""
_BEFORE_CLIPS = re.compile(
    r"\b(?:(?P<portrait>vertical)|(?P<landscape>widescreen|horizontal))"
    r"(?: (?=(?:[\w'-]+ ){1,4}(?:clips?|videos?|reels?|shorts)\b)|$)"
)
"""One that stands before what the clips show, or last: "short vertical dog clips"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Seconds that a clip must pass, or not pass, and its shape, where they were said; and the
    ``rest`` of the words.
    """

    rest: str
    at_least: float | None = None
    at_most: float | None = None
    shape: Shape | None = None


def bounds(words: str) -> Bounds:
    """Take lengths and a shape out of plain words."""
    found = _WITHIN.search(words)
    at_least = at_most = None
    if found is not None:
        low, high, unit = found.groups()
        at_least, at_most = sorted(_seconds(one, unit) for one in (low, high))
        words = _out(words, found)
    else:
        at_most, words = _bound(_AT_MOST, words)
        at_least, words = _bound(_AT_LEAST, words)
    shape, words = _shape(words)
    return Bounds(rest=words, at_least=at_least, at_most=at_most, shape=shape)


def bounds_said(words: str) -> Iterator[tuple[int, int]]:
    """Where in ``words`` a length or a shape is said: characters from, and to."""
    patterns = (_WITHIN, _AT_MOST, _AT_LEAST, *_SHAPED.values(), *_FORMAT.values(), _ASIDE)
    for pattern in patterns:
        for found in pattern.finditer(words):
            yield found.start(), found.end()


def _shape(words: str) -> tuple[Shape | None, str]:
    """The shape that clips should have, and the words without it."""
    for told in (_SHAPED, _FORMAT):
        for shape, pattern in told.items():
            found = pattern.search(words)
            if found is not None:
                return shape, _out(words, found)
    for pattern in (_ASIDE, _BEFORE_CLIPS):
        found = pattern.search(words)
        if found is not None and len(found[0]) < len(words):
            return next(shape for shape in _SHAPES if found.groupdict().get(shape)), _out(
                words, found
            )
    return None, words


def _bound(pattern: re.Pattern[str], words: str) -> tuple[float | None, str]:
    """Seconds that clips must not pass, and the words without them."""
    found = pattern.search(words)
    if found is None:
        return None, words
    amount, unit = filter(None, found.groups())
    return _seconds(amount, unit), _out(words, found)


def _seconds(amount: str, unit: str) -> float:
    count = {"a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5}.get(amount)
    seconds = float(NUMBERS.get(amount) or amount) if count is None else count
    return seconds * (60 if unit.startswith("min") else 1)


def _out(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}"
