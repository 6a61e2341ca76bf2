"""Names for the places of a map: words that many items around a place share, and few elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.words import content_words
from app.ui.protocol import Region
from models.domain import Item

MOST = 12
FEWEST = 2
COMMON = 0.4
"""A word of more than this share of all items names no place."""

WIDE, HIGH = 0.24, 0.075
"""What one name takes of the map, with air around it."""

LONGEST = 18


def regions(items: Sequence[Item], places: NDArray[np.float64]) -> tuple[Region, ...]:
    """Return up to 12 names that do not overlap, for items at ``places`` (n, 2) in [0, 1]."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for word in {*content_words(item.title), *(tag.lower() for tag in item.tags)}:
            if 2 < len(word) <= LONGEST:
                holders[word].append(number)
    most = max(FEWEST, COMMON * len(items))
    named = [
        _name(word, places[numbers])
        for word, numbers in sorted(holders.items())
        if FEWEST <= len(numbers) <= most
    ]
    chosen: list[Region] = []
    for _, region in sorted(named, key=lambda one: -one[0]):
        if len(chosen) < MOST and not any(_overlap(region, other) for other in chosen):
            chosen.append(region)
    return tuple(chosen)


def _name(word: str, at: NDArray[np.float64]) -> tuple[float, Region]:
    """Return how well a word names the place around the middle of its items, and that place."""
    middle = np.median(at, axis=0)
    spread = float(np.median(np.linalg.norm(at - middle, axis=1)))
    margin = np.array([WIDE, HIGH]) / 2
    x, y = np.clip(middle, margin, 1 - margin)
    # Many items speak for a word; that they lie close together counts for more.
    score = np.log(1 + len(at)) / (0.05 + spread) ** 1.5
    return float(score), Region(text=word, x=float(x), y=float(y))


def _overlap(one: Region, other: Region) -> bool:
    return abs(one.x - other.x) < WIDE and abs(one.y - other.y) < HIGH
