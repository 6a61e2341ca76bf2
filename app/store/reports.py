"""Visitors' complaints about items, for a person to look at."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update

from agents.retrieve.catalogue import no_such_item
from app.store.database import Database
from app.store.events import log
from app.store.items import visible
from app.store.schema import ItemRow, ReportRow

ReportState = Literal["open", "upheld", "dismissed"]
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One complaint."""

    id: int
    user: str
    item: str
    reason: str
    state: ReportState
    at: float


class Reports:
    """The complaints."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, user: str, item_id: str, reason: str) -> None:
        """Keep a complaint; raises :class:`NoSuchItem` when the item is not theirs to see."""
        with self._database.write() as session:
            there = select(ItemRow.id).where(ItemRow.id == item_id, visible(user))
            if session.scalar(there) is None:
                raise no_such_item(item_id)
            reason = reason[:LONGEST_REASON]
            row = ReportRow(user_id=user, item_id=item_id, reason=reason, state="open")
            row.at = time.time()
            session.add(row)
            log(session, user, "report", {"item": item_id, "reason": reason})

    def open(self) -> list[Report]:
        """Return the complaints nobody has decided on, oldest first."""
        query = select(ReportRow).where(ReportRow.state == "open").order_by(ReportRow.id)
        with self._database.read() as session:
            return [_report(row) for row in session.scalars(query)]

    def close(self, report: int, state: Literal["upheld", "dismissed"]) -> None:
        """Note what a person decided."""
        with self._database.write() as session:
            session.execute(update(ReportRow).where(ReportRow.id == report).values(state=state))


def _report(row: ReportRow) -> Report:
    return Report(
        id=row.id,
        user=row.user_id,
        item=row.item_id,
        reason=row.reason,
        state=row.state,  # type: ignore[arg-type]
        at=row.at,
    )
