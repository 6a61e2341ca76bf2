"""What a generator leaves to the one behind it, which may know less of a wish."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from models.errors import GeneRecError, Unavailable
from models.generate.generator import Generated, Generator, Order, Progress

INSTEAD = "The small model that comes with this app drew it instead."


def behind(
    other: Generator | None, order: Order, exc: GeneRecError
) -> Iterator[Progress | Generated]:
    """Let ``other`` make it, and say what it left out; and why not who should, if that was asked.

    Raises ``exc`` where there is no other one, or nothing of the wish that it could draw.
    """
    if other is None:
        raise exc
    known = other.knows(order.words, change=order.source is not None, still=order.still)
    if known.empty:
        raise exc
    why = f"{str(exc)[:1].upper()}{str(exc)[1:]}. {INSTEAD}" if isinstance(exc, Unavailable) else ""
    left = f"It does not show {' or '.join(known.missing)}." if known.missing else ""
    for event in other.generate(replace(order, words=known.words)):
        if isinstance(event, Generated):
            told = " ".join(filter(None, (why, left or event.remark)))
            event = replace(event, remark=told, model=event.model or other.name)
        yield event
