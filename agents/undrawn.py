"""What a generator does not know: found before anything is drawn, and said in plain words."""

from __future__ import annotations

from dataclasses import replace

from agents.studio import Studio
from models.domain import Decision, ToolCall
from models.errors import CannotDraw


def drawable(decision: Decision, studio: Studio | None) -> Decision:
    """Return ``decision`` without what the generator knows nothing of, and words for that.

    Raises:
        CannotDraw: when nothing is left of it.
    """
    if studio is None or decision.kind not in ("create", "edit"):
        return decision
    calls, sorry = [], []
    for call in decision.calls:
        try:
            _look(call, studio)
            calls.append(call)
        except CannotDraw as exc:
            sorry.append(exc)
    if not sorry:
        return decision
    if not calls:
        raise sorry[0]
    text = " ".join(filter(None, (*map(str, sorry), decision.text)))
    return replace(decision, calls=tuple(calls), text=text)


def _look(call: ToolCall, studio: Studio) -> None:
    told = call.arguments
    if call.name == "create":
        studio.known(str(told.get("want") or ""), still=bool(told.get("still")))
    elif call.name in ("revise", "extend"):
        studio.known(str(told.get("instruction") or ""), change=True)
