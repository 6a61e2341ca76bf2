"""What a generator cannot draw, in plain words."""

from __future__ import annotations

from collections.abc import Sequence

from models.generate.generator import Known

MOVED = "How a clip moves I cannot change, so I draw it anew."
"""What is said where another movement is another drawing."""
NAMED = 3
"""Things of a wish that are named."""


def cannot(known: Known, *, change: bool = False) -> str:
    """What to say where nothing of a wish can be drawn."""
    things = _named(known.missing)
    if change:
        return f"I cannot draw {things} yet, so the clip stays as it is. These changes I can draw:"
    if not known.instead:
        return f"I cannot draw {things} yet."
    near = _named([one.removeprefix("draw ") for one in known.instead])
    return (
        f"I cannot draw {things} yet. What comes nearest and I can draw: {near}. Tap one, or say "
        "“draw it anyway”."
    )


def insisted(known: Known, instead: str) -> str:
    """What is said where a wish that was declined is said again, and the nearest thing drawn."""
    return f"{_capital(_named(known.missing))} I still cannot draw; this is {instead} in its place."


def left_out(known: Known) -> str:
    """What is said beside something that was drawn, empty where it shows all that was asked for."""
    if known.missing:
        verb = "it is" if len(known.missing) == 1 else "they are"
        return f"I cannot draw {_named(known.missing)} yet, so {verb} left out."
    if known.several:
        one = " or ".join(f"the {thing}" for thing in known.several[:NAMED])
        return f"I draw one thing at a time: it may show {one} alone."
    return ""


def cannot_move(noun: str, movement: str) -> str:
    """What to say where a thing is not known to move as it should."""
    return (
        f"I have never seen a drawn {noun} {movement}, so the clip stays as it is. This I can draw:"
    )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _named(things: Sequence[str]) -> str:
    """Phrases as one list: "a dragon, a knight or a castle"."""
    few = list(things[:NAMED])
    if len(things) > NAMED:
        few.append("more of it")
    return few[0] if len(few) == 1 else f"{', '.join(few[:-1])} or {few[-1]}"
