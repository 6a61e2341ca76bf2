"""Several clips that a sentence means together: "the first two", "all but the last", "the two
elephants", "the dog and the horse".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from agents.read.pointing import several_of, unquoted
from agents.read.references import position
from agents.read.referents import referents
from agents.read.rows import Named, Row, listed, named
from models.domain import Item
from models.errors import BadRequest

_BOTH = re.compile(
    r"\b(?:both(?: of (?:them|these))?|(?:all|each|every one)(?: (?:of )?(?:them|these|those|the "
    r"clips|four|three|two|videos))?)\b"
)
_UNIT = re.compile(
    r"[.,]\d|\s*(?:s|secs?|seconds?|m|mins?|minutes?|and a half|half|halves|thirds?|quarters?|"
    r"fifths?|frames?|parts?|bits?|shots?|scenes?|words?|letters?|lines?)\b"
)
"""After "the last two" it makes a length, or a part of one clip, of it."""
_JOINT = re.compile(r"\s*(?:(?:,|&|\+|\band|\bplus|\bbut)\s*)*")
_VAGUE = re.compile(r"(?:(?:these|those|them)(?! (?:all|both)\b)|the (?:rest|others?|remaining))\b")
"""May speak of anything, or of what is left: "those prints in old bibles"."""
_TIME = re.compile(r"\d\s*(?:s|secs?|seconds?|x|times|%|:|min\w*)\b|\b(?:seconds?|times|from \d)\b")


class Those(NamedTuple):
    """Several clips that ``start`` to ``end`` of a sentence mean."""

    start: int
    end: int
    items: tuple[Item, ...]


def those_meant(words: str, screen: Sequence[Item]) -> Those | None:
    """The clips that plain ``words`` mean together, without those that are left out: "the first two
    and the cat", "all but the last"; ``None`` where they mean fewer than two.
    """
    bare = unquoted(words)
    try:
        found = [one for one in named(bare, Row.of(screen)) if one.sure and one.places]
    except BadRequest:
        return None
    numbers = not _TIME.search(bare)
    spans = [
        one for one in found
        if (one.everything or numbers or re.search(r"[a-z#]", bare[one.start : one.end]))
        and not _UNIT.match(bare, one.end)
        and not _VAGUE.match(bare, one.start)
    ]  # fmt: skip
    taken = {n for one in spans for n in range(one.start, one.end)}
    spans += [
        Named(start=one.start, end=one.end, places=one.hits)
        for one in referents(bare, screen)
        if (several_of(one) or (one.subject and len(one.hits) == 1))
        and taken.isdisjoint(range(one.start, one.end))
    ]
    run = _run(sorted(spans, key=lambda one: (one.start, one.end)), bare)
    places = listed(run)
    if len(set(places)) < 2 or any(place >= len(screen) for place in places):
        both = _BOTH.search(bare)
        return None if both is None else Those(both.start(), both.end(), tuple(screen))
    if position(bare[: run[0].start] + bare[run[-1].end :]) is not None:
        return None  # a wish each
    items = tuple(screen[place] for place in dict.fromkeys(places))
    return Those(run[0].start, run[-1].end, items)


def _run(found: Sequence[Named], words: str) -> list[Named]:
    """What is named in a row, with nothing but "and" between: a wish each is another matter."""
    run: list[Named] = []
    for one in found:
        if run and run[-1].everything and words[run[-1].end : one.start].strip() == "of":
            run = [replace(one, start=run[-1].start)]  # "both of the first two"
            continue
        if run and not _JOINT.fullmatch(words[run[-1].end : one.start]):
            if len(listed(run)) > 1:
                break
            run = []
        run.append(one)
    return run
