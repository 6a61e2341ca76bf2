"""What a visitor's acts say about an item: one weight from -1 (never) to 1 (loved) an item.

What was said outright counts; how long somebody watched counts only where nothing was said, and by
the share watched (a long clip half seen says as much as a short one). What is older counts less;
what was done in this sitting, or at this time of the day, counts more.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from models.domain import Feedback

SAID = {"like": 1.0, "dislike": -0.5, "less": -1.0, "skip": -0.3}
COMMENT = 0.8
"""What praise or blame of an item in the chat weighs."""

GLANCE, ENGAGED, WATCHED = 0.1, 0.25, 0.6
"""Shares watched below which it was left at once, and above which it says something, and what a
whole clip watched weighs."""

LEFT = -0.1
DAY = 24 * 3600.0
HALF_LIFE = 30 * DAY
OLDEST = 0.2
"""Share of its weight that even the oldest keeps: a taste changes, it does not vanish."""

SITTING = 1800.0
NOW = 1.25
"""Seconds that one sitting lasts, and how much more what was done in it counts."""

DAYTIME = 0.15
"""How much the hour matters: a morning's likes count for less in the evening."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What is known of one visitor's view of one item: ``weight`` (-1 to 1), last heard ``at``.

    ``said`` is false where it was only inferred from watching.
    """

    item: str
    weight: float
    at: float
    said: bool


Durations = Callable[[list[str]], dict[str, float]]
"""Item ids to seconds; what is unknown is left out."""


def opinions(
    feedback: Iterable[Feedback], durations: Durations, now: float | None = None
) -> list[Opinion]:
    """Return one opinion an item, the latest last. Times from the future are taken as now."""
    now = time.time() if now is None else now
    said: dict[str, Feedback] = {}
    watched: dict[str, tuple[float, float]] = {}
    for event in feedback:
        if event.kind == "watch":
            seconds, _ = watched.pop(event.item, (0.0, 0.0))
            watched[event.item] = (seconds + (event.value or 0.0), event.at)
        elif _weight(event) is not None:
            said.pop(event.item, None)
            said[event.item] = event
    found = [
        Opinion(item=item, weight=_weight(event) or 0.0, at=min(event.at, now), said=True)
        for item, event in said.items()
    ]
    silent = [item for item in watched if item not in said]
    lengths = durations(silent) if silent else {}
    for item in silent:
        seconds, at = watched[item]
        weight = _from_watching(seconds, lengths.get(item, 0.0))
        if weight:
            found.append(Opinion(item=item, weight=weight, at=min(at, now), said=False))
    return sorted(found, key=lambda opinion: opinion.at)


def in_context(opinion: Opinion, now: float | None = None) -> float:
    """Return an opinion's weight as it counts now: by age, by sitting, by the time of the day."""
    now = time.time() if now is None else now
    age = max(0.0, now - opinion.at)
    recency = max(OLDEST, math.pow(0.5, age / HALF_LIFE))
    sitting = NOW if age < SITTING else 1.0
    apart = 2 * math.pi * ((age % DAY) / DAY)
    daytime = 1 - DAYTIME * (1 - math.cos(apart)) / 2
    return opinion.weight * recency * sitting * daytime


def _weight(event: Feedback) -> float | None:
    """What an event says outright, ``None`` for one that says nothing."""
    if event.kind == "rate":
        return ((event.value or 3.0) - 3.0) / 2
    if event.kind == "comment":
        return None if event.value is None else COMMENT * max(-1.0, min(1.0, event.value))
    return SAID.get(event.kind)


def _from_watching(seconds: float, duration: float) -> float:
    """What watching so much of a clip says; nothing where its length is unknown."""
    if duration <= 0:
        return 0.0
    share = min(1.0, seconds / duration)
    if share < GLANCE:
        return LEFT
    return WATCHED * max(0.0, share - ENGAGED) / (1 - ENGAGED)
