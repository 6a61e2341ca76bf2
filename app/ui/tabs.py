"""Which conversation each open page shows: what is sent there goes there, whatever others do."""

from __future__ import annotations

import threading
from collections import OrderedDict

MOST = 10_000
"""Pages remembered at once; of one that is forgotten the visitor's current conversation counts."""


class Tabs:
    """The conversation on each page of each visitor. Any thread may ask."""

    def __init__(self) -> None:
        self._shown: OrderedDict[tuple[str, str], str] = OrderedDict()
        self._lock = threading.Lock()

    def show(self, user: str, tab: str, conversation: str) -> None:
        """Note what a page shows from now on."""
        with self._lock:
            self._shown[user, tab] = conversation
            self._shown.move_to_end((user, tab))
            while len(self._shown) > MOST:
                self._shown.popitem(last=False)

    def shows(self, user: str, tab: str) -> str | None:
        """Return what a page shows, ``None`` where nobody noted it."""
        with self._lock:
            return self._shown.get((user, tab))
