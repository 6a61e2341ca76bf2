"""Places told by the others on the screen: "the middle one", "the longest one", "the one without
people", "the window at sunset". They are put as plain places ("the second one"), which every rule
knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from agents.read.references import ORDINALS, PLACES
from agents.read.words import content_words, mentions, titled
from models.domain import Item

LONGEST = 400
"""Characters of a sentence in which places are looked for."""
MOST = 3
"""Places that one sentence may name so."""
PEOPLE = frozenset(
    "person people man woman boy girl child kid baby human someone somebody face guy lady dancer "
    "runner player swimmer surfer skier cyclist climber skater".split()
)
_ONE = r"(?:one|clip|video)"
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']*'(?!\w)|‘[^’]*’")

Find = Callable[[re.Match[str], Sequence[Item]], list[int]]


class Placed(NamedTuple):
    """A sentence with its places put plainly; ``choices`` are the sentences it may be, one for each
    of several clips that are meant as likely.
    """

    text: str
    choices: tuple[str, ...] = ()


def placed(text: str, screen: Sequence[Item], last: Item | None = None) -> Placed:
    """Put what ``text`` points at as a place on the screen, where it points at one beside others.

    ``last`` is the clip that was spoken of last, of several on the screen: "that one".
    """
    if len(screen) < 2 or len(text) > LONGEST:
        return Placed(text)
    for _ in range(MOST):
        bare = _QUOTED.sub(lambda found: "_" * len(found[0]), text)
        found = next(filter(lambda one: one[1], _found(bare, screen, last)), None)
        if found is None:
            break
        start, end = found[0].span()
        sentences = tuple(
            f"{text[:start]}the {_place(place)} one{text[end:]}" for place in found[1]
        )
        if len(sentences) > 1:
            return Placed(text, sentences)
        text = sentences[0]
    return Placed(text)


def _found(
    text: str, screen: Sequence[Item], last: Item | None
) -> Iterator[tuple[re.Match[str], list[int]]]:
    for pattern, find in _RULES:
        found = pattern.search(text)
        if found is not None:
            yield found, find(found, screen)
    for found in _HAVING.finditer(text):
        yield from _having(found, text, screen)
    yield from _titled(text, screen)
    spoken = _THAT.search(text) if last is not None else None
    if spoken is not None and last is not None:
        yield spoken, [n for n, one in enumerate(screen) if one.id == last.id]


def _place(place: int) -> str:
    return PLACES[place] if place < len(PLACES) else f"number {place + 1}"


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _middle(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    half, odd = divmod(len(screen), 2)
    return [half] if odd else [half - 1, half]


_BEFORE_LAST = {
    "last but one": 2, "next to last": 2, "penultimate": 2, "second last": 2, "second to last": 2,
    "one before the last": 2, "one before last": 2, "last but two": 3, "third to last": 3,
    "third last": 3,
}  # fmt: skip


def _counted(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    back = _BEFORE_LAST[" ".join(found["last"].lower().replace("-", " ").split())]
    return [len(screen) - back] if back <= len(screen) else []


def _from_side(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    place = ORDINALS[found["place"].lower()]
    if found["side"].lower() in ("right", "end"):
        place = len(screen) - 1 - place
    return [place] if 0 <= place < len(screen) else []


def _most(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    most = max if found["most"].lower() == "longest" else min
    end = most(one.duration for one in screen)
    return [n for n, one in enumerate(screen) if abs(one.duration - end) < 0.05]


_SHAPES: dict[str, Callable[[Item], bool]] = {
    **dict.fromkeys("vertical portrait upright tall".split(), lambda one: one.height > one.width),
    **dict.fromkeys(
        "horizontal landscape wide widescreen".split(), lambda one: one.width > one.height > 0
    ),
    "square": lambda one: one.width == one.height > 0,
    **dict.fromkeys(("silent", "mute", "muted"), lambda one: not one.has_audio),
}


def _shaped(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    return _some(screen, [_SHAPES[found["shape"].lower()](one) for one in screen])


def _sounding(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    silent = found["no"] is not None
    return _some(screen, [one.has_audio != silent for one in screen])


def _ours(found: re.Match[str], screen: Sequence[Item]) -> list[int]:
    return _some(screen, [one.origin != "uploaded" for one in screen])


def _some(screen: Sequence[Item], fits: Sequence[bool]) -> list[int]:
    """The places that fit, where that tells some from others."""
    return [] if all(fits) else [n for n, fit in enumerate(fits) if fit]


_RULES: tuple[tuple[re.Pattern[str], Find], ...] = (
    (_rule(rf"\b(?:the )?(?:{_ONE} (?:that's )?in the (?:very )?(?:middle|cent(?:re|er))|"
           rf"(?:middle|cent(?:re|er)|central)(?:most)? {_ONE})\b|^(?:the )?middle(?=[\s.!]*$)"),
     _middle),
    (_rule(rf"\b(?:the )?(?P<last>{'|'.join(re.sub(' ', '[ -]', k) for k in _BEFORE_LAST)})"
           rf"(?: {_ONE})?\b"), _counted),
    (_rule(rf"\b(?:the )?(?P<place>first|second|third|fourth|2nd|3rd|4th)(?: {_ONE})? from "
           r"(?:the )?(?P<side>left|right|end|start)\b"), _from_side),
    (_rule(rf"\bthe (?P<most>longest|shortest) {_ONE}\b"
           r"(?! (?:you|there|of all|here|about|with|of\b))"), _most),
    (_rule(rf"\bthe (?P<shape>{'|'.join(_SHAPES)}) {_ONE}\b"), _shaped),
    (_rule(rf"\b(?:the|that) {_ONE} (?:with|that has)(?P<no>out| no)? (?:any |the )?"
           r"(?:sound|audio|music)\b"), _sounding),
    (_rule(rf"\b(?:the|that) {_ONE} (?:that |which )?(?:you|was) (?:made|drew|drawn|created|"
           r"generated|edited|changed)(?: for me)?\b"), _ours),
)  # fmt: skip
_HAVING = _rule(
    rf"\b(?:the|that) {_ONE} (?P<how>without|with no|with|showing|that shows|that has no|that has|"
    r"that doesn't have|where there (?:is|are) no|where there (?:is|are)|where you see|of|about|"
    r"in|on|at) (?:(?:the|an?|any|some) )?(?P<what>[\w'-]+(?: [\w'-]+){0,2})"
)
_THAT = _rule(
    rf"\b(?:that|this) {_ONE}\b(?!'s)|"
    r"(?<=\bmake )(?:it|that|this)\b(?! (?:up|so)\b)|(?<=\bturn )(?:it|that|this)\b|"
    r"(?<=\bcut )(?:it|that|this)\b|(?<=\bmore like )(?:it|that|this)\b|"
    r"(?<=\bmute )(?:it|that|this)\b"
)
"""Points at what was spoken of last."""


_CALLED = _rule(
    rf"\b(?:the|that|this) (?P<what>(?:(?!(?:the|that|this|and|{_ONE})\b)[\w'-]+ ){{2,7}}){_ONE}\b"
)


def _titled(text: str, screen: Sequence[Item]) -> Iterator[tuple[re.Match[str], list[int]]]:
    """A card by its title, whole ("the window at sunset") or in part ("the forest at dawn one"),
    where that is of no other.
    """
    bare = (one.title.partition(" (")[0].strip().lower() for one in screen)
    titles = [title.removeprefix("the ").removeprefix("a ") for title in bare]
    for title in sorted(set(titles), key=len, reverse=True):
        if len(content_words(title)) < 2 or titles.count(title) > 1:
            continue
        said = re.sub(r"\b(?:an?|the)\b", "(?:an?|the)", re.escape(title))
        whole = _rule(rf"\b(?:the|that|this) {said}(?: {_ONE})?(?![\w-])").search(text)
        if whole is not None:
            yield whole, [titles.index(title)]
    for found in _CALLED.finditer(text):
        what = content_words(found["what"])
        has = [bool(what) and all(titled(one, word) for word in what) for one in screen]
        if sum(has) == 1:
            yield found, [has.index(True)]


def _having(
    found: re.Match[str], text: str, screen: Sequence[Item]
) -> Iterator[tuple[re.Match[str], list[int]]]:
    """The longest run of words after "the one with(out)" that tells clips from one another."""
    how = found["how"].lower()
    without = how.endswith(("without", " no", "doesn't have"))
    words = found["what"].split()
    for count in range(len(words), 0, -1):
        what = content_words(" ".join(words[:count]))
        if not content_words(words[count - 1]):
            continue  # it ends in "in", which begins what is wished of it
        has = [all(_shows(one, word) for word in what) for one in screen]
        places = _some(screen, [not one for one in has] if without else has)
        if places and any(has):
            end = found.start("what") + sum(len(word) + 1 for word in words[:count]) - 1
            cut = re.compile(re.escape(text[found.start() : end])).search(text, found.start())
            if cut is not None:
                yield cut, places
            return


def _shows(item: Item, word: str) -> bool:
    people = word in PEOPLE or word.removesuffix("s") in PEOPLE
    return any(mentions(item, one) for one in PEOPLE) if people else mentions(item, word)
