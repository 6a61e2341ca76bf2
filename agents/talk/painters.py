"""Who painted something is not known here."""

from __future__ import annotations

import re

from models.domain import Decision

_PAINTER = re.compile(
    r"(?:(?:and|so|ok|hey|please|do you know|can you tell(?: me)?|tell me|any idea|wow|cool|"
    r"nice)[\s,]+)*"
    r"(?:(?:which|what|who)(?:'s| is| was)?(?: the)? (?:famous )?(?:painter|artist|photographer|"
    r"illustrator)\b.{0,40}|who (?:has )?(?:painted|illustrated|photographed)\b.{0,40}|"
    r"whose (?:painting|artwork|work|brush|style) (?:is|was)\b.{0,30}|"
    r"who (?:did|made) (?:this |that |the |my )?(?:painting|artwork|picture)\b.{0,30}|"
    r"what(?:'s| is) the name of (?:the|this|that) (?:painter|artist|painting)\b.{0,30})[\s.?!]*"
)
NO_NAMES = (
    "Painters, artists and titles of works I do not know: I compare how things look, and no "
    "names come "
    "with that. I can paint a clip in the style of your picture, or find what looks like it."
)
PAINT = ("clips like this picture", "surprise me")


def painter(words: str) -> Decision | None:
    """Say so where plain ``words`` ask who painted something."""
    if _PAINTER.fullmatch(words) is None:
        return None
    return Decision(kind="chat", text=NO_NAMES, options=PAINT, why="It is not known here.")
