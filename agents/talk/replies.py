"""Decisions given for more than one reason: show these, ask which, say that it cannot be."""

from __future__ import annotations

from collections.abc import Sequence

from agents.read.references import PLACES
from agents.scene import Scene
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision, Guidance, Item

BROUGHT = (
    "make it look like a comic",
    "cut it to 5 seconds",
    "give it a better cover",
    "show me more like it",
)
"""What may be done with a clip that a visitor brought."""


OFFER = "Nothing right so far? I can cut one to your taste."
"""Said once enough was turned down in a row; saying MAKE_ONE takes it up."""


REFUSED = (
    "I won’t help with that: it could hurt somebody. I can find, change or make something else."
)


def show(items: Sequence[Item], text: str, options: tuple[str, ...] = ()) -> Decision:
    """Show these very items."""
    guidance = Guidance(show=tuple(item.id for item in items))
    return Decision(kind="retrieve", guidance=guidance, text=text, options=options)


def like(item: Item) -> Decision:
    """Show more like one."""
    return Decision(
        kind="retrieve", guidance=Guidance(like=item.id), why="You asked for more like one."
    )


def picked(item: Item) -> Decision:
    """Show the one that was pointed at, and ask what to do with it."""
    return show(
        (item,),
        "This one? Tell me what to do with it.",
        ("more like this", "make it look like a comic", "give it a better cover"),
    )


def which(
    scene: Scene, question: str, option: str, among: Sequence[Item] | None = None
) -> Decision:
    """Ask which of the clips on screen, or ``among`` some of them; titles stay out of the answers,
    which are said again.
    """
    options = (
        option.format(place)
        for place, item in zip(PLACES, scene.screen, strict=False)
        if among is None or item in among
    )
    return Decision(
        kind="ask", text=question, options=tuple(options), why="Several clips are on the screen."
    )


def no_clip() -> Decision:
    """Ask what to look for: something was to be done, with nothing on the screen."""
    return Decision(
        kind="ask",
        text="Which clip? There is none on the screen yet; what should I look for?",
        options=EXAMPLES,
        why="No clip is on the screen.",
    )


def offer(text: str) -> Decision:
    """Say what cannot be done, and what can; the clip stays in hand."""
    return Decision(kind="chat", text=text, options=BROUGHT, why="That is not among the tools.")


def left(clause: str) -> str:
    """Say of a clause that nothing was done about it."""
    said = clause[:60].strip(" ,.;:!?")
    return f"I left “{said}” undone: I do not know how to do that."


def refused() -> Decision:
    """Say no, and what is there instead."""
    return Decision(
        kind="refuse", text=REFUSED, options=("surprise me",), why="It could hurt somebody."
    )
