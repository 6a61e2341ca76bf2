"""Claims in a text that could be true or false: sentences with numbers, names and dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^.!?\n]+(?:\.\d[^.!?\n]*)*[.!?]?")
_NUMBER = re.compile(
    r"(?<![\w.])\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?|(?<![\w.])\d+(?:\.\d+)?(?![\w]*\d)"
)
_SCALE = re.compile(r"^\s*(thousand|million|billion|trillion|hundred|k|m|bn)\b", re.I)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "billion": 1e9,
    "bn": 1e9, "trillion": 1e12,
}  # fmt: skip
_NAME = re.compile(r"(?<![\w.])[A-Z][\w’'-]+(?:\s+(?:of|the|de|van|von|al)?\s?[A-Z][\w’'-]+)*")
_SAYS = re.compile(
    r"(?i)\b(?:is|are|was|were|has|have|had|weighs?|reach(?:es|ed)?|grew|lives?|lived|won|wins?"
    r"|kill(?:s|ed)|measures?|runs?|cost|costs|built|born|died|invented|discovered|founded|lost"
    r"|became|becomes|contains?|lands?|landed|opens?|opened|began|ended|happened"
    r"|tall|long|old|heavy|fast|deep|high|percent|%)\b|%"
)
_SET = re.compile(
    r"(?i)(?:\b(?:is|are)\s+)?\bopen(?:s|ing)?\b[\s,:]+(?:[^\W\d][\w–-]*[\s,:]+){0,4}"
    r"(?:[01]?\d|2[0-4])(?:[:.][0-5]\d)?(?=\s*(?:[ap]\.?m\b|h\b|hours\b|days\b|o['’]clock\b|to\b|"
    r"till\b|until\b|[-–—.,;!|]|$))|"
    r"\b(?:costs|is|are)\s+(?:(?:only|just|from|now)\s+)?(?:[€$£]\s?\d{1,3}(?:[.,]\d\d)?(?![\d.,]*\d)"
    r"|\d{1,3}(?:[.,]\d\d)?\s?(?:[€$£]|(?:euros?|dollars?|pounds?|cents?)\b))(?!\s*(?:thousand|"
    r"hundred|[mbtr]+illion|k\b|m\b|bn\b))"
)
"""Hours of opening and prices: who runs a place sets them, and no source holds them."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ONE = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_MONTH = re.compile(_ONE)
_DATED = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?P<a>{_ONE})|(?P<b>{_ONE})\.? \d{{1,2}}\b"
    rf"|(?P<c>{_ONE}),? \d{{4}})\b"
)
_UNIT = re.compile(r"(?i)^\s*(?:s|sec|secs|seconds?|min|minutes?|fps|x|×|p|px|st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A sentence that claims something; ``span`` is where it stands.

    ``numbers`` are values as written out (``2.5 million`` is 2500000), ``names`` its capitalised
    words, ``months`` those of its dates, 1 to 12.
    """

    text: str
    span: tuple[int, int]
    numbers: tuple[float, ...] = ()
    names: tuple[str, ...] = ()
    months: tuple[int, ...] = ()


def claims(text: str) -> Iterator[Claim]:
    """Yield the claims of a text, in order."""
    for match in _SENTENCE.finditer(text[:5000]):
        said = match[0].strip()
        found = numbers(said)
        first = said.split(" ", 1)[0] if said else ""
        # A capital at the beginning of a sentence makes no name by itself.
        names = tuple(name[0] for name in _NAME.finditer(said) if name.start() or " " in name[0])
        told = _SAYS.search(_SET.sub(" ", said))
        if told and (found or (names and len(said.split()) > 3)):
            start = match.start() + match[0].index(first)
            yield Claim(
                text=said,
                span=(start, start + len(said)),
                numbers=found,
                names=tuple(name for name in names if not _MONTH.fullmatch(name)),
                months=months(said),
            )


def is_month(word: str) -> bool:
    """Whether a word is a month's name: it says when, and not what."""
    return bool(_MONTH.fullmatch(word.capitalize())) and word.lower() not in ("may", "mar", "march")


def months(text: str) -> tuple[int, ...]:
    """The months that dates in a text name: "5 May 1998", "in May 1998", "May 5"."""
    return tuple(
        MONTHS.index((match["a"] or match["b"] or match["c"])[:3].lower()) + 1
        for match in _DATED.finditer(text)
    )


def names(text: str) -> tuple[str, ...]:
    """The names in a text; what begins a sentence is one, too, if it has two words or stands
    elsewhere as well.
    """
    return tuple(match[0] for match in _NAME.finditer(text) if not _MONTH.fullmatch(match[0]))


def numbers(text: str) -> tuple[float, ...]:
    """The numbers in a text, with their scale; of a clip's own length, speed or size none."""
    found = []
    for match in _NUMBER.finditer(text):
        rest = text[match.end() :]
        if _UNIT.match(rest):
            continue
        value = float(re.sub(r"[,\u202f ]", "", match[0]))
        scale = _SCALE.match(rest)
        found.append(value * (_SCALES[scale[1].lower()] if scale else 1.0))
    return tuple(found)
