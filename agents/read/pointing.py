"""Places told by the others on the screen: "the middle one", "the longest one", "the one without
people", "the window at sunset". They are put as plain places ("the second one"), which every rule
knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from agents.read.references import ORDINALS, PLACES, POINTING, position
from agents.read.referents import PEOPLE, Referent, referents
from agents.read.searches import SEARCHING
from agents.read.words import content_words, mentions, titled
from models.domain import Item

LONGEST = 400
"""Characters of a sentence in which places are looked for."""
MOST = 3
"""Places that one sentence may name so."""
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
    for turn in range(MOST):
        found = next(
            filter(lambda one: one[1], _found(unquoted(text), screen, last, turn > 0)), None
        )
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


def unquoted(text: str) -> str:
    """``text`` with a line in the place of what is quoted in it, as long as it was."""
    return _QUOTED.sub(lambda found: "_" * len(found[0]), text)


def _found(
    text: str, screen: Sequence[Item], last: Item | None, named: bool
) -> Iterator[tuple[re.Match[str], list[int]]]:
    for pattern, find in _RULES:
        found = pattern.search(text)
        if found is not None:
            yield found, find(found, screen)
    for found in _HAVING.finditer(text):
        yield from _having(found, text, screen)
    yield from _titled(text, screen)
    yield from _described(text, screen, named)
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


_SO = (
    r"(?:(?:no|nope|nah|not (?:that|this)(?: one)?|sorry|oops|oh|ah|aww+|ok|okay|yes|yeah|well|hm+|"
    r"now|and|but|then|so|please|pls|actually|wait|hey|can you|can u|could you|would you|just|only|"
    r"also|let's|maybe|rather|instead|do|i think|i guess)[\s,.!:;-]+)*"
)
_CHANGE = (
    r"(?:make|turn|cut|trim|crop|mute|speed|slow|add|put|write|lay|overlay|brighten|darken|convert|"
    r"redraw|render|shorten|give|apply|change|colou?r|rotate|flip|mirror|reverse|loop|blur|"
    r"stabili[sz]e|caption|have|play|paint|sharpen|fade|lower|raise|do|use)"
)
_THINKS = (
    r"(?:(?:i|we) (?:(?:really|do|also|just|only|so|still|absolutely|quite) )*(?:love|like|prefer|"
    r"fancy|adore|hate|dislike|enjoy|don't (?:really )?like|dont like|"
    r"do not like|mean|meant|choose|pick|"
    r"take)|(?:what|how) about|same (?:to|for|on|with)|(?:the )?same thing (?:to|for|on|with)|"
    r"(?:back|return) to|(?:go )?with|take|pick|choose|keep)"
)
_ONCE_MORE = _rule(
    rf"\s*{_SO}(?:bring (?:up|back|on)|(?:show|give) me|let me see|see|play|i want|"
    r"(?:can|could) (?:i|you) (?:see|have|show me|play)|go(?: back)? to) $"
)
_AGAIN = _rule(r"\s*(?:again|back|once more|one more time)(?: please| pls)?[\s.!?]*")
"""Around what was seen already: "bring up the penguin again" looks for no other."""
_LED = _rule(
    rf"\s*{_SO}(?:{_THINKS}\s+|{_CHANGE}(?: (?:up|down|off))?\s+|"
    rf"(?P<beside>{_CHANGE}(?: [\w'\"#-]+){{1,10}}? (?:to|on|onto|for|over|of) ))?"
)
"""What stands before the description of a clip that a sentence is about: nothing, a verb of
changing it, or of what is thought of it. "I saw the city yesterday" speaks of none.
"""
_AT_FIRST = _rule(rf"\s*{_SO}")
_CLAUSES = _rule(r"\s*(?:[,;]|\b(?:and|then|but|while)\b)\s*")
_MADE_OF = _rule(
    r"\b(?:an?|one|another|some|new)(?: [\w-]+){0,3} (?:video|film|clip|movie|reel|montage|"
    r"compilation|story|picture|drawing)\b|\b(?:draw|create|generate|imagine)\b"
)
"""Something is to be made with what is described."""
_ALL_BUT = _rule(
    r"\b(?:all|everything|every one|each|any)(?: of (?:them|these))? (?:but|except)(?: for)?\s+$"
)
_LEFT_OUT = _rule(r"\b(?:not|without|except(?: for)?|but not|minus)\s+$")


def about_clips(text: str, one: Referent, *, named: bool = False) -> bool:
    """Whether a description means a clip: it says so ("the cat one"), or the sentence is about what
    the clip is of, and about no other; ``named``: it is, of one that was named before this.
    """
    before = text[: one.start]
    if _ALL_BUT.search(before):
        return one.clip or one.subject
    if _LEFT_OUT.search(before) or text[one.end : one.end + 2].lower() in ("'s", "’s"):
        return False
    if one.clip:
        return True
    words = text.lower()
    if one.subject and _ONCE_MORE.fullmatch(before) and _AGAIN.fullmatch(text[one.end :]):
        return True
    if not one.subject or SEARCHING.match(words) or _MADE_OF.search(before):
        return False
    if named:
        before = _CLAUSES.split(before)[-1]
    alone = _AT_FIRST.fullmatch(before) is not None
    if not named and (position(words) is not None or (POINTING.search(words) and not alone)):
        return False
    return _LED.fullmatch(before) is not None


def _described(
    text: str, screen: Sequence[Item], named: bool
) -> Iterator[tuple[re.Match[str], list[int]]]:
    """A card that is described: "the pink hoodie one", "make the grey elephant noir"."""
    for one in referents(text, screen):
        if several_of(one) or not about_clips(text, one, named=named):
            continue
        cut = re.compile(re.escape(text[one.start : one.end])).search(text, one.start)
        if cut is not None:
            yield cut, list(one.hits)


def several_of(one: Referent) -> bool:
    """Whether it speaks of several at once: "the elephants"."""
    return one.head.endswith("s") and not one.head.endswith("ss") and not one.clip


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
