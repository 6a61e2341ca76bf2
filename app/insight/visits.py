"""When visitors were here: each day, and whether they came back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import CTE, ColumnElement, Integer, case, cast, func, literal, select, union_all
from sqlalchemy.orm import Session

from app.insight.queries import DAY, Window, summed
from app.store.schema import ConversationRow, InteractionRow, TurnRow


@dataclass(frozen=True, slots=True)
class Day:
    """What happened on one day; ``day`` counts from 1970-01-01 (UTC)."""

    day: int
    visitors: int
    messages: int
    plays: int


class Visitor(NamedTuple):
    """When a visitor first did anything, and whether they came back after so many days."""

    user: str
    first: float
    day1: bool
    day7: bool


def days(session: Session, window: Window) -> list[Day]:
    """Count visitors, messages and plays of each day on which there were any, oldest first."""
    acts = _everything()
    day = _day(session, acts.c.at).label("day")
    query = (
        select(
            day,
            func.count(acts.c.user.distinct()),
            summed(acts.c.kind == "message"),
            summed(acts.c.kind == "play"),
        )
        .where(window.holds(acts.c.at))
        .group_by("day")
        .order_by("day")
    )
    return [Day(*row) for row in session.execute(query)]


def active(session: Session, window: Window) -> int:
    """Count the visitors who did anything in the window."""
    acts = _everything()
    query = select(func.count(acts.c.user.distinct())).where(window.holds(acts.c.at))
    return session.scalar(query) or 0


def visitors(session: Session, window: Window) -> list[Visitor]:
    """Return those whose first act lies in the window, and whether they came back.

    Day n lasts 24 hours and begins n times 24 hours after that act.
    """
    acts = _everything()
    first = select(acts.c.user, func.min(acts.c.at).label("at")).group_by(acts.c.user).cte("first")

    def back(n: int) -> ColumnElement[int]:
        begin = first.c.at + n * DAY
        inside = (acts.c.at >= begin) & (acts.c.at < begin + DAY)
        return func.max(case((inside, 1), else_=0))

    query = (
        select(first.c.user, first.c.at, back(1), back(7))
        .join(acts, acts.c.user == first.c.user)
        .where(window.holds(first.c.at), acts.c.at <= window.until)
        .group_by(first.c.user, first.c.at)
    )
    return [Visitor(user, at, bool(d1), bool(d7)) for user, at, d1, d7 in session.execute(query)]


def _everything() -> CTE:
    """(user, at, kind) of all that visitors did: message, play, or the kind of feedback."""
    played = (InteractionRow.kind == "watch") & (InteractionRow.text == "play")
    said = (
        select(
            ConversationRow.user_id.label("user"),
            TurnRow.at.label("at"),
            literal("message").label("kind"),
        )
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(TurnRow.role == "visitor")
    )
    did = select(
        InteractionRow.user_id,
        InteractionRow.at,
        case((played, "play"), else_=InteractionRow.kind),
    )
    return union_all(said, did).cte("everything")


def _day(session: Session, at: ColumnElement[float]) -> ColumnElement[int]:
    # SQLite cuts decimals off where others round.
    cut = at / DAY if session.get_bind().dialect.name == "sqlite" else func.floor(at / DAY)
    return cast(cut, Integer)
