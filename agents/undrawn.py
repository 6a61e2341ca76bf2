"""What a generator does not know: found before anything is drawn, and said in plain words."""

from __future__ import annotations

from dataclasses import replace

from agents.catalogue import Catalogue
from agents.footage import foreign
from agents.studio import Studio
from models.domain import Decision, Item, ToolCall
from models.errors import CannotDraw

CHANGING = ("revise", "extend")
"""Tools that draw on what is there."""


def drawable(
    decision: Decision, studio: Studio | None, catalogue: Catalogue, viewer: str
) -> Decision:
    """Return ``decision`` without what the generator knows nothing of, and words for that.

    Raises:
        CannotDraw: when nothing is left of it.
    """
    if studio is None or decision.kind not in ("create", "edit"):
        return decision
    found = catalogue.items(tuple(filter(None, (decision.guidance.target,))), viewer)
    item = found[0] if found else None
    calls, sorry = [], []
    for call in decision.calls:
        try:
            _look(call, studio, item, viewer)
            calls.append(call)
        except CannotDraw as exc:
            sorry.append(exc)
    if not sorry:
        return decision
    if not calls:
        raise sorry[0]
    text = " ".join(filter(None, (*map(str, sorry), decision.text)))
    return replace(decision, calls=tuple(calls), text=text)


def _look(call: ToolCall, studio: Studio, item: Item | None, viewer: str) -> None:
    told = call.arguments
    if call.name == "create":
        studio.known(str(told.get("want") or ""), still=bool(told.get("still")))
    elif call.name in CHANGING:
        if item is not None and not studio.knows_source(item, viewer):
            raise foreign(call, item, studio.generator)
        studio.known(str(told.get("instruction") or ""), change=True)
