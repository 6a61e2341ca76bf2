"""What is understood and what can be done are two things: a decision within the tools there are.

The instructor names the tool a wish needs, whether it is here or not. :func:`within` turns what
cannot be done into what can, and says so; a tool that is added needs nothing changed here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from agents.talk.replies import BROUGHT
from models.domain import Decision, Guidance, ToolCall

BEYOND = "beyond"
"""Argument of a call that its tool cannot carry out: what is said of it."""

CANNOT = {
    "revise": "I cannot change what is seen in a clip yet.",
    "extend": "I cannot make a clip longer than it is yet.",
}
CAN = (
    "I can cut it, change its speed, shape, light or colour, mute it, put words on it, blur faces "
    "or numbers, redraw it in a style, or choose another cover."
)
INSTEAD = {"extend": ("slow it down", "a longer one")}
DRAWING = "I cannot draw anything new; I can cut a video from what is here. This is close:"


def beyond(tool: str, said: str) -> ToolCall:
    """What is a wish for ``tool``, with what is ``said`` of it: that it has no way to do it."""
    return ToolCall(name=tool, arguments={BEYOND: said})


def within(decision: Decision, tools: Collection[str]) -> Decision:
    """Return ``decision`` with the calls that ``tools`` can carry out, and words for the others."""
    then = tuple(within(one, tools) for one in decision.then)
    kept = tuple(
        call for call in decision.calls if call.name in tools and BEYOND not in call.arguments
    )
    missing = [call for call in decision.calls if call not in kept]
    if not missing:
        return replace(decision, then=then) if then != decision.then else decision
    if decision.kind == "create" and BEYOND not in missing[0].arguments:
        return _sought(missing[0], decision)
    sorry = " ".join(dict.fromkeys(filter(None, map(_sorry, missing))))
    if kept:
        text = " ".join(filter(None, (sorry, decision.text)))
        return replace(decision, calls=kept, text=text, then=then)
    if all(BEYOND in call.arguments for call in missing):
        why = "That is not among the tools."
        return replace(decision, kind="chat", calls=(), text=sorry, why=why, then=then)
    return Decision(
        kind="chat",
        text=f"{sorry} {CAN}",
        options=INSTEAD.get(missing[0].name, BROUGHT),
        why="That is not among the tools.",
        then=tuple(one for one in then if one.kind == "edit"),
    )


def _sorry(call: ToolCall) -> str:
    said = call.arguments.get(BEYOND)
    return CANNOT.get(call.name, "I cannot do that to a clip yet.") if said is None else str(said)


def _sought(call: ToolCall, decision: Decision) -> Decision:
    """Instead of something new: what comes nearest, and a video cut from it."""
    want = str(call.arguments.get("want", "")) or decision.guidance.want
    return Decision(
        kind="retrieve",
        guidance=Guidance(want=want),
        text=DRAWING,
        options=(f"make a video of {want}",) if want else (),
        why="That is not among the tools.",
    )
