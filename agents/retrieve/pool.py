"""The candidates of one search while they are gathered, and what their own words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from agents.read.referents import PEOPLE
from agents.read.words import content_words, mentions
from agents.retrieve.comparison import Compared
from agents.retrieve.taste import Taste
from agents.retrieve.topics import DULL
from models.domain import Guidance, Item, Origins

ANYBODY = frozenset("people person persons human humans anybody anyone somebody someone".split())
"""Words for people, whoever they are."""
SAID = 0.15
"""What it adds when an item's own words have all the words asked for."""

MADE = 0.5
"""Share of its score that a clip which was edited or drawn here keeps in a search."""

CLOSE_TEXT, CLOSE_VISUAL = 0.42, 0.15
"""Cosines above which an item that has none of the words may still be what was asked for; between
what unrelated and related requests reach on real clips (of unrelated pictures one in a hundred
passes)."""

_WHERE = re.compile(r"\s(?:in|on|at|by|near|under|over|with|without|during|from|while|for)\s.*$")
DESCRIBED = 8
"""Words from which on those of an item are taken to say all that it shows."""


@dataclass(slots=True, kw_only=True)
class Pool:
    """What is known of the candidates while they are gathered: all by item id.

    ``unheard``: a thing asked for is in nobody's words, so that one of the others proves nothing.
    """

    viewer: str
    hidden: set[str]
    origins: Origins = "all"
    scores: dict[str, float] = field(default_factory=dict)
    text: dict[str, float] = field(default_factory=dict)
    visual: dict[str, float] = field(default_factory=dict)
    compared: dict[str, Compared] = field(default_factory=dict)
    liked_by_others: set[str] = field(default_factory=set)
    near: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    unheard: bool = False


def of_origin(item: Item, origins: Origins) -> bool:
    """Whether an item is among those a visitor wants to see."""
    return origins == "all" or (item.origin == "uploaded") == (origins == "people")


def is_sure(item: Item, guidance: Guidance, pool: Pool) -> bool:
    """Whether an item is what was asked for, as far as words and cosines tell."""
    if guidance.compare is not None:
        return pool.compared[item.id].more > 0
    return is_told(item, guidance.want, pool)


def is_told(item: Item, want: str, pool: Pool) -> bool:
    """Whether an item is about ``want``; everything is about nothing in particular."""
    return not want or (
        (says(item, want) and not pool.unheard)
        or pool.text.get(item.id, 0.0) > CLOSE_TEXT
        or (pool.visual.get(item.id, 0.0) > CLOSE_VISUAL and not described(item))
    )


def says(item: Item, want: str) -> bool:
    """Whether an item's own words have a word asked for; a colour or a mood only where no thing is
    named: what is purple is no purple giraffe.
    """
    return any(mentions(item, word) for word in _named(want))


def _named(want: str) -> list[str]:
    """The words that name a thing or a place; all of them, where none does."""
    words = content_words(want)
    return [word for word in words if DULL.isdisjoint((word, word.removesuffix("s")))] or words


def unheard(want: str, items: Sequence[Item]) -> bool:
    """Whether a thing named beside another is in the words of none of ``items``.

    No skyline is the Eiffel tower because of the tower in it; the sea at night may be a sea.
    """
    named = _named(_WHERE.sub("", want))
    return len(named) > 1 and any(not any(mentions(one, word) for one in items) for word in named)


def described(item: Item) -> bool:
    """Whether an item's own words say what it shows: where they do, its looks prove nothing."""
    return len(content_words(" ".join((item.title, item.description, *item.tags)))) >= DESCRIBED


def add_said(want: str, items: list[Item], pool: Pool) -> None:
    """Add to the scores of those whose own words have the words asked for."""
    words = content_words(want)
    for item in items if words else ():
        share = sum(mentions(item, word) for word in words) / len(words)
        pool.scores[item.id] += SAID * share


def made_behind(items: list[Item], pool: Pool) -> None:
    """Put what was made here behind what it was made of, or like: a search finds that first."""
    for item in items:
        if item.origin != "uploaded":
            pool.scores[item.id] *= MADE


RANKS = 4
"""Places that :func:`rank_of` tells apart."""


def rank_of(item: Item, guidance: Guidance, pool: Pool) -> int:
    """How much of what was asked for an item is: 0 all that was said of it, 1 all things and
    places, 2 some of it, 3 nothing for sure. Of "calm, at night, with water" all three count.
    """
    if not is_sure(item, guidance, pool):
        return RANKS - 1
    words, named = content_words(guidance.want), _named(guidance.want)
    if len(words) > 1 and all(mentions(item, word) for word in words):
        return 0
    if "," in guidance.want:
        parts = [content_words(part) for part in guidance.want.split(",")]
        lacks = sum(bool(part) and not any(mentions(item, w) for w in part) for part in parts)
        return min(lacks, RANKS - 2)
    return 1 if len(named) > 1 and all(mentions(item, word) for word in named) else 2


def shows(item: Item, phrase: str) -> bool:
    """Whether an item's own words have all of what is not wanted: "dead turtles" are no turtles.
    Of people, any word for a person is one.
    """
    words = content_words(phrase) or [phrase]
    return all(mentions(item, word) or (word in ANYBODY and _peopled(item)) for word in words)


def _peopled(item: Item) -> bool:
    return any(mentions(item, word) for word in PEOPLE)


def unwanted_words(guidance: Guidance, taste: Taste) -> tuple[str, ...]:
    """Words that must not be in an item's; what is asked for by name now is not among them."""
    wanted = content_words(guidance.want)
    return (*guidance.avoid, *(word for word in taste.avoids if word not in wanted))
