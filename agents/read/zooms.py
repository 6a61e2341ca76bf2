"""Reads a closer look out of a sentence: "zoom in a bit", "punch in on the dog", "close-up"."""

from __future__ import annotations

import re
from typing import Any

from agents.read.references import position
from agents.read.taking_out import Sentence

_IT = r"(?:it|this|that|the (?:clip|video|picture|image))"
_END = r"(?=[\s.,;!?]*(?:$|[,.;!?]|and\b|then\b|but\b|please|pls))"
_HOW = (
    r"(?:(?: (?:a|just|some|very|more|in|way|much|far))*? (?:bit|little|touch|tad|slightly|lot|"
    r"much|more|slowly|gradually|smoothly|gently|closer|tighter|further|even more))*"
)
_ON = (
    r"(?:(?: (?:in )?(?:on|onto|to|into|at|towards?|in|of)(?: (?:the|his|her|its|their|my|that))*|"
    r"(?<=zoom in)(?: (?:the|his|her|its|their|my|that))+) "
    r"(?P<{}>(?!\d|it\b|this\b|end\b|start\b)[\w'-]+(?: (?!and\b|then\b|please\b|slowly\b|a bit)"
    r"[\w'-]+){{0,3}}?)(?: (?:side|part|area)(?: of the (?:picture|image|frame))?)?" + _END + ")?"
)
_TIMES = r"(?: (?:(?:by |to )?(?P<{}>\d(?:\.\d{{1,2}})?) ?(?:x|times)|(?P<{}>\d{{2,3}}) ?%))?"
_ZOOM = re.compile(
    rf"\b(?P<slow>(?:a |the )?(?:slow(?:ly)?|gradual(?:ly)?|smooth(?:ly)?|gentle|gently) )?"
    rf"(?:(?P<n0>\d(?:\.\d)?) ?x )?zoom(?:ed|ing)?(?: {_IT})?(?: in(?:to)?)?"
    + _TIMES.format("n1", "p1") + _HOW + _TIMES.format("n2", "p2") + _ON.format("on1") + _HOW
    + rf"|\bpunch(?: {_IT})? in{_HOW}{_ON.format('on2')}"
    rf"|\b(?:(?:get|go|come|move|bring (?:it|me|us)|make it|a bit|a little|much|even|closer and) )*"
    rf"closer(?: in)?{_HOW}{_ON.format('on3')}{_END}"
    rf"|\b(?P<tight>(?:an? )?(?:extreme )?close[- ]?up|make (?:it|this|that) "
    r"(?:an? (?:little |tiny )?(?:bit|touch|tad) |a little |much |a lot )?bigger"
    r"(?: in the (?:picture|frame|image|shot))?|tighter(?: shot| framing)?)"
    rf"{_ON.format('on4')}{_END}"
    rf"|\bcrop (?:{_IT} )?(?:in )?(?:to|on|around)(?: (?:the|his|her|its))* "
    r"(?P<on5>(?!\d|a square|square|portrait|landscape|vertical|horizontal)[a-z'-]+(?: [a-z'-]+)?)"
    rf"{_END}|\bken burns(?: effect)?"
)  # fmt: skip
_OUT = re.compile(r"\bzoom(?:ed|ing)?(?: (?:it|this))? out\b")
_SIDES = {
    "left": "left", "right": "right", "top": "top", "upper": "top", "bottom": "bottom",
    "lower": "bottom", "middle": "centre", "centre": "centre", "center": "centre",
}  # fmt: skip
_NOTHING = frozenset(("action", "subject", "clip", "video", "picture", "it", "details", "in"))
LITTLE, USUAL, MUCH = 1.25, 1.6, 2.2


def zooms(sentence: Sentence) -> dict[str, Any]:
    """Take a closer look that is asked for out of a sentence, as arguments of an edit."""
    if _OUT.search(sentence.words):
        return {}
    found = sentence.take(_ZOOM)
    if found is None:
        return {}
    said = found.groupdict()
    number = next((said[name] for name in ("n0", "n1", "n2") if said[name]), None)
    share = said["p1"] or said["p2"]
    if number or share:
        factor = float(number) if number else int(share) / 100
        factor = factor if factor > 1.0 else 1.0 + factor
    elif re.search(r"\b(?:bit|little|slightly|touch|tad)\b", found[0]):
        factor = LITTLE
    else:
        much = (said["tight"] or "").endswith("up") or re.search(
            r"\b(?:lot|much|way|very|far|even)\b", found[0]
        )
        factor = MUCH if much else USUAL
    made: dict[str, Any] = {"zoom": min(4.0, round(factor, 2))}
    on = next((said[f"on{n}"] for n in range(1, 6) if said[f"on{n}"]), "")
    on = next((side for word, side in _SIDES.items() if word in on.split()), on)
    if on and on not in _NOTHING and position(on) is None:
        made["zoom_on"] = on[:60]
    if re.search(r"\b(?:slow(?:ly)?|gradual(?:ly)?|smooth(?:ly)?|gentl[ey]|ken burns)\b", found[0]):
        made["zoom_slowly"] = True
    return made
