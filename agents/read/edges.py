"""Reads with what a clip should end, or begin: "so it ends when the dog takes the ball"."""

from __future__ import annotations

import re
from typing import Any

from agents.read.words import NUMBERS

_WHEN = r"(?:when|where|as soon as|once|at the moment(?: when)?|the moment)"
EDGE = re.compile(
    r"(?:(?:\b(?:cut|trim|shorten|clip|make|let|have)\b[^.;,]{0,30}?\s)?(?:\bso (?:that )?)?"
    r"(?:\b(?:it|this|that|the clip|the video) )?\b(?:(?P<ends>ends?|stops?|finish(?:es)?)|"
    rf"(?P<begins>starts?|begins?))(?: (?:it|this))? (?:right |just |exactly |only )?{_WHEN}|"
    r"\b(?:cut|trim|keep)(?: (?:it|this|that))?(?: off)? "
    r"(?:when|until|till|up to (?:where|when|the moment(?: when)?))) "
    rf"(?P<about>(?!\d|it (?:began|begins?|start)|(?:{'|'.join(NUMBERS)})\b|"
    r"the (?:end|start|beginning|middle|first|last)\b)[a-z][^,.;]{2,120})"
)


def at_edge(found: re.Match[str], about: str) -> dict[str, Any]:
    """The arguments of a cut up to what it is ``about``, or from there on."""
    about = re.sub(r"^(?:(?:when|where|the|an?)\s+)+", "", about)
    return {"about": about, "edge": "begins" if found["begins"] else "ends"}
