"""Which of several things in a row a sentence names, in the order in which it names them.

A row is what stands on the screen, or the shots of a plan: "the first two", "1 and 3", "the middle
one", "the beach one", "all but the last". Its words are only compared with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agents.read.references import ORDINALS
from agents.read.words import NUMBERS, content_words, says
from models.domain import Item
from models.errors import BadRequest

_COUNT = r"(?:two|three|four|five|six|seven|eight|[2-9])"
_NOUN = r"(?:ones?|clips?|videos?|shots?|scenes?|parts?)"
_UNIT = (
    r"(?!\s*(?:s|secs?|seconds?|mins?|minutes?|x|times|%|frames?|half|halves|thirds?|and a half)\b)"
)
_OF = rf"(?: of (?:these|those|them|the {_NOUN}))?"
_ODD = r"(?:second[ -](?:to[ -])?last|penultimate|next to last|last but one)"
_ORDINAL = rf"(?:{'|'.join(ORDINALS)}|middle)"
_STOP = (
    r"(?:the|this|that|these|those|an?|and|then|of|in|on|to|off|from|at|for|with|by|it|as|or|after|"
    r"before|put|but|skip|leave|plus|except|without|than|should|must|could|would|needs?|comes?|"
    r"goes|be|is|are|again|twice|please|together|"
    r"instead|"
    r"longer|shorter|first|last|one|ones|clips?|videos?|shots?|scenes?|film|movie)\b"
)
_WORD = rf"(?!{_STOP})[\w'-]+"
_FROM = r"(?: (?:from|of|i saw|you showed me|we had) (?:before|earlier|above|just now))?"
_NAMED = re.compile(
    r"(?P<but>\b(?:(?:all|everything|every one|each(?: one)?) (?:but|except)(?: for)?|"
    r"except(?: for)?|but not|without|"
    r"not|"
    r"minus|other than|(?:but )?(?:skip|leave out|leaving out))\s+)?(?:"
    # "the first two", "last three clips"
    rf"\b(?:the )?(?P<row>first|last|middle) (?P<count>{_COUNT})\b{_UNIT}(?:\s+{_NOUN}\b)?{_OF}"
    rf"(?: (?P<kin>{_WORD}s)\b)?|"
    rf"\b(?:the )?(?P<odd>{_ODD})\b(?:\s+{_NOUN}\b)?{_OF}|"
    # "1 to 3", "the first to the third"
    rf"\b(?:{_NOUN} )?(?P<low>\d|(?:the )?(?:{'|'.join(ORDINALS)}))(?: one)?(?: ?- ?| (?:to|"
    rf"through) )"
    rf"(?P<high>\d|(?:the )?(?:{'|'.join(ORDINALS)}))\b{_UNIT}(?: one)?|"
    rf"\b(?:the )?(?P<ordinal>{_ORDINAL})\b{_UNIT}(?:\s+{_NOUN}\b)?{_OF}|"
    rf"(?P<nth>\b\d{{1,2}})(?:st|nd|rd|th)\b(?:\s+{_NOUN}\b)?|"
    rf"(?:\b(?:{_NOUN}|number|no\.|nr\.?)\s*|#\s*)(?P<number>\d{{1,2}}|"
    rf"{'|'.join(NUMBERS)})\b{_UNIT}|"
    r"(?<![\w.:-])(?<!\bit )(?<!\bbe )(?<!\bto )(?P<digit>[1-9])(?![\w.:%-])"
    rf"{_UNIT}(?=\s*(?:$|[,;&+]|and\b|with\b|then\b|to(?:gether)?\b|into\b|in\b|as\b|at\b|by\b|"
    rf"for\b|differ\b|are\b|"
    r"before\b|after\b|again\b|first\b|last\b|one after\b))|"
    rf"\b(?P<rest>the (?:rest|others?|remaining)(?: (?:{_COUNT}|{_NOUN}))?)\b|"
    rf"\b(?:(?:all|both) )?(?:of )?(?:these|those|(?:all|both) the) (?P<these>(?!two|three|four|"
    rf"all)[\w'-]+s)\b(?<!clips)(?<!videos)"
    r"(?<!shots)(?<!scenes)|"
    rf"\b(?:all|both)(?: of)?(?: the)?(?: {_COUNT})? (?P<both>(?!{_COUNT}\b|{_NOUN}\b)"
    rf"(?:{_WORD}s\b|{_WORD}(?= {_NOUN}\b)))(?: {_NOUN}\b)?|"
    rf"\b(?P<all>(?:all|both|every one|everything)(?: {_COUNT})?(?: (?:of )?(?:these|those|them|"
    rf"the(?: {_COUNT})?"
    rf" {_NOUN}|{_NOUN}))?|(?:these|those|them)(?: (?:{_COUNT}|all|both))?(?: {_NOUN})?|"
    rf"(?:the|my) (?:{_COUNT} )?(?:clips|videos|shots|scenes)|(?:each|every) {_NOUN})\b|"
    rf"\b(?:the|that|this|my) (?P<two>{_WORD}(?: {_WORD})? and (?:the )?{_WORD}(?: {_WORD})?) "
    rf"(?:ones|clips|videos|"
    rf"shots|scenes)\b{_FROM}|"
    rf"\b(?:the|that|this|my) (?P<named>{_WORD}(?: {_WORD}){{0,3}}) (?P<kind>{_NOUN})\b{_FROM}|"
    rf"\b(?:the|that) {_NOUN} (?:with|of|in|at|on|from|showing|where|that (?:shows?|has)) "
    rf"(?:(?:the|an?) )?(?P<having>{_WORD}(?: {_WORD}){{0,2}})|"
    rf"\b(?P<article>the|that|my|an?|some|something with(?: an?| the)?) (?P<bare>{_WORD}(?: "
    rf"{_WORD}){{0,4}}"
    rf"(?: (?:in|on|at|with|by) (?:(?:the|an?) )?{_WORD}(?: {_WORD})?)?){_FROM}"
    r")"
)
_NO_NAME = frozenset(
    "other same next new whole best little picture end start beginning front music title titles "
    "captions sound song order film movie plan video clip way middle single nice short long row "
    "together again please soundtrack bit second seconds minute format portrait square landscape "
    "words text place position shorter longer different another compilation collage montage "
    "trailer "
    "supercut reel story mashup mix loop".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What can be named: of each thing its title, and what else is said of it."""

    titles: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, items: Sequence[Item]) -> Row:
        """The row of the items on a screen."""
        return cls(
            titles=tuple(item.title for item in items),
            words=tuple(" ".join((item.title, item.description, *item.tags)) for item in items),
        )

    def hits(self, said: str) -> list[int]:
        """Places of what has each content word of ``said``, the nearest to it first."""
        about = [word for word in content_words(said) if word not in _NO_NAME]
        found = [
            place for place, text in enumerate(self.words)
            if about and all(says(text, word) for word in about)
        ]  # fmt: skip

        def far(place: int) -> tuple[int, int]:
            title = self.titles[place]
            return -sum(says(title, word) for word in about), len(title.split())

        return sorted(found, key=far)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Something named at ``start`` to ``end`` of a sentence: its ``places`` in the row, from 0.

    Without places it is none of the row: then ``words`` say what it is. ``sure``: it can only mean
    something in a row; ``definite``: it is spoken of as known. ``but``: it is left out.
    """

    start: int
    end: int
    places: tuple[int, ...] = ()
    words: str = ""
    sure: bool = True
    definite: bool = True
    but: bool = False
    everything: bool = False


def named(words: str, row: Row) -> list[Named]:
    """Return what plain ``words`` name, in their order; places may lie outside of the row.

    Raises:
        BadRequest: for the middle one of an even number.
    """
    found: list[Named] = []
    for match in _NAMED.finditer(words):
        taken = {place for one in found for place in one.places}
        one = _read(match, row, taken)
        if one is not None:
            found.append(replace(one, but=match["but"] is not None))
    if any(match.but for match in found) and not any(one.everything for one in found):
        first = found[0]
        if re.match(r"all|every|each", words[first.start :]):
            every = replace(first, places=_every(row), end=first.start, everything=True, but=False)
            found.insert(0, every)
    return found


def listed(found: Sequence[Named]) -> list[int]:
    """Return the places that are named, in their order, without those that are left out."""
    gone = {place for one in found if one.but for place in one.places}
    return [place for one in found if not one.but for place in one.places if place not in gone]


def bounded(places: Sequence[int], count: int, what: str = "clip") -> None:
    """Check that all ``places`` are among ``count`` things.

    Raises:
        BadRequest: for the first that is not.
    """
    for place in places:
        if not 0 <= place < count:
            there = f"is one {what}" if count == 1 else (
                f"are {count} {what}s; name one from 1 to {count}"
            )  # fmt: skip
            raise BadRequest(f"There is no {what} {place + 1}: there {there}.")


def _every(row: Row) -> tuple[int, ...]:
    return tuple(range(len(row.titles)))


def _read(match: re.Match[str], row: Row, taken: set[int]) -> Named | None:
    at = Named(start=match.start(), end=match.end())
    count = len(row.titles)
    if match["row"]:
        many = NUMBERS.get(match["count"]) or int(match["count"])
        kin = sorted(row.hits(match["kin"] or ""))
        if len(kin) >= many:  # "the first two beaches"
            return replace(at, places=tuple(kin[place] for place in _in_row(
                match["row"], many, len(kin))))  # fmt: skip
        end = at.end if kin or not match["kin"] else match.start("kin")
        return replace(at, places=_in_row(match["row"], many, count), end=end)
    if match["low"]:
        low, high = _place(match["low"], count), _place(match["high"], count)
        step = 1 if low <= high else -1
        return replace(at, places=tuple(range(low, high + step, step)))
    place = next(
        filter(
            None, (match["odd"], match["ordinal"], match["nth"], match["number"], match["digit"])
        ),
        "",
    )
    if place:
        return replace(at, places=(_place(place, count),))
    if match["rest"]:
        return replace(at, places=tuple(p for p in _every(row) if p not in taken))
    if match["both"] and not (kin := sorted(row.hits(match["both"]))):
        return replace(at, places=_every(row), everything=True, end=match.start("both"))
    if match["both"]:
        return replace(at, places=tuple(kin))
    if match["all"]:
        return replace(at, places=_every(row), everything=True)
    return _by_name(match, row, taken, at)


def _by_name(match: re.Match[str], row: Row, taken: set[int], at: Named) -> Named | None:
    if match["two"]:
        one, _, other = match["two"].partition(" and ")
        both = [row.hits(one), row.hits(other)]
        if all(both):
            return replace(at, places=tuple(_first(own, taken) for own in both))
    said = match["these"] or match["two"] or match["named"] or match["having"] or match["bare"]
    if not [word for word in content_words(said) if word not in _NO_NAME]:
        return None
    sure = match["bare"] is None
    definite = sure or match["article"] in ("the", "that", "my")
    hits = row.hits(said) if definite else []
    many = match["these"] is not None or (match["kind"] or "").endswith("s")
    places = tuple(hits) if many else (_first(hits, taken),) if hits else ()
    return replace(at, places=places, words=said, sure=sure, definite=definite)


def _first(hits: Sequence[int], taken: set[int]) -> int:
    return next((place for place in hits if place not in taken), hits[0])


def _in_row(end: str, many: int, count: int) -> tuple[int, ...]:
    if end == "first":
        return tuple(range(many))
    if end == "last":
        return tuple(range(max(0, count - many), count))
    begin = (count - many) // 2
    if (count - many) % 2:
        raise BadRequest(f"Of {count} no {many} are in the middle; name them one by one.")
    return tuple(range(begin, begin + many))


def _place(said: str, count: int) -> int:
    said = said.removeprefix("the ")
    if said == "middle":
        if count % 2 == 0:
            names = [name for name in ORDINALS if name.isalpha()]
            one, other = names[count // 2 - 1], names[count // 2]
            raise BadRequest(
                f"Of {count} no single one is in the middle: say “the {one}” or “the {other}”."
            )
        return count // 2
    if said == "last":
        return count - 1
    if said in ORDINALS:
        return ORDINALS[said]
    if said in NUMBERS or said.isdigit():
        return (NUMBERS.get(said) or int(said)) - 1
    return count - 2  # penultimate


def without(words: str, found: Sequence[Named]) -> str:
    """Return ``words`` without what was named in them."""
    for one in reversed(found):
        words = f"{words[: one.start]} {words[one.end :]}"
    return words


def parts(words: str, found: Sequence[Named]) -> Iterator[str]:
    """Yield the words before the first thing named, between each two, and after the last."""
    at = 0
    for one in found:
        yield words[at : one.start]
        at = one.end
    yield words[at:]
