"""What the database counts: one function a question, aggregates out, never rows of one press.

An *impression* is a visitor and an item that stood on a card in the chat, once however often it
stood there. The feed does not log what it shows, so what was only seen there is no impression.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Select,
    case,
    func,
    select,
    true,
)
from sqlalchemy.orm import Session

from app.store.feedback import withdrawn
from app.store.schema import ArtifactRow, ConversationRow, InteractionRow, ItemRow, TurnRow

DAY = 86_400.0
BINS = 10
"""Columns of the histogram of the share watched: a tenth of the clip each."""

REFUSALS = ("skip", "dislike", "less")


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when is looked, in seconds since 1970; ``since`` of 0 is from the beginning."""

    since: float
    until: float

    def holds(self, at: Any) -> ColumnElement[bool]:
        """The condition that a column of times lies within."""
        within: ColumnElement[bool] = (at >= self.since) & (at <= self.until)
        return within


class Seen(NamedTuple):
    """Impressions of one visitor among the items of one origin and tool, and what came of them."""

    origin: str
    tool: str | None
    user: str
    shown: int
    clicked: int
    liked: int
    refused: int


class Watched(NamedTuple):
    """How long one visitor watched items of one origin and tool: means over the items.

    ``share`` is of the clip's duration, at most 1; ``bins`` counts items by it.
    """

    origin: str
    tool: str | None
    user: str
    items: int
    seconds: float
    share: float | None
    bins: tuple[int, ...]


class Rated(NamedTuple):
    """The mean of one visitor's last ratings of items of one origin and tool."""

    origin: str
    tool: str | None
    user: str
    items: int
    stars: float


class Met(NamedTuple):
    """When a visitor was first shown anything of an origin and tool."""

    origin: str
    tool: str | None
    user: str
    first: float


def seen(session: Session, window: Window) -> list[Seen]:
    """Count impressions and what followed them, for each origin, tool and visitor.

    Clicked is played, liked or edited by the same visitor after it was first shown.
    """
    shown, acts, edits = _shown(session, window), _acts(window), _edits(session, window)
    after = shown.c.first
    liked = func.coalesce(acts.c.liked >= after, False)
    clicked = (
        liked
        | func.coalesce(acts.c.played >= after, False)
        | func.coalesce(edits.c.at >= after, False)
    )
    query = _grouped(
        shown,
        func.count(),
        summed(clicked),
        summed(liked),
        summed(func.coalesce(acts.c.refused >= after, False)),
    )
    query = query.outerjoin(
        acts, (acts.c.user == shown.c.user) & (acts.c.item == shown.c.item)
    ).outerjoin(edits, (edits.c.user == shown.c.user) & (edits.c.item == shown.c.item))
    return [Seen(*row) for row in session.execute(query)]


def watched(session: Session, window: Window) -> list[Watched]:
    """Sum what was watched. A play whose end never arrived tells no length and is left out."""
    total = func.sum(InteractionRow.value)
    pairs = (
        select(
            InteractionRow.user_id.label("user"),
            InteractionRow.item_id.label("item"),
            total.label("seconds"),
        )
        .where(InteractionRow.kind == "watch", window.holds(InteractionRow.at))
        .group_by(InteractionRow.user_id, InteractionRow.item_id)
        .having(total > 0)
        .cte("pairs")
    )
    share = case(
        (ItemRow.duration <= 0, None),
        (pairs.c.seconds >= ItemRow.duration, 1.0),
        else_=pairs.c.seconds / ItemRow.duration,
    )
    edges: list[ColumnElement[bool]] = [
        (share >= n / BINS) & (share < (n + 1) / BINS) for n in range(BINS - 1)
    ]
    edges.append(share >= (BINS - 1) / BINS)
    query = _grouped(
        pairs, func.count(), func.avg(pairs.c.seconds), func.avg(share), *map(summed, edges)
    )
    return [
        Watched(origin, tool, user, items, seconds, part, tuple(bins))
        for origin, tool, user, items, seconds, part, *bins in map(tuple, session.execute(query))
    ]


def rated(session: Session, window: Window) -> list[Rated]:
    """Average each visitor's last rating of each item."""
    last = (
        select(func.max(InteractionRow.id).label("id"))
        .where(InteractionRow.kind == "rate", window.holds(InteractionRow.at))
        .group_by(InteractionRow.user_id, InteractionRow.item_id)
        .subquery()
    )
    pairs = (
        select(
            InteractionRow.user_id.label("user"),
            InteractionRow.item_id.label("item"),
            InteractionRow.value.label("stars"),
        )
        .join(last, last.c.id == InteractionRow.id)
        .cte("pairs")
    )
    query = _grouped(pairs, func.count(), func.avg(pairs.c.stars))
    return [Rated(*row) for row in session.execute(query)]


def met(session: Session, window: Window) -> list[Met]:
    """Return when each visitor was first shown something of each origin and tool."""
    shown = _shown(session, window)
    return [Met(*row) for row in session.execute(_grouped(shown, func.min(shown.c.first)))]


def _shown(session: Session, window: Window) -> CTE:
    """(user, item, first): when an item was first on a card for a visitor."""
    card = _elements(session, TurnRow.shown, "card")
    return (
        select(
            ConversationRow.user_id.label("user"),
            card.c.value.label("item"),
            func.min(TurnRow.at).label("first"),
        )
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .join(card, true())
        .where(window.holds(TurnRow.at))
        .group_by(ConversationRow.user_id, card.c.value)
        .cte("shown")
    )


def _acts(window: Window) -> CTE:
    """(user, item, played, liked, refused): when each was last done, null if never."""

    def last(condition: ColumnElement[bool]) -> ColumnElement[float]:
        return func.max(case((condition, InteractionRow.at)))

    kind = InteractionRow.kind
    return (
        select(
            InteractionRow.user_id.label("user"),
            InteractionRow.item_id.label("item"),
            last(kind == "watch").label("played"),
            last((kind == "like") & ~withdrawn()).label("liked"),
            last(kind.in_(REFUSALS)).label("refused"),
        )
        .where(window.holds(InteractionRow.at))
        .group_by(InteractionRow.user_id, InteractionRow.item_id)
        .cte("acts")
    )


def _edits(session: Session, window: Window) -> CTE:
    """(user, item, at): when a visitor last had something made of an item."""
    parent = _elements(session, ItemRow.parents, "parent")
    return (
        select(
            ItemRow.owner.label("user"),
            parent.c.value.label("item"),
            func.max(ItemRow.created_at).label("at"),
        )
        .join(parent, true())
        .where(ItemRow.origin != "uploaded", window.holds(ItemRow.created_at))
        .group_by(ItemRow.owner, parent.c.value)
        .cte("edits")
    )


def _grouped(pairs: CTE, *columns: Any) -> Select[Any]:
    """Select origin, tool, visitor and these columns over pairs of a visitor and an item."""
    tool = ArtifactRow.recipe["tool"].as_string().label("tool")
    return (
        select(ItemRow.origin, tool, pairs.c.user, *columns)
        .select_from(pairs)
        .join(ItemRow, ItemRow.id == pairs.c.item)
        .outerjoin(ArtifactRow, ArtifactRow.item_id == ItemRow.id)
        .group_by(ItemRow.origin, "tool", pairs.c.user)
    )


def summed(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows meet a condition."""
    return func.sum(case((condition, 1), else_=0))


def _elements(session: Session, column: Any, name: str) -> FromClause:
    """The texts in a column's JSON lists, as rows (value)."""
    if session.get_bind().dialect.name == "sqlite":
        return func.json_each(column).table_valued("value", name=name)
    return func.json_array_elements_text(column).table_valued("value", name=name).render_derived()
