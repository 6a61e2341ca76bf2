"""Everything that is measured, put together: for all items, for each origin, for each tool."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any, Literal, TypeVar

from app.insight import queries, visits
from app.insight.measures import Mean, Rate, mean, rate
from app.insight.people import people
from app.insight.queries import BINS, DAY, Met, Rated, Seen, Watched, Window
from app.insight.talk import Talk, Told, talk
from app.insight.unmet import ENOUGH, Unmet, unmet
from app.insight.visits import Day, Visitor
from app.store.database import Database
from models.fidelity.balance import Share

ORIGINS = ("uploaded", "edited", "created")
MOST = 8
"""Items most spoken of that are named."""

Row = TypeVar("Row", Seen, Watched, Rated, Met, Told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was measured of some items. ``shares`` counts views by the share watched, in tenths.

    ``back1`` and ``back7`` are of visitors whose first day showed them such an item.
    """

    click: Rate
    like: Rate
    refuse: Rate
    seconds: Mean
    share: Mean
    shares: tuple[int, ...]
    stars: Mean
    praise: Rate
    back1: Rate
    back7: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenOf:
    """An item that everybody may see, and how many visitors praised and blamed it."""

    title: str
    good: int
    bad: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What the page shows. Times are in seconds since 1970; ``drawn`` are the clips with a person
    whose looks the prompt left open, ``people`` how these were shared out.
    """

    since: float
    until: float
    visitors: int
    new: int
    days: tuple[Day, ...]
    everything: Group
    origins: dict[str, Group]
    tools: dict[str, Group]
    unmet: Unmet
    spoken_of: tuple[SpokenOf, ...]
    unplaced: int
    drawn: int
    people: tuple[Share, ...]


def measure(
    database: Database, days: int | None, *, everyone: bool = False, now: float | None = None
) -> Report:
    """Measure the last ``days``, or all that is kept.

    With ``everyone`` also wishes and opinions that only one visitor voiced are shown.
    """
    now = time.time() if now is None else now
    window = Window(now - days * DAY if days else 0.0, now)
    with database.read() as session:
        seen = queries.seen(session, window)
        watched = queries.watched(session, window)
        rated = queries.rated(session, window)
        per_day = visits.days(session, window)
        visitors = visits.visitors(session, window)
        met = queries.met(session, window)
        said = talk(session, window)
        wishes = unmet(session, window, everything=everyone)
        active = visits.active(session, window)
        drawn, looks = people(session, window)

    def group(what: Literal["origin", "tool"], name: str) -> Group:
        def keep(rows: Iterable[Row]) -> list[Row]:
            return [row for row in rows if getattr(row, what) == name]

        return _group(
            keep(seen), keep(watched), keep(rated), keep(said.told), _new(visitors, keep(met)), now
        )

    tools = {row.tool for row in seen} | {row.tool for row in watched}
    return Report(
        since=window.since,
        until=now,
        visitors=active,
        new=len(visitors),
        days=tuple(per_day),
        everything=_group(seen, watched, rated, said.told, visitors, now),
        origins={name: group("origin", name) for name in ORIGINS},
        tools={name: group("tool", name) for name in sorted(filter(None, tools))},
        unmet=wishes,
        spoken_of=_spoken_of(said, 1 if everyone else ENOUGH),
        unplaced=said.unplaced,
        drawn=drawn,
        people=tuple(looks),
    )


def _group(
    seen: Sequence[Seen],
    watched: Sequence[Watched],
    rated: Sequence[Rated],
    told: Sequence[Told],
    visitors: Sequence[Visitor],
    now: float,
) -> Group:
    shown = _per_visitor(seen, lambda row: (row.shown, row.clicked, row.liked, row.refused))
    of = [counts[0] for counts in shown]
    shares = [row for row in watched if row.share is not None]
    spoken = _per_visitor(told, lambda row: (1, int(row.good)))
    return Group(
        click=rate([counts[1] for counts in shown], of),
        like=rate([counts[2] for counts in shown], of),
        refuse=rate([counts[3] for counts in shown], of),
        seconds=_mean(watched, lambda row: row.seconds, 0.0, float("inf")),
        share=_mean(shares, lambda row: row.share, 0.0, 1.0),
        shares=tuple(sum(row.bins[n] for row in watched) for n in range(BINS)),
        stars=_mean(rated, lambda row: row.stars, 1.0, 5.0),
        praise=rate([counts[1] for counts in spoken], [counts[0] for counts in spoken]),
        back1=_back(visitors, 1, now),
        back7=_back(visitors, 7, now),
    )


def _back(visitors: Sequence[Visitor], day: int, now: float) -> Rate:
    """Only those count whose day is over: of others it is not known yet."""
    grown = [one for one in visitors if one.first + (day + 1) * DAY <= now]
    hits = [int(one.day1 if day == 1 else one.day7) for one in grown]
    return rate(hits, [1] * len(grown))


def _new(visitors: Sequence[Visitor], met: Sequence[Met]) -> list[Visitor]:
    first: dict[str, float] = {}
    for row in met:
        first[row.user] = min(row.first, first.get(row.user, row.first))
    return [one for one in visitors if first.get(one.user, float("inf")) < one.first + DAY]


def _per_visitor(
    rows: Iterable[Row], counts: Callable[[Row], tuple[int, ...]]
) -> list[tuple[int, ...]]:
    """Add up each visitor's counts: one may come once for each origin and tool."""
    found: dict[str, tuple[int, ...]] = {}
    for row in rows:
        mine = counts(row)
        found[row.user] = tuple(map(add, found.get(row.user, (0,) * len(mine)), mine))
    return list(found.values())


def _mean(rows: Sequence[Any], value: Callable[[Any], float], low: float, high: float) -> Mean:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0])
    for row in rows:
        sums[row.user][0] += value(row) * row.items
        sums[row.user][1] += row.items
    each = [total / count for total, count in sums.values()]
    return mean(each, sum(row.items for row in rows), at_least=low, at_most=high)


def _spoken_of(said: Talk, enough: int) -> tuple[SpokenOf, ...]:
    good, bad, titles = Counter[str](), Counter[str](), {}
    for one in said.told:
        if one.title:
            titles[one.item] = one.title
            (good if one.good else bad)[one.item] += 1
    most = sorted(titles, key=lambda item: (-(good[item] + bad[item]), titles[item], item))
    return tuple(
        SpokenOf(title=titles[item], good=good[item], bad=bad[item])
        for item in most[:MOST]
        if good[item] + bad[item] >= enough
    )
