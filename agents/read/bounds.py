"""How long, and how shaped, the clips that are sought should be: "under ten seconds, vertical"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.read.words import NUMBERS
from models.domain import Bound, Shape

_COUNT = rf"\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)}|an?|half an?|half"
_UNIT = r"s|secs?|seconds?|mins?|minutes?"
_AMOUNT = rf"({_COUNT})[\s-]*({_UNIT})"
_AND = r"(?:(?:that (?:is|are)|which (?:is|are)|and|,)\s+)?"
_NO = (
    r"(?:no|not|nothing|none|never|isn't|aren't|"
    r"(?:can't|cannot|mustn't|must not|shouldn't|should not|don't|doesn't) (?:be|go|run|last))"
)
_LONGER, _SHORTER = (
    r"(?:longer than|more than|over|above)",
    r"(?:shorter than|less than|under|below)",
)
_TAIL = r"\b(?: long)?"
_AT_MOST = re.compile(
    rf"{_AND}\b(?:{_NO} {_LONGER}|"
    rf"(?<!not )(?<!nothing )(?<!no )(?<!none )(?<!never )(?P<strict>{_SHORTER})|"
    rf"(?:about |around )?(?:at (?:the )?most|max(?:imum|\.)?(?: of)?|up to))\s+{_AMOUNT}{_TAIL}|"
    rf"{_AND}\b(?:(?:short )?like )?(?:about |around )?{_AMOUNT}(?: long)?(?: or so)?"
    r"(?:,?\s+(?:or (?:less|shorter|under)|tops|max(?:imum)?|at (?:the )?most)\b)"
    rf"(?!\s+(?:\d|(?:{'|'.join(NUMBERS)})\b))"
)
_AT_LEAST = re.compile(
    rf"{_AND}\b(?:{_NO} {_SHORTER}|(?P<strict>{_LONGER})|at least|min(?:imum|\.)?(?: of)?)"
    rf"\s+{_AMOUNT}{_TAIL}|"
    rf"{_AND}\b{_AMOUNT}(?: long)?(?:\s+(?:or (?:more|longer|over)|min(?:imum)?|at least)\b|\+)|"
    rf"{_AND}\b(\d{{1,4}}) ?(?:\+|or more) ?({_UNIT})\b"
)
_BARE_THAN = re.compile(
    rf"{_AND}\b(?P<no>{_NO} )?(?P<way>longer|shorter) than "
    rf"(?P<count>\d{{1,3}}(?:\.\d)?|{'|'.join(NUMBERS)})(?=\s*(?:[,.;!?]|$|(?:please|pls|plz|and|"
    r"but|with|or so)\b))"
)
"""A length without its unit, beside a word that speaks of lengths: "nothing longer than 6"."""
_BARE_MOST = re.compile(
    r"(?:,\s*)?\b(?:(?:at (?:the )?most|max(?:imum|\.)?) (\d{2,3})|"
    r"(\d{2,3}) (?:at (?:the )?most|max(?:imum)?|tops))(?=\s*(?:[,.;!?]|$))"
)
"""A length without its unit: "15 at the most"."""
_WITHIN = re.compile(
    rf"{_AND}\b(?:(?:between|from|of|about)\s+)?"
    rf"(\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)})(?:\s*(?:{_UNIT}))?"
    rf"(?:\s+(?:up to|to|and|or)\s+|(?<=\d)\s*-\s*(?=\d))(\d{{1,4}}(?:\.\d)?|{'|'.join(NUMBERS)})"
    rf"[\s-]*({_UNIT})\b(?: (?:long|in length))?|"
    rf"{_AND}\b(?:between|from)\s+({_COUNT})[\s-]*({_UNIT})\s+(?:up to|to|and)\s+"
    rf"({'|'.join(NUMBERS)}|\d{{1,4}})\b"
)
"""Between two lengths, with the unit behind the second, or behind the first alone."""

_SHAPES: dict[Shape, str] = {
    "portrait": r"portrait|vertical|upright|9[:x]16",
    "square": r"square|1[:x]1",
    "landscape": r"landscape|widescreen|horizontal|16[:x]9",
}
_SIDES: dict[Shape, str] = {
    "portrait": "tall|phone(?=[- ]shape)", "square": r"sq\.?", "landscape": "wide|sideways",
}  # fmt: skip
"""Words that are a shape only beside "format", or alone in a clause."""
_ROUND = (
    r"(?:,\s*)?(?:\b(?:only|just)\s+)?(?:\b(?:in|as)\s+)?\b(?:{0})\b"
    r"(?:\s+(?:only|format|mode|orientation|shape|"
    r"(?=(?:clips?|videos?|ones?|footage|shots?|pics?|pictures?|reels?)\b)|"
    r"(?:clips?|videos?|ones?) only))+|"
    r"\b(?:in|only|just) (?:{0})\b(?=\s*(?:[,.!?]|$))|"
    r"^(?:an?\s+)?(?:{0})(?=\s+(?:clips?|videos?|ones?)\b)|"
    r"(?:\b(?:and|ideally|preferably)\s+)*\b(?:{0})\b (?:would be|is|'s) (?:good|nice|great|best|"
    r"better|fine|ideal|perfect)\b"
)
_SHAPED = {shape: re.compile(_ROUND.format(words)) for shape, words in _SHAPES.items()}
_FORMAT = {
    shape: re.compile(
        rf"(?:,\s*)?(?:\b(?:in|as) )?\b(?:{words})[- ](?:format|mode|screen|shaped?|"
        r"(?=(?:clips?|videos?|pictures?|reels?) (?:of|with|from)\b))"
    )
    for shape, words in _SIDES.items()
}
_ASIDE = re.compile(
    r"(?:(?:^|[,.;?!])\s*|\b(?:and|n|(?:must|should|to) be|be) )"
    r"(?:(?:and|ideally|preferably|best|maybe|please) )*"
    r"(?:(?P<portrait>vertical|upright|tall|9[:x]16)|"
    r"(?P<square>square|1[:x]1)|(?P<landscape>widescreen|horizontal|wide|16[:x]9))"
    r"(?: please| if (?:you|u|there)[^,.;!?]{0,20})?\s*"
    r"(?=[,.!?;]|$|\b(?:since|because|cause|so|as|for|and|n|max|under|over|at) )"
)
"""A shape that is all of a clause: "dogs, under ten seconds, vertical". Portraits and landscapes
may be what is to be seen."""
_BEFORE_CLIPS = re.compile(
    r"\b(?:(?P<portrait>vertical)|(?P<landscape>widescreen|horizontal))"
    r"(?: (?=(?:[\w'-]+ ){1,4}(?:clips?|videos?|reels?|shorts)\b)|$)"
)
"""One that stands before what the clips show, or last: "short vertical dog clips"."""


_NAMED = re.compile(r",\s*(?:(?P<portrait>portrait)|(?P<landscape>landscape))\s*(?=[,.!?;]|$)")
"""What may be to be seen, and is a shape beside a length: "juggling, landscape, 20 seconds"."""
_ON_SCREEN = re.compile(
    r"\b(?:(?P<portrait>portrait|vertical|upright)|(?P<square>square)|"
    r"(?P<landscape>landscape|wide(?:screen)?|horizontal)) (?:for|on) (?:the|my|our|a|his|her) "
    r"(?:\w+ )?(?:tv|telly|television|phone|telephone|tablet|projector|beamer|screen|story|wall)\b"
)
"""With what it is to be shown on: "widescreen for the big telly"."""
_NOT_SHAPED = re.compile(
    r"(?:(?:,\s*)?\b(?:and|but) )?\b(?:not|nothing) (?:in |an? )?"
    r"(?:(?P<landscape>portrait|vertical|upright)|(?P<portrait>landscape|wide(?:screen)?|sideways|"
    r"horizontal))(?: (?:format|mode|ones?|clips?|videos?))*(?=\s*(?:[,.;!?]|$|\b(?:my|because|so|"
    r"please|since|as|for)\b))"
)
"""The one that it should not have: the other is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Seconds that a clip lasts at least, and at most, and its shape, where they were said; and
    the ``rest`` of the words. ``strict`` names the bounds that are themselves shut out: "under 6".
    """

    rest: str
    at_least: float | None = None
    at_most: float | None = None
    shape: Shape | None = None
    strict: tuple[Bound, ...] = ()


def bounds(words: str) -> Bounds:
    """Take lengths and a shape out of plain words."""
    found = _WITHIN.search(words)
    at_least = at_most = None
    strict: dict[Bound, bool] = {}
    if found is not None:
        low, high, unit, first, its, second = found.groups()
        ends = ((low, unit), (high, unit)) if unit else ((first, its), (second, its))
        at_least, at_most = sorted(_seconds(*end) for end in ends)
        words = _out(words, found)
    else:
        at_most, strict["at_most"], words = _bound(_AT_MOST, words)
        at_least, strict["at_least"], words = _bound(_AT_LEAST, words)
    than = _BARE_THAN.search(words) if at_least is None and at_most is None else None
    if than is not None:
        most = (than["way"] == "longer") == bool(than["no"])
        at_least, at_most = _ends(_seconds(than["count"], "s"), most=most)
        strict = {"at_most" if most else "at_least": not than["no"]}
        words = _out(words, than)
    if at_most is None:
        at_most, _, words = _bound(_BARE_MOST, words)
    shape, words = _shape(words, named=at_least is not None or at_most is not None)
    return Bounds(
        rest=words, at_least=at_least, at_most=at_most, shape=shape,
        strict=tuple(one for one, shut in strict.items() if shut),
    )  # fmt: skip


def _ends(seconds: float, *, most: bool) -> tuple[float | None, float | None]:
    return (None, seconds) if most else (seconds, None)


def bounds_said(words: str) -> Iterator[tuple[int, int]]:
    """Where in ``words`` a length or a shape is said: characters from, and to."""
    patterns = (
        _WITHIN, _AT_MOST, _AT_LEAST, _BARE_THAN, _BARE_MOST, _NOT_SHAPED, _ON_SCREEN,
        *_SHAPED.values(), *_FORMAT.values(), _ASIDE,
    )  # fmt: skip
    for pattern in patterns:
        for found in pattern.finditer(words):
            yield found.start(), found.end()


def _shape(words: str, *, named: bool) -> tuple[Shape | None, str]:
    """The shape that clips should have, and the words without it; ``named``: a length was said."""
    for pattern in (_NOT_SHAPED, _ON_SCREEN):
        found = pattern.search(words)
        if found is not None:
            return _which(found), _out(words, found)
    for told in (_SHAPED, _FORMAT):
        for shape, pattern in told.items():
            found = pattern.search(words)
            if found is not None:
                return shape, _out(words, found)
    for pattern in (_ASIDE, _BEFORE_CLIPS, *((_NAMED,) if named else ())):
        found = pattern.search(words)
        if found is not None and len(found[0]) < len(words):
            return _which(found), _out(words, found)
    return None, words


def _which(found: re.Match[str]) -> Shape:
    """The shape after which the group is named that was found."""
    return next(shape for shape in _SHAPES if found.groupdict().get(shape))


def _bound(pattern: re.Pattern[str], words: str) -> tuple[float | None, bool, str]:
    """Seconds that bound clips, whether they are shut out, and the words without them."""
    found = pattern.search(words)
    if found is None:
        return None, False, words
    how = pattern.groupindex.get("strict")
    told = [one for n, one in enumerate(found.groups(), 1) if one and n != how]
    amount, unit = [*told, "s"][:2]
    strict = how is not None and found[how] is not None
    return _seconds(amount, unit), strict, _out(words, found)


def _seconds(amount: str, unit: str) -> float:
    count = {"a": 1.0, "an": 1.0, "half a": 0.5, "half an": 0.5, "half": 0.5}.get(amount)
    seconds = float(NUMBERS.get(amount) or amount) if count is None else count
    return seconds * (60 if unit.startswith("min") else 1)


def _out(words: str, found: re.Match[str]) -> str:
    return f"{words[: found.start()]} {words[found.end() :]}"
