"""What visitors did about items."""

from __future__ import annotations

import math
import time
from collections.abc import Collection, Iterator, Sequence
from typing import get_args

from sqlalchemy import ColumnElement, exists, select

from agents.retrieve.catalogue import no_such_item
from app.store.by_ids import CHUNK
from app.store.database import Database
from app.store.events import log
from app.store.items import visible
from app.store.schema import InteractionRow, ItemRow, TasteRow
from app.store.taste import ALL
from models.domain import Feedback, FeedbackKind
from models.errors import BadRequest

KINDS: tuple[FeedbackKind, ...] = get_args(FeedbackKind)
LONGEST_COMMENT = 4000


class Feedbacks:
    """Likes, dislikes, skips, seconds watched, ratings and comments."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, feedback: Feedback) -> None:
        """Keep one and log it; ``at`` of 0 means now.

        Raises :class:`NoSuchItem` when the item is not (or no longer) theirs to see, and
        :class:`BadRequest` when the value does not fit the kind.
        """
        _check(feedback)
        at = feedback.at or time.time()
        with self._database.write() as session:
            there = select(ItemRow.id).where(ItemRow.id == feedback.item, visible(feedback.user))
            if session.scalar(there) is None:
                raise no_such_item(feedback.item)
            row = InteractionRow(
                user_id=feedback.user,
                item_id=feedback.item,
                kind=feedback.kind,
                value=feedback.value,
                text=feedback.text,
                at=at,
            )
            session.add(row)
            told = {"item": feedback.item, "kind": feedback.kind, "value": feedback.value}
            log(session, feedback.user, "feedback", told | {"text": feedback.text})

    def of(
        self, user: str, kinds: Collection[FeedbackKind] = KINDS, last: int = 1000
    ) -> list[Feedback]:
        """Return the visitor's ``last`` so many, oldest first."""
        query = (
            select(InteractionRow)
            .where(InteractionRow.user_id == user, InteractionRow.kind.in_(kinds))
            .order_by(InteractionRow.id.desc())
            .limit(last)
        )
        with self._database.read() as session:
            return [_feedback(row) for row in session.scalars(query)][::-1]

    def everybody(self) -> Iterator[Feedback]:
        """Yield all of all visitors that was not taken back, on items everybody may see."""
        query = (
            select(InteractionRow)
            .join(ItemRow, ItemRow.id == InteractionRow.item_id)
            .where(visible(None), ~withdrawn())
            .order_by(InteractionRow.id)
        )
        with self._database.read() as session:
            yield from map(_feedback, session.scalars(query.execution_options(yield_per=CHUNK)))

    def liked(self, user: str, item_ids: Sequence[str]) -> dict[str, bool]:
        """Return item → whether the visitor's last word on it was like rather than dislike."""
        found: dict[str, bool] = {}
        ids = list(dict.fromkeys(item_ids))
        with self._database.read() as session:
            for start in range(0, len(ids), CHUNK):
                query = (
                    select(InteractionRow.item_id, InteractionRow.kind)
                    .where(
                        InteractionRow.user_id == user,
                        InteractionRow.item_id.in_(ids[start : start + CHUNK]),
                        InteractionRow.kind.in_(("like", "dislike")),
                        ~withdrawn(),
                    )
                    .order_by(InteractionRow.id)
                )
                found |= {item_id: kind == "like" for item_id, kind in session.execute(query)}
        return found


def withdrawn() -> ColumnElement[bool]:
    """Whether the visitor took an interaction back: they removed its line of the taste since."""
    return exists().where(
        TasteRow.user_id == InteractionRow.user_id,
        TasteRow.kind == "forgot",
        TasteRow.text.in_((InteractionRow.item_id, ALL)),
        TasteRow.at >= InteractionRow.at,
    )


def _check(feedback: Feedback) -> None:
    value = feedback.value
    if feedback.kind not in KINDS:
        raise BadRequest(f"Feedback is one of {', '.join(KINDS)}; got {str(feedback.kind)[:40]!r}.")
    if value is not None and not math.isfinite(value):
        raise BadRequest(f"Feedback carries a finite number; got {value!r}.")
    if feedback.kind == "watch" and (value is None or value < 0):
        raise BadRequest(f"Watching takes seconds of at least 0; got {value!r}.")
    if feedback.kind == "rate" and (value is None or not 1 <= value <= 5):
        raise BadRequest(f"A rating is a number from 1 to 5; got {value!r}.")
    if len(feedback.text) > LONGEST_COMMENT:
        raise BadRequest(
            f"A comment has at most {LONGEST_COMMENT} characters; got {len(feedback.text)}."
        )


def _feedback(row: InteractionRow) -> Feedback:
    return Feedback(
        user=row.user_id,
        item=row.item_id,
        kind=row.kind,  # type: ignore[arg-type]
        value=row.value,
        text=row.text,
        at=row.at,
    )
