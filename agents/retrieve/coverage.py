"""Whether an item shows all that was asked for, or one thing of several.

A clip of a surfer is no clip of a dog surfing, however near the two sentences are: means over words
cannot tell. So each thing that is named has to be in an item's words, or near one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from agents.read.words import content_words, mentions
from agents.retrieve.topics import DULL
from models.domain import Item
from models.encode.encoder import Encoder

NEAR = 0.6
"""Cosine of two words from which on one may be said for the other. Of 53 pairs written for this,
17 of 28 such as kitten and cat reach it, and of 24 such as dog and cat none."""

KEPT = 20_000
"""Words whose vectors are kept: those of items come again and again."""

STEM = 5
"""Letters that two words of one stem share, such as football and footballer."""

_ONE_OF = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\bplus\b)\s*")
_PURPOSE = re.compile(r"\s(?:for|to)\s.*$")


class Coverage:
    """Tells which items show all that was asked for, by the words of ``encoder``."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def whole(self, items: Sequence[Item], want: str) -> frozenset[str]:
        """Return the ids of those that have every thing named in ``want``.

        All of them, where fewer than two things are named; of "cats and dogs" one is enough.
        """
        wishes = [named(part) for part in _ONE_OF.split(_PURPOSE.sub("", want))]
        wishes = [words for words in wishes if words]
        if not wishes or min(map(len, wishes)) < 2:
            return frozenset(item.id for item in items)
        asked = self._vectors({word for words in wishes for word in words})
        said = {item.id: self._vectors(_words(item)) for item in items}
        return frozenset(
            item.id
            for item in items
            if any(all(_has(item, w, asked, said[item.id]) for w in words) for words in wishes)
        )

    def _vectors(self, words: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        every = sorted(words)
        known = self._known
        if len(known) + len(every) > KEPT:
            known = self._known = {}  # a new one: another thread may be reading the old
        new = [word for word in every if word not in known]
        if new:
            known.update(zip(new, self._encoder.texts(new), strict=True))
        return {word: known[word] for word in every}


def named(want: str) -> list[str]:
    """Return the words that name a thing: neither a colour nor what any picture may be."""
    words = dict.fromkeys(content_words(want))
    return [word for word in words if DULL.isdisjoint((word, word.removesuffix("s")))]


def _words(item: Item) -> set[str]:
    return set(content_words(" ".join((item.title, item.description, *item.tags))))


def _has(
    item: Item,
    word: str,
    asked: dict[str, NDArray[np.float32]],
    said: dict[str, NDArray[np.float32]],
) -> bool:
    if mentions(item, word) or any(
        len(word) >= STEM and len(other) >= STEM and word[:STEM] == other[:STEM] for other in said
    ):
        return True
    return any(float(asked[word] @ vector) >= NEAR for vector in said.values())
