"""Answers to click that lead somewhere: what is offered is here.

The examples of small talk are written for no corpus in particular. Those that find nothing in this
one give way to what its clips are about.
"""

from __future__ import annotations

import threading
from collections import Counter

from agents.instruct.edits.footage import CUT, LONG
from agents.read.searches import search
from agents.retrieve.catalogue import Catalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from agents.retrieve.topics import names
from agents.talk.smalltalk import ANYTHING, CLIPS_ABOUT
from models.domain import Guidance, Item

LOOKED_AT = 200
"""Items, the best liked ones, from whose words suggestions are made."""

TRIED = 8
"""Words that are tried at most in place of the examples that find nothing."""

FRESH = 1.25
"""A corpus that has grown by this factor is asked anew."""


def of_use(options: tuple[str, ...], item: Item | None) -> tuple[str, ...]:
    """Leave out what the clip in hand is too short for."""
    if item is None or item.duration > LONG:
        return options
    return tuple(one for one in options if one != CUT)


class Suggestions:
    """What can be asked for here, as somebody would say it. Any thread may ask."""

    def __init__(self, catalogue: Catalogue, retriever: Retriever) -> None:
        self._catalogue, self._retriever = catalogue, retriever
        self._known: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._asked_of = 0
        self._lock = threading.Lock()

    def fitting(self, examples: tuple[str, ...]) -> tuple[str, ...]:
        """Return as many suggestions, with those that find something here in their places."""
        count = self._catalogue.count(None)
        with self._lock:
            if not self._asked_of <= count <= self._asked_of * FRESH:
                self._known, self._asked_of = {}, count
            if examples not in self._known:
                self._known[examples] = self._fitted(examples) if count else examples
            return self._known[examples]

    def _fitted(self, examples: tuple[str, ...]) -> tuple[str, ...]:
        kept = [one for one in examples if one == ANYTHING or self._found(one)]
        lacking = len(examples) - len(kept)
        if lacking:
            best = [one.item_id for one in self._catalogue.popular(LOOKED_AT, None)]
            told = Counter(word for one in self._catalogue.items(best, None) for word in names(one))
            tried = [CLIPS_ABOUT + word for word, _ in told.most_common(TRIED)]
            found = [one for one in tried if self._found(one)]
            kept = [*found[:lacking], *kept]
        return tuple(kept)

    def _found(self, want: str) -> bool:
        guidance = Guidance(want=search(want).want)
        return any(one.sure for one in self._retriever.find(guidance, Taste(), 1, ""))
