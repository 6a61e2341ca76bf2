"""A waiting line that is fair between visitors: each in turn, however much one of them asks for."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

from models.errors import Unavailable

T = TypeVar("T")
REMEMBERED = 4096
"""Visitors of whom is known when their turn was last; more are forgotten, the oldest first."""


def _any(entry: object) -> bool:
    return True


class FairLine(Generic[T]):
    """Waiting entries of visitors. Whose last turn is longest ago comes first, each in order.

    Not safe for threads: whoever uses it locks.
    """

    def __init__(self, most: int, each: int) -> None:
        """``most`` entries wait in all, ``each`` of one visitor."""
        self._most, self._each = most, each
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()
        self._served: OrderedDict[str, int] = OrderedDict()
        self._turn = 0

    def __len__(self) -> int:
        return sum(map(len, self._waiting.values()))

    def put(self, user: str, entry: T) -> None:
        """Add an entry; raises :class:`Unavailable` when this visitor, or all, have too many."""
        own = len(self._waiting.get(user, ()))
        if own >= self._each:
            raise Unavailable(
                f"You have {own} things waiting already, which is the most; let one of them end, "
                "or stop it, and ask again."
            )
        if len(self) >= self._most:
            raise Unavailable(
                f"Everybody is asking at once: {len(self)} things wait already, and no more fit. "
                "Ask again in a few minutes."
            )
        self._waiting.setdefault(user, deque()).append(entry)

    def take(self, fits: Callable[[T], bool] = _any) -> T | None:
        """Take out the next entry that ``fits``; ``None`` when there is none."""
        for user, entry in self._order():
            if fits(entry):
                self.drop(user, entry)
                self._turn += 1
                self._served[user] = self._turn
                self._served.move_to_end(user)
                while len(self._served) > REMEMBERED:
                    self._served.popitem(last=False)
                return entry
        return None

    def drop(self, user: str, entry: T) -> bool:
        """Take out an entry that nobody waits for any more; return whether it was there."""
        own = self._waiting.get(user)
        if own is None or entry not in own:
            return False
        own.remove(entry)
        if not own:
            del self._waiting[user]
        return True

    def order(self) -> list[T]:
        """Return the entries as they would be taken, were none added."""
        return [entry for _, entry in self._order()]

    def _order(self) -> list[tuple[str, T]]:
        rest = {user: deque(own) for user, own in self._waiting.items()}
        served = {user: self._served.get(user, 0) for user in rest}
        turn = self._turn
        found: list[tuple[str, T]] = []
        while rest:
            user = min(rest, key=served.__getitem__)  # of equals, who came first
            found.append((user, rest[user].popleft()))
            turn += 1
            served[user] = turn
            if not rest[user]:
                del rest[user]
        return found
