"""What is wished of a video while only its plan is there, and done as soon as it is made."""

from __future__ import annotations

from collections.abc import Sequence

from agents.scene import Earlier

NOTED = "Noted: I do that to the video as soon as it is made. Say “make it”, or go on planning."


def waiting(past: Sequence[Earlier]) -> str:
    """Return what was noted since the last video was made, or planned anew, as one sentence."""
    wished: list[str] = []
    said = ""
    for one in past:
        if one.turn.role == "visitor":
            said = one.turn.text
            continue
        decision = one.decision
        if decision is None:
            continue
        if decision.text == NOTED:
            wished.append(said.strip(" .!?,;"))
        elif decision.kind == "edit" or any(
            call.arguments.get("render") for call in decision.calls
        ):
            wished.clear()
    return ", then ".join(dict.fromkeys(wished))
