"""What people think of items, best first: the head of that list, in memory, always up to date.

Counting everybody's likes of a million items takes seconds; a feed asks for the best hundred. So
the head is counted once and then follows what was pressed, taken back and erased since: only items
that were touched are counted anew. What lies beyond the head is left to the whole table.
"""

from __future__ import annotations

import threading
from bisect import insort
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple, get_args

from sqlalchemy import ColumnElement, Function, String, bindparam, case, distinct, func, select
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import Scored
from app.store.by_ids import VIEWER, ByIds, seen
from app.store.database import Database
from app.store.feedback import withdrawn
from app.store.items import visible
from app.store.schema import ErasureRow, InteractionRow, ItemRow, SetAsideRow, TasteRow
from app.store.taste import ALL
from models.domain import Origins

HEAD = 2048
SPOKEN = ("like", "dislike")


class Rank(NamedTuple):
    """An item among others: ascending is best first, in a tie the newer, then by id."""

    less: float
    older: float
    item_id: str


class _Version(NamedTuple):
    """The newest row of each table that the counts depend on."""

    interactions: int
    edits: int
    erasures: int
    aside: int  # sum of keys: who is set aside comes, goes and is trusted


def score() -> Any:
    """People, not presses: likes less dislikes, one visitor once, however often they press."""
    return func.coalesce(_people("like") - _people("dislike"), 0)


def _people(kind: str) -> Function[int]:
    return func.count(distinct(case((InteractionRow.kind == kind, InteractionRow.user_id))))


def of_others(viewer: Any) -> ColumnElement[bool]:
    """What counts of an item's interactions for this viewer: no one's that is set aside."""
    aside = select(SetAsideRow.user_id).where(SetAsideRow.state == "aside")
    honest = InteractionRow.user_id.not_in(aside)
    others = (InteractionRow.item_id == ItemRow.id) & ~withdrawn() & honest
    return others if viewer is None else others & (InteractionRow.user_id != viewer)


class Standing:
    """The best-liked items. Any thread may ask."""

    def __init__(self, database: Database, head: int = HEAD) -> None:
        self._database, self._most = database, head
        self._lock = threading.Lock()
        self._version: _Version | None = None
        self._head: list[Rank] = []
        self._floor: Rank | None = None  # the best that is not in the head; None: all are

    def best(self, k: int, viewer: str | None, origins: Origins) -> list[Scored] | None:
        """Return the ``k`` best visible items, or ``None`` where the head does not tell.

        See :meth:`agents.retrieve.catalogue.Catalogue.popular` for what best means.
        """
        with self._database.read() as session:
            with self._lock:
                self._refresh(session)
                head, floor = tuple(self._head), self._floor
            own = set() if viewer is None else _touched(session, InteractionRow.user_id == viewer)
            mine = [one for one in _ranks(session, own, viewer) if one.less < 0]
            ranked = [one for one in head if one.item_id not in own]
            ranked = sorted(ranked + [one for one in mine if floor is None or one < floor])
            found: list[Scored] = []
            for start in range(0, len(ranked), 2 * k):
                part = ranked[start : start + 2 * k]
                ids = [one.item_id for one in part]
                there = {row.id for row in _SEEN[origins].rows(session, ids, viewer=viewer or "")}
                found += [Scored(one.item_id, -one.less) for one in part if one.item_id in there]
                if len(found) >= k:
                    return found[:k]
            if floor is not None:
                return None
            known = own.union(one.item_id for one in ranked)
            found += _unsaid(session, k - len(found), known, viewer, origins)
            return found if len(found) >= k else None

    # --- below, the lock is held ---------------------------------------------------------------

    def _refresh(self, session: Session) -> None:
        tables = (InteractionRow, TasteRow, ErasureRow)
        newest = [select(func.max(table.id)).scalar_subquery() for table in tables]
        aside = select(func.sum(SetAsideRow.id)).where(SetAsideRow.state == "aside")
        newest.append(aside.scalar_subquery())
        version = _Version(*(int(key or 0) for key in session.execute(select(*newest)).one()))
        before = self._version
        if version == before:
            return
        if before is None or version[2:] != before[2:]:
            self._count(session)
        else:
            self._follow(session, before)
        self._version = version

    def _count(self, session: Session) -> None:
        query = _COUNT.join(InteractionRow, of_others(None)).having(score() > 0)
        query = query.where(InteractionRow.kind.in_(SPOKEN))
        query = query.order_by(score().desc(), ItemRow.created_at.desc(), ItemRow.id)
        found = [_rank(*row) for row in session.execute(query.limit(self._most + 1))]
        self._head, self._floor = found[: self._most], next(iter(found[self._most :]), None)

    def _follow(self, session: Session, before: _Version) -> None:
        forgot = (TasteRow.id > before.edits) & (TasteRow.kind == "forgot")
        edits = session.execute(select(TasteRow.user_id, TasteRow.text).where(forgot)).all()
        changed = _touched(session, InteractionRow.id > before.interactions)
        changed |= {text for _, text in edits}
        for user in {user for user, text in edits if text == ALL}:
            changed |= _touched(session, InteractionRow.user_id == user)
        self._head = [one for one in self._head if one.item_id not in changed]
        for one in _ranks(session, changed, None):
            if one.less < 0 and (self._floor is None or one < self._floor):
                insort(self._head, one)
        if len(self._head) > 2 * self._most:
            self._floor = self._head[self._most]
            del self._head[self._most :]
        elif self._floor is not None and len(self._head) < self._most // 2:
            self._count(session)


def _touched(session: Session, which: ColumnElement[bool]) -> set[str]:
    query = select(InteractionRow.item_id).where(which, InteractionRow.kind.in_(SPOKEN))
    return set(session.scalars(query.distinct()))


_COUNT = select(ItemRow.id, score(), ItemRow.created_at).group_by(ItemRow.id, ItemRow.created_at)
_COUNTED = ByIds(_COUNT.join(InteractionRow, of_others(None)), ItemRow.id)
_COUNTED_BY_OTHERS = ByIds(
    _COUNT.join(InteractionRow, of_others(bindparam(VIEWER, type_=String()))), ItemRow.id
)
_SEEN = {
    origins: ByIds(select(ItemRow.id).where(seen(origins)), ItemRow.id)
    for origins in get_args(Origins)
}


def _ranks(session: Session, ids: Iterable[str], viewer: str | None) -> list[Rank]:
    wanted = list(ids)
    if viewer is None:
        rows = _COUNTED.rows(session, wanted)
    else:
        rows = _COUNTED_BY_OTHERS.rows(session, wanted, viewer=viewer)
    return [_rank(item_id, likes, at) for item_id, likes, at in map(tuple, rows)]


def _rank(item_id: str, likes: float, created_at: float) -> Rank:
    return Rank(-float(likes), -created_at, item_id)


def _unsaid(
    session: Session, count: int, known: Collection[str], viewer: str | None, origins: Origins
) -> list[Scored]:
    """Return up to ``count`` items that likes and dislikes leave at nothing, the newest first."""
    newest = select(ItemRow.id).where(visible(viewer, origins))
    newest = newest.order_by(ItemRow.created_at.desc(), ItemRow.id)
    ids = list(session.scalars(newest.limit(2 * count + len(known))))
    scored = {one.item_id for one in _ranks(session, ids, viewer) if one.less}
    return [Scored(item_id, 0.0) for item_id in ids if item_id not in scored][:count]
