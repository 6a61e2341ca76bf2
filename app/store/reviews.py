"""Made items that wait for a person, and the trail of what people decided about any item."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal, cast

from sqlalchemy import select, update

from app.store.database import Database
from app.store.schema import ItemRow, ReviewRow, RulingRow
from models.errors import BadRequest

Kind = Literal["held", "report", "share"]
"""Why a person looks: policy asks for it, a visitor complained, or wants others to see it."""

Action = Literal["approve", "reject", "fix"]
LONGEST_REASON = 1000
DONE = {"approve": "approved", "reject": "rejected", "fix": "fixed"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One item that waits; ``number`` is that of the case."""

    number: int
    user: str
    item: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What was decided, by whoever holds the token."""

    kind: Kind
    number: int
    item: str
    action: Action
    reason: str
    at: float


class Reviews:
    """What waits, and what was decided."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def hold(self, user: str, item_id: str) -> None:
        """Hide an item until somebody decides."""
        with self._database.write() as session:
            session.add(ReviewRow(user_id=user, item_id=item_id, state="open", at=time.time()))
            session.execute(update(ItemRow).where(ItemRow.id == item_id).values(state="hidden"))

    def open(self) -> list[Held]:
        """Return what waits, the oldest first."""
        query = select(ReviewRow).where(ReviewRow.state == "open").order_by(ReviewRow.id)
        with self._database.read() as session:
            return [
                Held(number=row.id, user=row.user_id, item=row.item_id, at=row.at)
                for row in session.scalars(query)
            ]

    def close(self, number: int, action: Action) -> None:
        """Note that it was decided; raises BadRequest where nothing with this number waits."""
        with self._database.write() as session:
            changed = session.execute(
                update(ReviewRow)
                .where(ReviewRow.id == number, ReviewRow.state == "open")
                .values(state=DONE[action])
                .returning(ReviewRow.id)
            ).all()
            if not changed:
                raise BadRequest(f"Number {number} does not wait any more; reload the queue.")

    def rule(self, kind: Kind, number: int, item_id: str, action: Action, reason: str) -> None:
        """Write a decision into the trail."""
        row = RulingRow(
            kind=kind,
            number=number,
            item_id=item_id,
            action=action,
            reason=reason[:LONGEST_REASON],
            at=time.time(),
        )
        with self._database.write() as session:
            session.add(row)

    def rulings(self, most: int = 100) -> list[Ruling]:
        """Return what was decided, the newest first."""
        query = select(RulingRow).order_by(RulingRow.id.desc()).limit(most)
        with self._database.read() as session:
            return [
                Ruling(
                    kind=cast(Kind, row.kind),
                    number=row.number,
                    item=row.item_id,
                    action=cast(Action, row.action),
                    reason=row.reason,
                    at=row.at,
                )
                for row in session.scalars(query)
            ]
