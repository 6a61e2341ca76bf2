"""What was made of an item, or in its style, and of that again: for when it has to go."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.schema import ArtifactRow, ItemRow

STYLE = "like"
"""Parameter of a recipe that names the item whose style was taken."""


def made_of(session: Session, item_id: str) -> set[str]:
    """Return the ids of all that came of an item, whoever it belongs to, without its own."""
    children: dict[str, list[str]] = defaultdict(list)
    made = select(ItemRow.id, ItemRow.parents).where(
        ItemRow.origin != "uploaded", ItemRow.state != "deleted"
    )
    for row in session.execute(made):
        for parent in row.parents:
            children[parent].append(row.id)
    style = ArtifactRow.recipe["parameters"][STYLE].as_string()
    for child, parent in session.execute(
        select(ArtifactRow.item_id, style).where(style.is_not(None))
    ):
        children[parent].append(child)
    found: set[str] = set()
    level = [item_id]
    while level:
        level = [one for each in level for one in children[each] if one not in found]
        found.update(level)
    return found - {item_id}
