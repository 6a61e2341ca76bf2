"""The event log as it is kept: the app itself only ever writes to it."""

from sqlalchemy import select

from app.store.schema import EventRow
from app.store.store import Store


def logged(store: Store, user: str) -> list[EventRow]:
    """Return a visitor's lines, oldest first."""
    with store.database.read() as session:
        mine = select(EventRow).where(EventRow.user_id == user)
        return list(session.scalars(mine.order_by(EventRow.id)))
