"""Which files the database names: what is deleted must be none that somebody else still has.

A cover of a clip is an item of its own over the same video, and who brings a clip that is here
already gets that one.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.store.schema import ItemRow, TurnRow


def named(session: Session) -> set[str]:
    """Return the places, as they are written, of what items and turns of anybody name."""
    items = select(ItemRow.media, ItemRow.thumbnail).where(ItemRow.state != "deleted")
    turns = select(TurnRow.attachments).where(func.json_array_length(TurnRow.attachments) > 0)
    found = {place for row in session.execute(items) for place in row if place}
    return found | {file["path"] for files in session.scalars(turns) for file in files}
