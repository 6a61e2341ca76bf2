"""Whether the likeness of real people may be changed: who brought a clip says that they agreed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from models.domain import Item, ToolCall
from models.stylise.styles import WEATHERS

LEAVES = frozenset({"clip", "thumbnail", "blur", "adjust"})
"""Tools that leave everybody looking like themselves, or hide them: what cuts, crops or lights a
clip, or changes its speed, its sound or the words on it, draws nobody anew."""

ASKS = (
    "I see faces in “{title}”, and a real person’s likeness is not mine to change. If everyone "
    "seen in it agreed, say so, or tick the box under your clip, and I go on; I can also blur the "
    "faces."
)
BLUR = "blur the faces"
THANKS = "Thank you; I keep that with the clip. What shall I do with it?"
_AGREED = re.compile(
    r"(?is)\s*(?:yes,? )?(?:they|everyone(?: (?:seen )?in it)?|everybody(?: (?:seen )?in it)?|"
    r"(?:the |all )?people (?:seen )?in it|all of them|i am the only one in it)"
    r"(?: (?:have|has))?(?: all)?(?: (?:agreed?|consent(?:ed)?|gave (?:their|his|her) consent))?"
    r"(?P<end>\s*[:.,!]\s*|\s*$)(?P<rest>.*)"
)
_OFFERED = "they agreed: "
_YES = re.compile(
    r"(?:(?:yes|yeah|yep|sure|ok|okay|of course|don'?t worry)[\s,.!]+)*(?:yes|yeah|yep|"
    r"(?:they|everyone|everybody|both|all(?: of them)?|she|he|we)(?: (?:have|has|are|is|all|both|"
    r"do|did|does|said|say|says|gave|give|me|the|their|her|his|it(?:'?s| is)|its|that|(?:totally|"
    r"completely|really)))* (?:agreed?|ok(?:ay)?|fine|cool|good|yes|so|permission|consent|allowed?|"
    r"don'?t mind|did|do|have|are)(?: (?:with (?:it|that|this)|to (?:it|that|this)|it))?|"
    r"(?:it'?s|that'?s) (?:ok(?:ay)?|fine|allowed)(?: (?:with|for|by) (?:them|her|him|us))?|"
    r"i (?:have|got|asked)(?: for)? (?:their|her|his|the)? ?(?:permission|consent|them|her|him)?)"
    r"[\s.!]*"
)
_WORD = re.compile(r"(?i)\b(?:agreed?|consent(?:ed)?|only one in it)\b")


class Likeness(Protocol):
    """Knows who may be seen changed."""

    def asks(self, item: Item, viewer: str) -> bool:
        """Whether an item shows faces that its visitor brought, and has not said they agreed."""
        ...

    def agree(self, item: Item, viewer: str, yes: bool = True) -> None:
        """Keep with the clips that an item came from, and that the visitor brought, what they
        said. Raises :class:`models.errors.NoSuchItem` where they brought none of them.
        """
        ...


class FakeLikeness:
    """Asks about the items it was told to ask about: for tests and demos."""

    def __init__(self, *ids: str) -> None:
        self.open = set(ids)

    def asks(self, item: Item, viewer: str) -> bool:
        """See :class:`Likeness`."""
        return item.id in self.open

    def agree(self, item: Item, viewer: str, yes: bool = True) -> None:
        """See :class:`Likeness`."""
        (self.open.discard if yes else self.open.add)(item.id)


def redraws(tools: Sequence[str], style: object = "") -> bool:
    """Whether tools draw anew who is seen, ``style`` being that of the only one that has any.

    A weather is laid over them, and a film without a style is cut from what is there.
    """
    drawing = set(tools) - LEAVES
    if not style:
        drawing -= {"compose"}
    elif style in WEATHERS and tools.count("style") < 2:
        drawing -= {"compose", "style"}
    return bool(drawing)


def changes(calls: Sequence[ToolCall]) -> bool:
    """Whether calls draw faces anew that stay to be seen."""
    blurred = any(
        call.name == "blur" and call.arguments.get("what", "all") in ("all", "faces")
        for call in calls
    )
    return not blurred and any(redraws([call.name], call.arguments.get("style")) for call in calls)


def agreed(text: str) -> str | None:
    """What is said after "they agreed: …", empty where that was all; ``None`` without it."""
    found = _AGREED.match(text)
    if found is None or not _WORD.search(text[: found.end("end")]):
        return None
    return found["rest"].strip()


def consented(text: str, options: Sequence[str]) -> str:
    """The answer that was offered, where ``text`` says in other words that they agreed."""
    offered = next((one for one in options if one.startswith(_OFFERED)), "")
    return offered if offered and _YES.fullmatch(" ".join(text.lower().split())) else text


def options(wish: str) -> tuple[str, ...]:
    """The answers offered: they agreed, and so the wish is carried out; or blur."""
    # One line, as short as an answer must be.
    return (f"{_OFFERED}{' '.join(wish.split())[:200]}", BLUR)
