"""One of several changes done with less of it: "less cartoony, like half", "faster again, halfway
between", "the letters are too small".

The clip is made anew from before that change, with all the others as they were
(:mod:`agents.instruct.taking_off`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agents.instruct.second_thoughts import AMOUNTS, MOVABLE
from agents.instruct.taking_off import LONGEST, edits_of, is_part
from agents.instruct.wishes import wishes
from agents.make.naming import Part, listed, parts_of
from agents.read.letters import restyled
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from models.domain import Decision, Guidance
from models.stylise.styles import find

_LEAD = (
    r"(?:(?:no|nope|oh|ok|okay|hm+|wow|haha|nice|cool|great|lovely|love it|well|but|and|actually|"
    r"please|can you|could you|now|make it|just|maybe|a|an|little|tiny|bit|tad|lot|much)[\s,.!]+)*"
)
_TAIL = r"(?:[\s,]+(?:tho|though|please|pls|then|again|now|ok|thanks))*"
_SHARE = re.compile(r"(\d{1,3}) ?(?:%|per ?cent)")
_HALF = (
    r"(?:(?:like|about|by|around|maybe|only|just|say|at|to|of|so)\s+)*"
    r"(?:half|\d{1,3} ?(?:%|per ?cent))"
    r"(?: (?:of (?:it|that)|as much|that|(?:the )?strength))?"
)
_LESS = re.compile(
    rf"{_LEAD}(?:less(?: of the)?|not (?:so|that|as)) (?P<what>[\w-]+(?: [\w-]+)??){_TAIL}"
    rf"(?:[\s,.]+{_HALF})?{_TAIL}[\s.!]*|"
    rf"{_LEAD}{_HALF} (?:as|the|of the) (?P<of>[\w-]+(?: [\w-]+)??){_TAIL}[\s.!]*"
)
_TOO_MUCH = re.compile(
    rf"{_LEAD}(?:(?:way |much |far )*too (?:much|strong|intense)(?: for me)?[\s,.!]+)?{_LEAD}"
    rf"(?:(?<=[,.!\s]){_HALF}|half (?:of (?:it|that)|as much|that|(?:the )?strength)){_TAIL}[\s.!]*"
)
_BETWEEN = re.compile(
    rf"{_LEAD}(?:(?:(?:more|less) )?(?P<what>(?!(?:half|in|so|but|just|maybe|like|some\w+|to|at|go|"
    rf"about|meet)\b)[\w-]+){_TAIL}[\s,.:-]+)?"
    r"(?:(?:so|but|just|maybe|like|something|somewhere|to|at|go|about|meet me)\s+)*"
    r"(?:half[ -]?way(?: in[ -]?between| between)?|in[ -]?between)"
    r"(?: (?:them|the|two|both|those|that|it|these|there|back|now|then|and|original|this|before|"
    r"normal|was|how))*[\s.!]*"
)
_SAID_OF_LETTERS = re.compile(
    r".*\b(?:text|words|letters?|lettering|title|caption|font|type|writing|"
    r"(?:put|move) (?:it|them))\b.*"
)
_MANNER = re.compile(r"(?:[ -]?like|[ -]?ish|ness|ey|y)$")
_TIMES = ("speed", "zoom")
"""Changes that are so many times as much: at 1 there is none."""
_CLOSE = re.compile(
    rf"{_LEAD}(?:zoom (?:it )?(?:back )?out|(?:less|not so much) zoom|"
    rf"(?:less|too|not (?:so|that|as)) (?:far in|close|near|zoomed(?: in)?)){_TAIL}"
    r"(?: a (?:bit|little|tad))?[\s.!]*"
)
_Found = tuple[Part, dict[str, Any]]
"""A change that was made, and what of its arguments is to be otherwise."""


def moderated(scene: Scene, catalogue: Catalogue, viewer: str) -> Decision | None:
    """Return the clip in hand made anew with one change done otherwise; ``None`` where the sentence
    speaks of none of those that were made.
    """
    made = scene.about or scene.focus
    words = plain(scene.text[:LONGEST])
    if made is None or not made.parents or len(scene.text) > LONGEST:
        return None
    readers = [read for pattern, read in _READERS if pattern.fullmatch(words)]
    if not readers:
        return None
    edits = edits_of(made, scene.past, catalogue, viewer)
    parts = [part for n, edit in enumerate(edits) for part in parts_of(edit.calls, n)]
    found = next(filter(None, (read(words, parts, edits) for read in readers)), None)
    if found is None:
        return None
    part, said = found
    calls = tuple(
        replace(call, arguments={**call.arguments, **said})
        if (n, m) == (part.edit, part.call) else call
        for n, edit in enumerate(edits[part.edit :], part.edit)
        for m, call in enumerate(edit.calls)
    )  # fmt: skip
    others = listed([one.title for one in parts if one != part])
    return Decision(
        kind="edit",
        guidance=Guidance(target=str(edits[part.edit].guidance.target)),
        calls=calls,
        text=f"I change {part.title} and keep {others}." if others else "",
        why="You asked for the same, done otherwise.",
    )


def _lettered(words: str, parts: Sequence[Part], edits: Sequence[Decision]) -> _Found | None:
    """Words that were written, in another size or colour."""
    part = next((one for one in reversed(parts) if one.name == "text"), None)
    if part is None:
        return None
    before = edits[part.edit].calls[part.call].arguments
    said = restyled(words, before)
    return (part, said) if said else None


def _between(words: str, parts: Sequence[Part], edits: Sequence[Decision]) -> _Found | None:
    """Half of the way back to how it was."""
    said = _BETWEEN.fullmatch(words)
    what = "" if said is None else said["what"] or ""
    fit = [one for one in parts if _amount(one) is not None and (not what or _names(what, one))]
    return _to(fit[-1], 0.5) if fit else None


def _less(words: str, parts: Sequence[Part], edits: Sequence[Decision]) -> _Found | None:
    """Less of what is named; of light and sound only by so much: without, it is a wish of its own
    that goes from how the clip is now.
    """
    said = _LESS.fullmatch(words)
    if said is None:
        return None
    by = _share(words)
    fit = [
        one for one in parts
        if _names(said["what"] or said["of"], one) and _amount(one) is not None
        and (one.name in MOVABLE or (said["what"] and by))
    ]  # fmt: skip
    return _to(fit[-1], by or 0.5) if fit else None


def _too_much(words: str, parts: Sequence[Part], edits: Sequence[Decision]) -> _Found | None:
    """Half of what was done last: "too much, half of that"."""
    last = [one for one in parts if one.edit == len(edits) - 1 and _amount(one) is not None]
    styled = [one for one in last if one.name in MOVABLE]
    return _to((styled or last)[-1], _share(words) or 0.5) if last else None


def _share(words: str) -> float | None:
    """The share that plain ``words`` name."""
    said = _SHARE.search(words)
    if said is not None:
        return min(1.0, int(said[1]) / 100)
    return 0.5 if re.search(r"\bhalf\b", words) else None


def _zoomed(words: str, parts: Sequence[Part], edits: Sequence[Decision]) -> _Found | None:
    """Not as close: nothing that was not filmed can be shown, but less of a zoom."""
    zooms = [one for one in parts if one.name == "zoom"]
    return _to(zooms[-1], 0.5) if zooms else None


def _names(what: str, part: Part) -> bool:
    """Whether ``what`` names a change, or its opposite: "faster" of what was slowed down."""
    if part.name == "style":
        look = find(what) or find(_MANNER.sub("", what))
        if look is not None:
            return bool(look.name == part.value.get("style"))
    asked = (*wishes(f"make it {what}").calls, *wishes(f"make it {what}er").calls)
    return is_part(what, part) > 0 or any(part.name in call.arguments for call in asked)


def _amount(part: Part) -> float | None:
    """How much of a change there is; ``None`` of one that is there or not."""
    if part.name in MOVABLE:
        return float(part.value.get("strength", 1.0))
    return float(part.value) if part.name in (*AMOUNTS, *_TIMES) else None


def _to(part: Part, share: float) -> _Found:
    """A change with only a ``share`` of it."""
    now = _amount(part) or 0.0
    if part.name in _TIMES:
        return part, {part.name: round(1 + share * (now - 1), 3)}
    return part, {"strength" if part.name in MOVABLE else part.name: round(share * now, 3)}


_READERS = (
    (_SAID_OF_LETTERS, _lettered),
    (_CLOSE, _zoomed),
    (_BETWEEN, _between),
    (_LESS, _less),
    (_TOO_MUCH, _too_much),
)
