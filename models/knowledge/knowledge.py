"""The seam to what is known of the world: a question in, facts with their sources out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

LONGEST = 700
"""Characters of one fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A passage, and where it stands: ``notes/whales.md:12``, or ``Wikipedia: Blue whale``.

    ``about`` is what it is about, a heading or a title; ``url`` leads to it, if anything does.
    """

    text: str
    source: str
    about: str = ""
    url: str = ""


class Knowledge(Protocol):
    """Looks things up. Never slow: within a few seconds it has found something, or nothing."""

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """Return up to ``k`` facts, the best one first; none where nothing fits or is reached."""
        ...


_EMPTY = frozenset(
    "a an and are about at be by can could did do does for from had has have he her his how i in "
    "is it its me of on or she tell that the them they this to was were what when where which who "
    "whom whose why will with would you please know anything something explain".split()
)


def terms(query: str) -> list[str]:
    """The words of a question that say what it is about, at most twelve."""
    return [word for word in re.findall(r"\w+", query.lower()) if word not in _EMPTY][:12]


class FakeKnowledge:
    """Knows what it is given: a fact is found by any word of what it is about."""

    def __init__(self, *facts: Fact) -> None:
        self.facts = facts

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """See :class:`Knowledge`."""
        said = set(terms(query))
        return [fact for fact in self.facts if said & set(fact.about.lower().split())][:k]


class Together:
    """Asks one after the other until one knows something: one's own notes before the world."""

    def __init__(self, *sources: Knowledge) -> None:
        self.sources = sources

    def search(self, query: str, k: int = 3) -> Sequence[Fact]:
        """See :class:`Knowledge`."""
        for source in self.sources:
            found = source.search(query, k)
            if found:
                return found
        return ()
