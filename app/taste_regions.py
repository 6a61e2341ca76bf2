"""Names for the places of a map: things and places that most items there show, and few elsewhere.

A word has to say what is in a clip. What tells how it looks, moves or feels ("background",
"falling", "calm") names no place, however typical it is; in a title, neither does a word that only
describes the next one ("falling snow" is about snow).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.topics import names
from app.ui.protocol import Region
from models.domain import Item

MOST = 12
FEWEST = 2
COMMON = 0.4
"""A word of more than this share of all items names no place."""

AROUND = 0.13
"""How far the place around a name reaches, in widths of the map."""

SHARE = 1 / 3
"""Share of the items around a place that must have a word for it to name that place."""

WIDE, HIGH = 0.24, 0.075
"""What one name takes of the map, with air around it."""


def regions(items: Sequence[Item], places: NDArray[np.float64]) -> tuple[Region, ...]:
    """Return up to 12 names that do not overlap, for items at ``places`` (n, 2) in [0, 1]."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        for word in names(item):
            holders[word].append(number)
    most = max(FEWEST, COMMON * len(items))
    found = [
        _name(word, numbers, places)
        for word, numbers in sorted(holders.items())
        if FEWEST <= len(numbers) <= most
    ]
    chosen: list[Region] = []
    for score, region in sorted(found, key=lambda one: -one[0]):
        if score <= 0 or len(chosen) == MOST:
            break
        if not any(_overlap(region, other) for other in chosen):
            chosen.append(region)
    return tuple(chosen)


def _name(word: str, numbers: Sequence[int], places: NDArray[np.float64]) -> tuple[float, Region]:
    """Return how well a word names the place around the middle of its items, and that place.

    That is the word's part of the relative entropy between what is shown there and everywhere,
    ``m log(p / q)`` with ``m`` items there, a share ``p``, and a share ``q`` of all; none below
    :data:`SHARE`.
    """
    middle = np.median(places[numbers], axis=0)
    near = np.linalg.norm(places - middle, axis=1) <= AROUND
    there = int(near[numbers].sum())
    share, everywhere = there / max(int(near.sum()), 1), len(numbers) / len(places)
    enough = there >= FEWEST and share >= SHARE
    score = there * float(np.log(share / everywhere)) if enough else 0.0
    margin = np.array([WIDE, HIGH]) / 2
    x, y = np.clip(middle, margin, 1 - margin)
    return score, Region(text=word, x=float(x), y=float(y))


def _overlap(one: Region, other: Region) -> bool:
    return abs(one.x - other.x) < WIDE and abs(one.y - other.y) < HIGH
