"""What a local model has worked out of each visitor's conversation, kept for their next turn."""

from __future__ import annotations

import copy
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

WORTH_COPYING = 64
"""Tokens in common from which another conversation's beginning is copied: the prompt's."""


class Slots:
    """Key-value caches (transformers' ``DynamicCache``), each with the tokens it holds.

    The ones used longest ago go first. A cache is a function of its tokens alone, so one that
    begins with the same tokens holds nothing of anybody else.
    """

    def __init__(self, most: int, bytes: int = 1 << 62) -> None:
        """``bytes``: what they may take together; the last one is kept however large it is."""
        self.most, self.bytes = most, bytes
        self._kept: OrderedDict[str, tuple[list[int], Any]] = OrderedDict()

    def take(self, session: str, tokens: Sequence[int]) -> tuple[Any, int]:
        """Return a cache and how many of ``tokens`` it holds; ``None`` and 0 without one.

        The last token is never among them: what comes next is worked out from it.
        """
        own = self._kept.pop(session, None)
        if own is not None:
            return _cut(own[1], len(own[0]), _common(own[0], tokens))
        others = ((_common(held, tokens), held, cache) for held, cache in self._kept.values())
        common, held, cache = max(others, key=lambda one: one[0], default=(0, [], None))
        if common < WORTH_COPYING:
            return None, 0
        return _cut(copy.deepcopy(cache), len(held), common)

    def keep(self, session: str, tokens: list[int], cache: Any) -> None:
        """Keep ``cache``, which holds ``tokens``."""
        self._kept[session] = (tokens, cache)
        taken = sum(_bytes(one) for _, one in self._kept.values())
        while len(self._kept) > self.most or (len(self._kept) > 1 and taken > self.bytes):
            taken -= _bytes(self._kept.popitem(last=False)[1][1])


def _bytes(cache: Any) -> int:
    layers = getattr(cache, "layers", ())
    return sum(int(part.nbytes) for one in layers for part in (one.keys, one.values))


def _common(held: Sequence[int], tokens: Sequence[int]) -> int:
    most = min(len(held), len(tokens) - 1)
    return next((at for at in range(most) if held[at] != tokens[at]), max(0, most))


def _cut(cache: Any, held: int, common: int) -> tuple[Any, int]:
    if common <= 0:
        return None, 0
    try:
        cache.crop(common - held)
    except RuntimeError:  # a sliding window has forgotten what stood before
        return None, 0
    return cache, common
