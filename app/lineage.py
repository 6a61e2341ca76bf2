"""Where an item came from, step by step, as far as its visitor may see."""

from __future__ import annotations

from app.store.store import Store
from app.ui.protocol import Ancestor, Stage
from models.domain import Item

DEEPEST = 12
"""Steps that are shown; what lies before them is left out."""

MOST = 8
"""Items of one step that are shown: a film may have many shots."""


def lineage(store: Store, user: str, item: Item) -> tuple[Stage, ...]:
    """Return the steps that led to ``item``: sources first, the item itself last."""
    stages: list[Stage] = []
    level: list[str] = [item.id]
    seen: set[str] = set()
    while level and len(stages) < DEEPEST:
        seen.update(level)
        found = store.items.get(level, user)
        shown = [_ancestor(store, found.get(one), one, user) for one in level[:MOST]]
        stages.append(Stage(ancestors=tuple(shown), more=max(0, len(level) - MOST)))
        parents = (parent for one in level if one in found for parent in found[one].parents)
        level = [parent for parent in dict.fromkeys(parents) if parent not in seen]
    return tuple(reversed(stages))


def _ancestor(store: Store, item: Item | None, item_id: str, user: str) -> Ancestor:
    if item is None:
        return Ancestor(item=None)
    made = store.artifacts.of(item_id, user)
    if made is None:
        return Ancestor(item=item)
    return Ancestor(item=item, did=made.recipe.tool, note=made.note, marks=made.report.marks)
