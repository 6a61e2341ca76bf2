"""What waits for a person, from three sides: policy holds it, a visitor reports or offers it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.store.reviews import Kind
from models.domain import Check, Evidence, Item
from models.errors import BadRequest

if TYPE_CHECKING:
    from app.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One item to decide about. ``user`` is whom it was made for, or who reports it."""

    kind: Kind
    number: int
    item: Item
    user: str
    why: str
    at: float
    note: str = ""
    words: tuple[tuple[str, str], ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the checks saw, in their order."""
        return tuple(seen for check in self.checks for seen in check.evidence)


def waiting(store: Store) -> list[Case]:
    """Return what waits, the oldest first."""
    return sorted(_cases(store), key=lambda case: case.at)


def case(store: Store, kind: str, number: int) -> Case:
    """Return one that waits; raises BadRequest where it does not (any more)."""
    found = (one for one in _cases(store) if (one.kind, one.number) == (kind, number))
    known = next(found, None)
    if known is None:
        raise BadRequest(f"The {kind} number {number} does not wait any more; reload the queue.")
    return known


def _cases(store: Store) -> Iterator[Case]:
    for held in store.reviews.open():
        yield from _case(store, "held", held.number, held.item, held.user, "", held.at)
    for report in store.reports.open():
        why = report.reason or "no reason given"
        yield from _case(store, "report", report.id, report.item, report.user, why, report.at)
    for offer, item in store.publications.waiting():
        why = "offered to everybody"
        yield from _case(store, "share", offer.id, item.id, offer.user, why, offer.at)


def _case(
    store: Store, kind: Kind, number: int, item_id: str, user: str, why: str, at: float
) -> Iterator[Case]:
    from agents.guard.inspector import recipe_words

    item = store.items.whatever(item_id)
    if item is None:
        return  # gone meanwhile
    made = store.artifacts.whatever(item_id)
    checks = () if made is None else made.report.checks
    words = {"title": item.title}
    if made is not None:
        words |= recipe_words(made.recipe.parameters)
    if kind == "held":
        why = "; ".join(one.reason for one in checks if one.verdict == "unknown" and one.reason)
    yield Case(
        kind=kind,
        number=number,
        item=item,
        user=user,
        why=why,
        at=at,
        note="" if made is None else made.note,
        words=tuple(words.items()),
        checks=checks,
    )
