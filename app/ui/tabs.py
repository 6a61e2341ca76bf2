"""Which conversation each open page shows, and how much of it: what is sent there goes there,
whatever others do.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

MOST = 10_000
"""Pages remembered at once; of one that is forgotten the visitor's current conversation counts."""
NEWEST = 40
"""Turns that a page shows at first, the newest, and how many more it shows when asked."""


@dataclass(slots=True)
class _Page:
    conversation: str
    turns: int
    upto: str = ""


class Tabs:
    """The conversation on each page of each visitor. Any thread may ask."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], _Page] = OrderedDict()
        self._lock = threading.Lock()

    def show(self, user: str, tab: str, conversation: str) -> None:
        """Note what a page shows from now on."""
        with self._lock:
            page = self._shown.get((user, tab))
            if page is None or page.conversation != conversation:
                self._shown[user, tab] = _Page(conversation, NEWEST)
            self._shown.move_to_end((user, tab))
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def shows(self, user: str, tab: str) -> str | None:
        """Return what a page shows, ``None`` where nobody noted it."""
        with self._lock:
            page = self._shown.get((user, tab))
            return None if page is None else page.conversation

    def turns(self, user: str, tab: str) -> int:
        """Return how many turns a page shows, the newest ones."""
        with self._lock:
            page = self._shown.get((user, tab))
            return NEWEST if page is None else page.turns

    def saw(self, user: str, tab: str, upto: str) -> bool:
        """Note how far a page has seen its conversation; return whether that is further."""
        with self._lock:
            page = self._shown.get((user, tab))
            if page is None or page.upto == upto:
                return page is None
            page.upto = upto
            return True

    def more(self, user: str, tab: str) -> None:
        """Show more of a page's conversation from now on."""
        with self._lock:
            if (page := self._shown.get((user, tab))) is not None:
                page.turns += NEWEST
