"""Whether a model says the same over and over: small ones do, and none stops by itself."""

from __future__ import annotations

from collections.abc import Sequence

LEAST, TIMES, LONGEST = 24, 3, 80
"""Pieces (tokens or words) that a repetition fills at least, how often, and how long each is."""

OVER_AND_OVER = "That says the same over and over. Call a tool, or say one sentence."


def looped(said: Sequence[object]) -> bool:
    """Whether the end of ``said`` is one stretch after another of the same."""
    for period in range(1, LONGEST + 1):
        over = max(TIMES * period, LEAST)
        if len(said) < over:
            return False
        if said[-1] == said[-1 - period] and said[-over:-period] == said[period - over :]:
            return True
    return False
