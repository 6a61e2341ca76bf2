"""Turns the domain's values into JSON and back.

Reading ignores fields it does not know and fills missing ones with defaults, so that what an
older or newer version wrote can still be shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from app.store.paths import Paths
from models.domain import (
    Attachment,
    Card,
    Check,
    Decider,
    Decision,
    Event,
    Evidence,
    FidelityReport,
    Guidance,
    Item,
    Recipe,
    Refused,
    Said,
    Shown,
    Step,
    ToolCall,
)

T = TypeVar("T")
TUPLES = tuple(one.name for one in fields(Guidance) if isinstance(one.default, tuple))
"""Fields of :class:`Guidance` that JSON turns into lists."""
Json = dict[str, Any]


def plain(value: Any) -> Any:
    """Return ``value`` as JSON can hold it: NaN and infinity become null, the unknown its text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, bytes | Path):
        return [plain(inner) for inner in value]
    if hasattr(value, "item"):  # a NumPy scalar
        return plain(value.item())
    return str(value)


def decision_from(data: Json) -> Decision:
    """Read a decision written by :func:`plain`."""
    guidance = _build(Guidance, data.get("guidance") or {}, tuples=TUPLES)
    calls = tuple(_build(ToolCall, call) for call in data.get("calls", ()))
    then = tuple(decision_from(one) for one in data.get("then") or ())
    read = _build(Decision, data, tuples=("options",))
    decider = _build(Decider, data.get("decider") or {})
    return replace(read, guidance=guidance, calls=calls, then=then, decider=decider)


def report_from(data: Json) -> FidelityReport:
    """Read a fidelity report written by :func:`plain`."""
    checks = tuple(
        replace(_build(Check, check), evidence=tuple(map(_evidence, check.get("evidence", ()))))
        for check in data.get("checks", ())
    )
    return FidelityReport(checks=checks, marks=tuple(data.get("marks", ())))


def _evidence(data: Json) -> Evidence:
    placed = {name: tuple(data[name]) for name in ("span", "box") if data.get(name)}
    return _build(Evidence, {**data, **placed})


def recipe_from(data: Json) -> Recipe:
    """Read a recipe written by :func:`plain`."""
    return _build(Recipe, data)


def attachment_to(attachment: Attachment, paths: Paths) -> Json:
    """Write an attachment."""
    return {**asdict(attachment), "path": paths.stored(attachment.path)}


def attachment_from(data: Json, paths: Paths) -> Attachment:
    """Read an attachment."""
    return replace(_build(Attachment, data), path=paths.real(data["path"]))


def events_to(events: Sequence[Event]) -> list[Json]:
    """Write a turn's events; of a step that came several times only its last state is kept."""
    written: dict[object, Json] = {}
    for number, event in enumerate(events):
        if isinstance(event, Shown):
            data: Json = {"cards": [_card_to(card) for card in event.cards]}
        elif isinstance(event, Step):
            data = plain(replace(event, preview=""))  # shown once, never kept
        else:
            data = plain(event)
        key = event.id if isinstance(event, Step) else number
        written[key] = {"event": type(event).__name__, **data}
    return list(written.values())


def events_from(
    data: Sequence[Json], items: Mapping[str, Item], liked: Mapping[str, bool]
) -> tuple[Event, ...]:
    """Read events. Cards of items not in ``items`` (gone, by now) are left out."""
    found: list[Event] = []
    for event in data:
        kind = event.get("event")
        if kind == "Said":
            found.append(_build(Said, event, tuples=("options",)))
        elif kind == "Step":
            found.append(_build(Step, event))
        elif kind == "Refused":
            found.append(_build(Refused, event))
        elif kind == "Shown":
            cards = (card for card in event["cards"] if card["item"] in items)
            found.append(Shown(cards=tuple(_card_from(card, items, liked) for card in cards)))
    return tuple(found)


def items_of(data: Iterable[Json]) -> list[str]:
    """Return the ids of the items on the cards of written events."""
    return [card["item"] for event in data for card in event.get("cards", ())]


def _card_to(card: Card) -> Json:
    return {
        "item": card.item.id,
        "why": card.why,
        "badge": card.badge,
        "thumbnail_note": card.thumbnail_note,
        "span": card.span,
        "strength": card.strength,
    }


def _card_from(data: Json, items: Mapping[str, Item], liked: Mapping[str, bool]) -> Card:
    item, span = items[data["item"]], data.get("span")
    built = _build(Card, {**data, "item": item, "span": tuple(span) if span else None})
    return replace(built, liked=liked.get(item.id))


def _build(cls: type[T], data: Json, tuples: tuple[str, ...] = ()) -> T:
    known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
    values = {name: value for name, value in data.items() if name in known}
    for name in tuples:
        values[name] = tuple(values.get(name, ()))
    return cls(**values)
