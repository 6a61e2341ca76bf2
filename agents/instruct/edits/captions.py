"""A caption said over a clip that has nearly the same: what the clip should show instead."""

from __future__ import annotations

import re

from agents.read.words import plain
from models.domain import Item

SHARED = 0.5
"""Share of the words of the shorter text that both have, from which one rewrites the other."""

COMMON = 4
"""Words that both have at least."""

LEAST = 5
"""Words a caption has at least: "dog on a beach" over a dog on a beach is a search for others."""


def rewrites(text: str, item: Item | None) -> str | None:
    """Return the words that ``text`` adds to the item's own, ``None`` if it is no rewrite of them.

    Items' words are only compared with.
    """
    if item is None:
        return None
    said = re.findall(r"[\w'-]+", plain(text))
    for own in (item.description, item.title):
        words = re.findall(r"[\w'-]+", plain(own))
        if len(said) < LEAST or len(words) < LEAST or said == words:
            continue
        both = len(set(said) & set(words))
        if both >= COMMON and both / min(len(set(said)), len(set(words))) >= SHARED:
            return " ".join(word for word in said if word not in set(words))
    return None
