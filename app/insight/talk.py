"""What was said about items in the chat and in comments: who found which one good or bad."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from agents.read.opinion import Opinion, opinion, opinions
from agents.read.references import referred
from app.insight.queries import Window
from app.store.by_ids import CHUNK
from app.store.schema import ArtifactRow, ConversationRow, InteractionRow, ItemRow, TurnRow
from models.domain import Item


class Told(NamedTuple):
    """What one visitor last said of one item. ``title`` is empty unless everybody may see it."""

    origin: str
    tool: str | None
    user: str
    item: str
    title: str
    good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """What was said, and how many opinions spoke of no item that can be told."""

    told: tuple[Told, ...]
    unplaced: int


class _Heard(NamedTuple):
    user: str
    at: float
    shown: Sequence[str]
    said: Opinion


class _Known(NamedTuple):
    item: Item
    tool: str | None
    public: bool


def talk(session: Session, window: Window) -> Talk:
    """Read every message that followed cards, and every comment; a visitor's last word counts."""
    heard = list(_heard(session, window))
    comments = list(_comments(session, window))
    known = _known(session, {item for one in heard for item in one.shown})
    last: dict[tuple[str, str], tuple[float, bool]] = {}
    unplaced = 0
    for one in heard:
        screen = [known[item].item for item in one.shown if item in known]
        about = referred(one.said.clause, screen, None)
        if about is None:
            unplaced += 1
        else:
            comments.append((one.user, about.id, one.at, one.said.verdict == "good"))
    for user, item, at, good in sorted(comments, key=lambda comment: comment[2]):
        last[user, item] = (at, good)
    known |= _known(session, {item for _, item in last} - set(known))
    told = tuple(
        Told(
            origin=known[item].item.origin,
            tool=known[item].tool,
            user=user,
            item=item,
            title=known[item].item.title if known[item].public else "",
            good=good,
        )
        for (user, item), (_, good) in last.items()
        if item in known
    )
    return Talk(told=told, unplaced=unplaced)


def _heard(session: Session, window: Window) -> Iterator[_Heard]:
    """Yield the opinions in visitors' messages with what stood on the screen before them."""
    query = (
        select(
            TurnRow.conversation_id,
            ConversationRow.user_id,
            TurnRow.role,
            TurnRow.at,
            TurnRow.text,
            TurnRow.shown,
        )  # fmt: skip
        .join(ConversationRow, ConversationRow.id == TurnRow.conversation_id)
        .where(
            window.holds(TurnRow.at),
            or_(TurnRow.role == "visitor", func.json_array_length(TurnRow.shown) > 0),
        )
        .order_by(TurnRow.conversation_id, TurnRow.id)
    )
    conversation: int | None = None
    screen: list[str] = []
    for number, user, role, at, text, shown in session.execute(query):
        if number != conversation:
            conversation, screen = number, []
        if role == "visitor" and screen:
            yield from (_Heard(user, at, screen, said) for said in opinions(text))
        screen = shown or screen


def _comments(session: Session, window: Window) -> Iterator[tuple[str, str, float, bool]]:
    query = select(
        InteractionRow.user_id, InteractionRow.item_id, InteractionRow.at, InteractionRow.text
    ).where(InteractionRow.kind == "comment", window.holds(InteractionRow.at))
    for user, item, at, text in session.execute(query):
        verdict = opinion(text)
        if verdict is not None:
            yield user, item, at, verdict == "good"


def _known(session: Session, ids: Iterable[str]) -> dict[str, _Known]:
    """The items' own words, which "the dog clip" is compared with, and how they were made."""
    wanted, found = sorted(ids), {}
    for start in range(0, len(wanted), CHUNK):
        query = (
            select(ItemRow, ArtifactRow.recipe["tool"].as_string())
            .outerjoin(ArtifactRow, ArtifactRow.item_id == ItemRow.id)
            .where(ItemRow.id.in_(wanted[start : start + CHUNK]))
        )
        for row, tool in session.execute(query):
            item = Item(
                id=row.id,
                title=row.title,
                media=Path(row.media),
                duration=row.duration,
                origin=row.origin,
                description=row.description,
                tags=tuple(row.tags),
            )
            public = row.owner is None and row.state == "active"
            found[row.id] = _Known(item, tool, public)
    return found
