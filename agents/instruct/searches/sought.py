"""What is sought, out of a sentence and its reading: the wish in it, what is not wanted, bounds.

A sentence may tell a story around its wish, ask for two lengths and say what should not be seen.
Lengths, shapes and comparisons are grammar (:mod:`agents.read.searches`). Topics are the words that
the reader marked; where it marked several, that one counts before which stands a wish ("show me",
"anything with"), and what stands behind a denial is not wanted, however it was marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.instruct.searches.audience import CHILD, GROWN, OWN
from agents.read.bounds import bounds_said
from agents.read.searches import COMPARED, Search, compared, search
from agents.read.subject import spoken_in
from agents.read.words import content_words, plain, same
from agents.scene import Scene
from models.domain import Guidance
from models.understand.reading import Reading

_ONLY = re.compile(
    r"(?:please |no,? |but )*(?:(?:only|just|more|something|anything) with\b|only\b|"
    r"(?:show me |give me |some )?more (?!like\b|of\b|please\b|action\b|fun\b)[a-z]{3,}s\b)"
)
"""Narrows down to what is named: "only animals", "more turtles"."""
_ANEW = re.compile(r"\b(?:different|new)\b")
"""Wants no more of what was sought."""
_WHOM = re.compile(rf"\s+\bfor {OWN}(?:{CHILD}|{GROWN})\b")
"""For whom something is, in the midst of what it is: no part of what is to be seen."""
_WHEN = re.compile(
    r"\s+(?:for|in|on|at) (?:the |a |an |this )?((?:spring|summer|autumn|winter|sunday|rainy|late|"
    r"early|quiet) )?(?P<when>evening|morning|night|afternoon|dawn|sunset|winter|summer|spring|"
    r"autumn|christmas|halloween)\b(?! of\b)"
)
"""A time that something suits, left out of what was marked."""
_OF_DAY = re.compile(r"\s+(?:evening|morning|night|afternoon|day|weekend)\b")
"""What the last of the words that were marked is said of: "a rainy" is no wish."""
_UNFINISHED = re.compile(r"\b(?:an?|the|some|for|of|with|in|on|at|my|your)$")
_ON = re.compile(r"(?:\s+[a-z][a-z'-]*){1,2}")
"""What goes on with a wish that was marked as far as "a" alone."""
_EDGES = " .,!?;:'\"-()"
SHORT = 12
"""Words of a sentence that holds no more than a wish."""
BEFORE = 80
"""Characters before a topic that tell what it is."""

_BREAK = re.compile(
    r"[?!;()\n]+|\.(?=\s|$)|\s-+\s|"
    r",\s*(?=(?:i|i'm|im|i've|my|we|our|it|it's|its|they|he|she|you|who|does|everyone|everybody|so|"
    r"because|bcs|cuz|since|ideally|preferably|please|pls|ok|old men|nothing|no|not|but)\b)|"
    r"\s(?=(?:(?:show|find|give) (?:me|us)|because|bcs|cuz|coz|since|so (?:that|i|we)|as i|but)\b)"
)
"""Where what is wanted ends: a sentence, or a clause that tells or denies something."""
_CUE = re.compile(
    r"\b(?:show|find|see|watch|seeing|watching|search(?:ing)?|look(?:ing)? for|i'm after|"
    r"im after|play|recommend|suggest|give me|get me|gimme|(?:grateful|hoping|up) for|something|"
    r"sumthing|anything|"
    r"(?:is|are) there|(?:you|u|one|anybody|anyone) (?:got|have)|got(?= (?:any|some|a|an)\b)|"
    r"(?:clips?|videos?|vids?|footage|recordings?|takes?) (?:of|on|about|with|from|for|where)|"
    r"i (?:really )?(?:want|need|love|like)|feel like|mood for|wish(?:es)? to see|just|only)"
    r"(?:[\s,]+(?:me|us|you|also|any|some|a|an|the|of|about|bout|on|with|from|for|where|that|which|"
    r"to|see|watch|how|clips?|videos?|vids?|footage|recordings?|takes?|long|short|few|lots|more|"
    r"real|one|ones|people|somebody|someone)){0,6}[\s,]*$"
)
"""Ends in what a wish begins with."""
_ABOUT = re.compile(r"\b(?:about|look(?:ing)? at)\s+$")
"""May lead to a wish."""
_INSIDE = re.compile(
    r".*\b(?:(?:wish(?:es)?|wants?|would like|would love|'d like|'d love) to (?:see|watch)|"
    r"(?:show|find|give) (?:me|us)|(?:clips?|videos?|recordings?|footage) of)\s+(?=\w)"
)
"""What stands before a wish, where all of it was marked."""
_DENIAL = (
    r"(?:no|not|without|w/o|nothing|never|less|fewer|except|avoid|hate|anything but|"
    r"(?:can't|cannot|can not|don't|do not) (?:stand|want|like|need|show(?: me)?))"
)
_DENIED = re.compile(
    rf"\b{_DENIAL}(?:\s+(?:with|in|on|at|of|from|by|the|an?|any|those|these|that|to see|see|"
    r"seeing|more|too|many|much|show me|really|people)){0,5}\s*$"
)
_STATED = re.compile(
    r"(?<!there )\b(?:is|are|was|were|am|be|'s|i'm|im)\s+(?:not|no|never)\s+(?:an?\s+|the\s+)?$"
)
"""Says what something is not; nobody asked not to see it."""
_OR = re.compile(r"\s*(?:,|&)?\s*(?:(?:or|nor|and)\s+)?(?:no\s+)?(?:the\s+|any\s+|an?\s+)?")
"""Between two things that are both not wanted."""
_STRONG = re.compile(r"\b(?:no|without|nothing with)\s+(?:any\s+|an?\s+|the\s+)?$")
_EACH = re.compile(r"\s*,\s*|\s+(?:or|nor)\s+")
_LEADING = re.compile(
    r"(?:(?:in|on|at|with|of|by|from|the|an?|any|some|those|these|to see|see|seeing|anything|"
    r"something|do|about)\s+)+(?=\w)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """Characters ``start`` to ``end`` that name something."""

    start: int
    end: int
    slot: str


def sought(words: str, scene: Scene, reading: Reading) -> Search:
    """What is sought: bounds and comparisons by grammar, topics as they were read."""
    said = search(words)
    if said.anything and said.denied + said.avoid and not said.want:
        return said  # "show me something but without cars": what is denied is all that is named
    short = len(words.split()) <= SHORT
    if said.adds or (_ONLY.match(words) and said.want and short):
        return said
    if reading.act == "again" and not (said.anything and _ANEW.search(words)):
        return replace(said, want="", compare=None, most=None, again=True)
    want, avoid = _topics(scene.text, reading)
    refines = reading.act == "refine" and bool(scene.screen or scene.last_want or not said.want)
    if reading.act == "anything" or (refines and not want):
        return replace(said, want=spoken_in(want), avoid=avoid or said.avoid)
    if reading.act == "bare" and not avoid:
        want = said.want
    if said.compare is not None and compared(want) == said.compare:
        want = " ".join(COMPARED[said.compare].sub(" ", want).split())
    if not avoid and set(content_words(want)) & set(said.avoid):
        want, avoid = said.want, said.avoid  # "anything but sports"
    named = {word for one in (want, *avoid) for word in content_words(one)}
    left = tuple(
        one for one in said.avoid
        if not want or (not named.intersection(content_words(one)) and _meant(one, words))
    )  # fmt: skip
    denied = {word for one in said.denied for word in content_words(one)}
    if any(same(word, one) for word in content_words(want) for one in denied):
        want = ""
    want = spoken_in(want) or said.want
    named = set(content_words(want))
    unwanted = (one for one in (*avoid, *left) if not named.issuperset(content_words(one)))
    return replace(said, want=want, avoid=tuple(dict.fromkeys((*said.denied, *unwanted))))


def filled(guidance: Guidance, said: Search, *, whole: bool) -> Guidance:
    """What is sought in the wish of a story, with bounds and dislikes from the ``said`` of all of
    it; ``whole``: what is wanted was read in that.
    """
    return replace(
        guidance,
        want=said.want if whole and said.want else guidance.want,
        avoid=said.avoid if whole and said.avoid else guidance.avoid,
        at_least=guidance.at_least if said.at_least is None else said.at_least,
        at_most=guidance.at_most if said.at_most is None else said.at_most,
        strict=tuple(dict.fromkeys((*guidance.strict, *said.strict))),
        shape=guidance.shape or said.shape,
        others=guidance.others and not (said.want or said.avoid),
    )


def _meant(word: str, words: str) -> bool:
    """Whether a word that grammar takes for unwanted is: in a long sentence "not" denies much."""
    at = words.find(word)
    before = words[max(0, at - BEFORE) : at]
    if len(words.split()) <= SHORT:
        return _STATED.search(before) is None
    return _STRONG.search(before) is not None


def _topics(text: str, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The words of what is wanted, and of each thing that is not."""
    low = text.lower()
    if len(low) != len(text):
        low = text
    low = low.replace("’", "'")
    pieces = _pieces(low, reading)
    wanted: list[_Piece] = []
    avoid: list[str] = []
    denied: _Piece | None = None
    for piece in pieces:
        before = low[max(0, piece.start - BEFORE) : piece.start]
        gap = "." if denied is None else low[denied.end : piece.start]
        if denied is not None and not gap.strip() and piece.slot == "avoid":
            avoid[-1] = f"{avoid[-1]} {low[piece.start : piece.end]}"  # "dead" and "turtles"
            denied = piece
        elif _STATED.search(before):
            denied = None
        elif (
            piece.slot == "avoid" or (gap.strip() and _OR.fullmatch(gap)) or _DENIED.search(before)
        ):
            avoid.append(low[piece.start : piece.end])
            denied = piece
        else:
            wanted.append(piece)
            denied = None
    best = max(wanted, key=lambda piece: (_cue(low, piece), -piece.start), default=None)
    if best is not None:
        best = replace(best, end=_whole(low, best.start, best.end))
    want = "" if best is None else low[best.start : best.end].strip(_EDGES)
    when = None if best is None else _WHEN.match(low, best.end)
    if when is not None and when["when"] not in want:
        want = f"{want} {when['when']}"
    want = _WHOM.sub("", want)
    each = [part for one in avoid for part in _EACH.split(one)]
    kept = [_bare(one) for one in each if content_words(one)]
    return want, tuple(dict.fromkeys(kept))


def _whole(low: str, start: int, end: int) -> int:
    """Where a topic ends whose last word was marked without what it is said of."""
    unfinished = _UNFINISHED.search(low, start, end)
    more = _ON.match(low, end) if unfinished else _OF_DAY.match(low, end)
    return end if more is None else more.end()


def _bare(avoided: str) -> str:
    """What is not wanted without what leads to it: “in the rain” is rain."""
    words = plain(avoided).strip(_EDGES)
    lead = _LEADING.match(words)
    return words if lead is None else words[lead.end() :]


def _cue(low: str, piece: _Piece) -> int:
    """How much speaks for a piece as what is wished: a wish before it, or nothing at all."""
    before = low[max(0, piece.start - BEFORE) : piece.start]
    last = 0
    for found in _BREAK.finditer(before):
        last = found.end()
    before = before[last:]
    if _CUE.search(before):
        return 2
    return 1 if not before.strip(_EDGES) or _ABOUT.search(before) else 0


def _pieces(low: str, reading: Reading) -> list[_Piece]:
    """The spans of topics, cut where a clause or a bound ends them, joined where neither does."""
    ends = sorted(
        [(found.start(), found.end()) for found in _BREAK.finditer(low)] + list(bounds_said(low))
    )
    found: list[_Piece] = []
    for span in reading.spans:
        if span.slot not in ("want", "avoid"):
            continue
        for start, end in _without(span.start, span.end, ends):
            start += len(low[start:end]) - len(low[start:end].lstrip(_EDGES))
            end = start + len(low[start:end].rstrip(_EDGES))
            inside = _INSIDE.match(low[start:end])
            start += inside.end() if inside is not None else 0
            if end > start:
                slot = "want" if _undenied(low, start, found) else span.slot
                found.append(_Piece(start=start, end=end, slot=slot))
    joined: list[_Piece] = []
    for piece in found:
        last = joined[-1] if joined else None
        if last is not None and last.slot == piece.slot and _close(low, last, piece, ends):
            joined[-1] = replace(last, end=piece.end)
        else:
            joined.append(piece)
    return joined


def _undenied(low: str, start: int, earlier: Sequence[_Piece]) -> bool:
    """Whether nothing stands before a piece that could deny it: no word at all, or a wish, and
    others that are wanted. "Cats or dogs, not at night" wants both.
    """
    before = low[:start]
    for piece in reversed(earlier):
        if piece.slot != "want":
            return False
        before = f"{before[: piece.start]} {before[piece.end :]}"
    left = re.sub(r"\b(?:or|and|an?|the|some|any)\b|[&,]", " ", before).strip(_EDGES)
    if re.search(rf"\b{_DENIAL}\b", left):
        return False
    wish = _CUE.search(f"{left} ") if left else None
    return not left or (wish is not None and wish.start() == 0)


def _without(start: int, end: int, cuts: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Characters from ``start`` to ``end`` without those of ``cuts``."""
    left, at = [], start
    for first, last in cuts:
        if first >= end or last <= at:
            continue
        left.append((at, max(at, first)))
        at = last
    return [*left, (at, end)] if at < end else left


def _close(low: str, one: _Piece, other: _Piece, ends: Sequence[tuple[int, int]]) -> bool:
    """Whether two pieces are parts of one: a few words between them, and no end of a clause."""
    gap = low[one.end : other.start]
    if len(gap.split()) > 3 or re.search(rf"\b{_DENIAL}\b", gap):
        return False
    return not any(first < other.start and last > one.end for first, last in ends)
