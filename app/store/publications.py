"""Items that were made for one visitor and that they offer to all, after a person looked at them.

Three things must come together: it was made here, its visitor likes it, and they said yes. A
person then decides (``python -m app.review``). Until then nobody else sees it, and its visitor may
take the offer back at any time, after the decision too.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from agents.retrieve.catalogue import no_such_item
from app.store.database import Database
from app.store.events import log
from app.store.feedback import Feedbacks
from app.store.items import Items
from app.store.schema import ItemRow, PublicationRow
from models.domain import Item, OfferState
from models.errors import BadRequest

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One offer. ``reason`` is what the person who decided wrote."""

    id: int
    user: str
    item: str
    state: OfferState
    reason: str
    at: float


class Publications:
    """The offers."""

    def __init__(self, database: Database, items: Items, feedback: Feedbacks) -> None:
        self._database, self._items, self._feedback = database, items, feedback

    def offer(self, user: str, item_id: str) -> OfferState:
        """Offer an item; return how it stands. One that waits or was decided on stays as it is.

        Raises:
            NoSuchItem: when it is not theirs to see.
            BadRequest: when it was not made for them, or they do not like it.
        """
        before = self.of_item(user, item_id)
        if before is not None and before.state != "withdrawn":
            return before.state
        item = self._items.get([item_id], user).get(item_id)
        if item is None:
            raise no_such_item(item_id)
        if item.owner != user or item.origin == "uploaded":
            raise BadRequest("Only what was made for you here can be offered to others.")
        if not self._feedback.liked(user, [item_id]).get(item_id):
            raise BadRequest("Like it first; only what its maker likes is offered to others.")
        with self._database.write() as session:
            session.execute(delete(PublicationRow).where(PublicationRow.item_id == item_id))
            row = PublicationRow(user_id=user, item_id=item_id, state="asked", reason="")
            row.at = time.time()
            session.add(row)
            log(session, user, "publication", {"item": item_id, "state": "asked"})
        return "asked"

    def withdraw(self, user: str, item_id: str) -> None:
        """Take an offer back: the item is its visitor's alone again.

        Where there is none, or a person refused it, nothing is to be taken back: no harm done.
        """
        query = select(PublicationRow).where(
            PublicationRow.item_id == item_id,
            PublicationRow.user_id == user,
            PublicationRow.state.in_(("asked", "published")),
        )
        with self._database.write() as session:
            row = session.scalar(query)
            if row is None:
                return
            if row.state == "published":
                _give(session, item_id, user)
            row.state = "withdrawn"
            log(session, user, "publication", {"item": item_id, "state": "withdrawn"})

    def of_item(self, user: str, item_id: str) -> Publication | None:
        """Return how an offer of this visitor stands, ``None`` where they made none."""
        query = select(PublicationRow).where(
            PublicationRow.item_id == item_id, PublicationRow.user_id == user
        )
        with self._database.read() as session:
            row = session.scalar(query)
            return None if row is None else _publication(row)

    def of(self, user: str) -> dict[str, OfferState]:
        """Return how each offer of this visitor stands, by item."""
        query = select(PublicationRow.item_id, PublicationRow.state)
        with self._database.read() as session:
            found = session.execute(query.where(PublicationRow.user_id == user))
            return {item_id: state for item_id, state in found}  # type: ignore[misc]

    def waiting(self) -> list[tuple[Publication, Item]]:
        """Return what nobody has decided about, the oldest offer first, with the items."""
        query = select(PublicationRow).where(PublicationRow.state == "asked")
        with self._database.read() as session:
            found = [
                _publication(row) for row in session.scalars(query.order_by(PublicationRow.id))
            ]
        items = {one.item: self._items.get([one.item], one.user).get(one.item) for one in found}
        return [(one, item) for one in found if (item := items[one.item]) is not None]

    def decide(self, publication: int, yes: bool, reason: str = "") -> Publication:
        """Publish an item, or leave it with its visitor; raises BadRequest if that was decided."""
        state: OfferState = "published" if yes else "refused"
        with self._database.write() as session:
            row = session.get(PublicationRow, publication)
            if row is None or row.state != "asked":
                raise BadRequest(
                    f"No offer number {publication} waits for a decision; it may have been taken "
                    "back. List those that do with “python -m app.review”."
                )
            row.state, row.reason = state, reason[:LONGEST_REASON]
            row.decided_at = time.time()
            if yes:
                _give(session, row.item_id, None)
            log(session, row.user_id, "publication", {"item": row.item_id, "state": state})
            return _publication(row)


def _give(session: Session, item_id: str, owner: str | None) -> None:
    session.execute(
        update(ItemRow).where(ItemRow.id == item_id, ItemRow.state != "deleted").values(owner=owner)
    )


def _publication(row: PublicationRow) -> Publication:
    return Publication(
        id=row.id,
        user=row.user_id,
        item=row.item_id,
        state=row.state,  # type: ignore[arg-type]
        reason=row.reason,
        at=row.at,
    )
