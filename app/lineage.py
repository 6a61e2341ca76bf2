"""Where an item came from, step by step, as far as its visitor may see."""

from __future__ import annotations

from agents.talk.history import Made
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


def history(store: Store, user: str, item: Item) -> tuple[Made, ...]:
    """Return what was done one after the other until ``item`` was there, the oldest first.

    It ends where something was made of several, which its recipe tells.
    """
    steps: list[Made] = []
    one: Item | None = item
    while one is not None and len(steps) < DEEPEST:
        made = store.artifacts.of(one.id, user)
        steps.append(Made(item=one, recipe=None if made is None else made.recipe))
        parents = one.parents if len(one.parents) == 1 else ()
        one = store.items.get(list(parents), user).get(parents[0]) if parents else None
    return tuple(reversed(steps))


def _ancestor(store: Store, item: Item | None, item_id: str, user: str) -> Ancestor:
    if item is None:
        return Ancestor(item=None)
    made = store.artifacts.of(item_id, user)
    if made is None:
        return Ancestor(item=item)
    recipe, marks = made.recipe, made.report.marks
    model = recipe.model if recipe.pixels == "made" else ""
    return Ancestor(item=item, did=recipe.tool, note=made.note, marks=marks, model=model)
