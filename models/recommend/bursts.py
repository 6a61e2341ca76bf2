"""Bursts of like-minded new accounts: shilling, or profile injection (Lam and Riedl 2004).

Accounts are put in the order in which they came. If nobody pushes an item, who likes it says
nothing about when they came: the ``n`` of ``N`` accounts that like it lie in that order as if
drawn at random, whatever people's tastes, however popular the item is, and however unevenly
accounts came. So the number ``m`` of them in a stretch of ``w`` accounts is hypergeometric, and
Hoeffding's bound (1963, theorem 1 and section 6: drawing without replacement) holds exactly::

    P(m or more) <= exp(-w D(m/w || n/N))   and   <= exp(-n D(m/n || w/N))

with D the relative entropy of two coins. The smaller of the two is multiplied by the number of
items and stretches looked at (Bonferroni), so on data that nobody tampers with the whole search
raises an alarm with a probability of at most ``alpha``.

An alarm accuses a stretch, not an account: some would have liked the item anyhow. How many is
estimated from the others: accounts of other times, and those that had come before and were active
in that stretch, because something new or in the news is liked by old and new accounts alike. Only
where at most a share ``doubt`` of those in question is to be expected anyhow are they named.
The least likely burst is named first, and the search goes on without its accounts.

What it does not see: a campaign slower than ``longest``, one of very few accounts, and one whose
accounts were made long before with likes of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import betaincinv, xlogy

from models.recommend.interactions import Interactions

ALPHA = 0.01
"""Probability of any alarm at all in one search through data that nobody tampers with."""

DOUBT = 0.05
"""Share of the accounts of a burst that may have to be expected there anyhow."""

WEEK = 7 * 24 * 3600.0
FEWEST = 5
"""Accounts that make a burst; the bound never accuses fewer among more than a few items."""

SHORTEST = 8
"""Accounts in the shortest stretch that is looked at; each longer one is twice as long."""

MANY = 1000
"""Likes around a burst beyond which its edges stay on the grid; pairs of them are compared."""

SURE = 0.95
"""Confidence at which accounts that came before excuse those that came after."""


Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Accounts that came close together and like one item.

    Attributes:
        item: column of the item.
        accounts: rows of the accounts (n,), in the order in which they came.
        began: when the first of them came, seconds since 1970.
        ended: when the last of them came.
        expected: how many of them would be there anyhow, at most.
        log_chance: logarithm of the bound on the probability that a search finds such a stretch
            among honest accounts; the bound itself may be too small for a number.
    """

    item: int
    accounts: NDArray[np.int64]
    began: float
    ended: float
    expected: float
    log_chance: float

    @property
    def chance(self) -> float:
        """The bound itself."""
        return float(np.exp(self.log_chance))


@dataclass(frozen=True, slots=True)
class _Stretches:
    """All stretches of one length: places from ``starts`` up to ``ends`` (k,).

    One that lasts too long is empty, so that the others keep their positions.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def bursts(
    data: Interactions, *, alpha: float = ALPHA, doubt: float = DOUBT, longest: float = WEEK
) -> list[Burst]:
    """Return the bursts, the least likely by chance first.

    An account comes with its first like. ``longest`` is in seconds.

    Raises:
        ValueError: when the data has no times.
    """
    if data.times is None:
        raise ValueError("without times nobody can tell who came close together")
    named: list[Burst] = []
    while found := _search(data, alpha, doubt, longest):
        aside: set[int] = set()
        for one in found:
            if aside.isdisjoint(one.accounts.tolist()):
                aside.update(one.accounts.tolist())
                named.append(one)
        # Without them their other likes are no bursts any more, and an honest account that was
        # caught in one of those goes free.
        data = data.only(~np.isin(data.rows, list(aside)))
    return sorted(named, key=lambda one: (one.log_chance, one.item, one.began))


def _search(data: Interactions, alpha: float, doubt: float, longest: float) -> list[Burst]:
    """All bursts at once, the least likely by chance first; they may have accounts in common."""
    likes = _Likes(data)
    lengths = list(_lengths(likes, longest))
    looked_at = sum(int((one.ends > one.starts).sum()) for one in lengths)
    tests = len(np.unique(data.columns)) * looked_at
    alarms: dict[int, list[_Alarm]] = {}
    for stretches in lengths:
        for item, at, log_chance in _alarms(likes, stretches, np.log(alpha / max(tests, 1))):
            alarms.setdefault(item, []).append(
                _Alarm(
                    log_chance=float(np.log(tests)) + log_chance,
                    start=int(stretches.starts[at]),
                    end=int(stretches.ends[at]),
                )
            )
    found = [one for item, given in alarms.items() for one in _named(likes, item, given, longest)]
    sure = (one for one in found if one.expected <= doubt * len(one.accounts))
    return sorted(sure, key=lambda one: (one.log_chance, one.item, one.began))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alarm:
    """A stretch from place ``start`` up to ``end`` beyond chance."""

    log_chance: float
    start: int
    end: int


class _Likes:
    """The likes by the place of their account in the order of arrival."""

    def __init__(self, data: Interactions) -> None:
        assert data.times is not None
        self.times = data.times
        first = np.full(len(data.users), np.inf)
        np.minimum.at(first, data.rows, data.times)
        there = int(np.isfinite(first).sum())
        self.accounts = np.argsort(first, kind="stable")[:there]  # rows, in order of arrival
        self.arrivals = first[self.accounts]
        place = np.full(len(data.users), -1)
        place[self.accounts] = np.arange(there)
        self.places, self.items = place[data.rows], data.columns
        self.count = data.popularity.astype(np.int64)
        order = np.lexsort((self.places, self.items))
        self._by_item = self.places[order]
        self._starts = np.concatenate([[0], np.cumsum(self.count)])
        self._by_time = np.argsort(self.times, kind="stable")
        self._in_time = self.times[self._by_time]

    def of_item(self, item: int, start: int, end: int) -> NDArray[np.int64]:
        """Places from ``start`` up to ``end`` whose accounts like the item."""
        mine = self._by_item[self._starts[item] : self._starts[item + 1]]
        return mine[np.searchsorted(mine, start) : np.searchsorted(mine, end)]

    def expected(self, item: int, start: int, end: int, others: int) -> float:
        """How many accounts of a stretch would like the item anyhow, as far as others tell.

        ``others`` is how many like it that lie in no such stretch.
        """
        length, whole = end - start, len(self.accounts)
        at_other_times = others / max(whole - length, 1)
        since, until = self.arrivals[start], self.arrivals[end - 1]
        then = self._by_time[
            np.searchsorted(self._in_time, since) : np.searchsorted(self._in_time, until, "right")
        ]
        old = then[self.places[then] < start]
        active = len(np.unique(self.places[old]))
        fans = int((self.items[old] == item).sum())
        # Clopper and Pearson's lower bound: one old account that likes it excuses nobody.
        least = float(betaincinv(fans, active - fans + 1, 1 - SURE)) if fans else 0.0
        return length * max(float(at_other_times), least)


def _lengths(likes: _Likes, longest: float) -> Iterator[_Stretches]:
    """Stretches of doubling length, each overlapping half of the next, none over ``longest``."""
    whole, length = len(likes.accounts), SHORTEST
    while length <= whole // 2:
        starts = np.arange(0, whole - length // 2, length // 2)
        ends = np.minimum(starts + length, whole)
        short = likes.arrivals[ends - 1] - likes.arrivals[starts] <= longest
        yield _Stretches(starts, np.where(short, ends, starts))
        length *= 2


def _alarms(
    likes: _Likes, stretches: _Stretches, threshold: float
) -> Iterator[tuple[int, int, float]]:
    """Items and stretches (by position) beyond chance, with the logarithm of the bound."""
    half = int(stretches.starts[1] - stretches.starts[0]) if len(stretches.starts) > 1 else 1
    blocks = sparse.csc_array(
        (np.ones(len(likes.items), np.int64), (likes.items, likes.places // half)),
        shape=(len(likes.count), len(stretches.starts) + 1),
    )
    inside = (blocks[:, :-1] + blocks[:, 1:]).tocoo()
    length = (stretches.ends - stretches.starts)[inside.col]
    known = (inside.data >= FEWEST) & (length > 0)
    item, at, m, w = inside.row[known], inside.col[known], inside.data[known], length[known]
    bound = _bound(m, likes.count[item], w, len(likes.accounts))
    for k in np.flatnonzero(bound <= threshold):
        yield int(item[k]), int(at[k]), float(bound[k])


def _bound(m: Counts, n: Counts, w: Counts, whole: int) -> NDArray[np.float64]:
    """Logarithm of the bound on the probability of ``m`` or more."""
    return -np.maximum(w * _entropy(m / w, n / whole), n * _entropy(m / n, w / whole))


def _entropy(found: NDArray[np.float64], given: NDArray[np.float64]) -> NDArray[np.float64]:
    """Relative entropy of two coins, in nats; nothing where less was found than given."""
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = xlogy(found, found / given) + xlogy(1 - found, (1 - found) / (1 - given))
    return np.where(found > given, np.nan_to_num(apart, nan=0.0), 0.0)


def _named(likes: _Likes, item: int, alarms: list[_Alarm], longest: float) -> Iterator[Burst]:
    """The accounts of the least likely stretch; then of those that lie elsewhere."""
    named = np.zeros(0, np.int64)
    found: list[_Alarm] = []
    for alarm in sorted(alarms, key=lambda one: one.log_chance):
        if np.isin(likes.of_item(item, alarm.start, alarm.end), named).any():
            continue  # another view of what was named
        start, end = _edges(likes, item, alarm, longest)
        named = np.union1d(named, likes.of_item(item, start, end))
        found.append(_Alarm(log_chance=alarm.log_chance, start=start, end=end))
    # One campaign is no measure of how popular an item is without the other.
    others = int(likes.count[item]) - len(named)
    for alarm in found:
        yield Burst(
            item=item,
            accounts=likes.accounts[likes.of_item(item, alarm.start, alarm.end)],
            began=float(likes.arrivals[alarm.start]),
            ended=float(likes.arrivals[alarm.end - 1]),
            expected=likes.expected(item, alarm.start, alarm.end, others),
            log_chance=alarm.log_chance,
        )


def _edges(likes: _Likes, item: int, alarm: _Alarm, longest: float) -> tuple[int, int]:
    """Where the burst begins and ends: the least likely stretch near the one that was found.

    That one lies on a grid; this is the maximum of the scan statistic (Kulldorff 1997).
    """
    length = alarm.end - alarm.start
    near = likes.of_item(item, alarm.start - length, alarm.end + length)
    if len(near) > MANY:
        return alarm.start, alarm.end
    first, last = np.triu_indices(len(near), FEWEST - 1)
    width = near[last] - near[first] + 1
    bound = _bound(last - first + 1, likes.count[item], width, len(likes.accounts))
    lasts = likes.arrivals[near[last]] - likes.arrivals[near[first]]
    best = int(np.argmin(np.where(lasts <= longest, bound, 0.0)))
    return int(near[first[best]]), int(near[last[best]]) + 1
