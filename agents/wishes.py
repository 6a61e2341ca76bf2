"""Reads edits out of a sentence: which tools, with which arguments. Several at once if named."""

from __future__ import annotations

import re
from typing import Any

from models.domain import ToolCall
from models.stylise.styles import find

_NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "fifteen": 15, "twenty": 20, "thirty": 30,
}  # fmt: skip
_NUMBER = rf"(\d+(?:\.\d+)?|{'|'.join(_NUMBER_WORDS)})"
_SECONDS = re.compile(rf"{_NUMBER}[\s-]*(?:s|secs?|seconds?)\b")
_RANGE = re.compile(
    rf"(?:from\s+)?{_NUMBER}\s*(?:s|sec\w*)?\s*(?:to|until|-|–)\s*{_NUMBER}\s*(?:s\b|sec)"
)
_COVER = re.compile(r"\b(cover|thumbnail|poster|preview image)\b")
_CLIP = re.compile(r"\b(clip it|cut|trim|shorten|shorter|highlight|only the|just the)\b")
_PART = re.compile(
    r"\b(?:only|just)\s+(?:show\s+(?:me\s+)?)?(?:the\s+)?(?:part|bit|scene|moment|piece)s?\s*"
    r"(?:with|where|of|when|that has|showing|about)?\s*(?:the\s+|a\s+)?(.*)"
)
_STYLED = re.compile(
    r"\b(style|look|looks|like a|as a|into|turn|make|redraw|render|convert|filter|effect)\b"
)
_ASPECTS = {
    "9:16": r"\b(portrait|vertical|upright|for (?:my )?phone|9[:x]16)\b",
    "1:1": r"\b(square|1[:x]1)\b",
    "16:9": r"\b(landscape (?:format|mode|orientation)|widescreen|horizontal|16[:x]9)\b",
    "4:5": r"\b4[:x]5\b",
}
_LIGHT: tuple[tuple[str, str, float], ...] = (
    ("brightness", r"\b(brighter|brighten|lighter)\b", 0.3),
    ("brightness", r"\b(darker|darken|dim)\b", -0.3),
    ("contrast", r"\b(more contrast|contrastier|punchier)\b", 0.35),
    ("contrast", r"\b(less contrast|flatter)\b", -0.35),
    ("saturation", r"\b(more colou?r(?:ful)?|more saturat\w+|more vivid)\b", 0.4),
    ("saturation", r"\b(less colou?r(?:ful)?|desaturat\w+|muted colou?rs)\b", -0.5),
    ("saturation", r"\b(black[- ]and[- ]white|gr[ae]y ?scale|monochrome)\b", -1.0),
    ("warmth", r"\b(warmer|more warm|golden)\b", 0.4),
    ("warmth", r"\b(colder|cooler|bluer)\b", -0.4),
)
_FASTER = re.compile(r"\b(faster|speed (?:it )?up|twice as fast|double speed|time[- ]?lapse)\b")
_SLOWER = re.compile(r"\b(slower|slow (?:it )?down|slow[- ]?mo(?:tion)?|half speed)\b")
_TIMES = re.compile(rf"\b{_NUMBER}\s*(?:x|times)\b")
_TEXT = re.compile(
    r"\b(?:add|put|write|overlay)\b.*?\b(?:text|words|title|caption)?\b\s*[\"“'](.+?)[\"”']"
)
_MUTE = re.compile(r"\b(mute|silent|without (?:the )?(?:sound|audio)|no (?:sound|audio))\b")


def number(text: str) -> float:
    """Return the value of digits or a number word."""
    return float(_NUMBER_WORDS.get(text, 0) or text)


def wishes(text: str) -> tuple[ToolCall, ...]:
    """Return the edits that ``text`` asks for, in the order they should run; empty if none."""
    words = " ".join(text.lower().split())
    calls: list[ToolCall] = []
    part = _clip(words)
    if part is not None:
        calls.append(ToolCall(name="clip", arguments=part))
    changed = _adjust(words, text)
    if changed:
        calls.append(ToolCall(name="adjust", arguments=changed))
    look = find(words)
    if look is not None and (_STYLED.search(words) or len(words.split()) <= 3):
        strength = 0.5 if re.search(r"\b(slightly|a little|a bit|subtle)\b", words) else 1.0
        arguments = {"style": look.name, "strength": strength}
        calls.append(ToolCall(name="style", arguments=arguments))
    if _COVER.search(words):
        calls.append(ToolCall(name="thumbnail"))
    return tuple(calls)


def _clip(words: str) -> dict[str, Any] | None:
    span = _RANGE.search(words)
    if span:
        return {"start": number(span.group(1)), "end": number(span.group(2))}
    seconds = _SECONDS.search(words)
    part = _PART.search(words)
    if part:
        about = re.split(r"\s+(?:and|then)\s+(?:make|turn|mute|add)\b", part.group(1))[0]
        found: dict[str, Any] = {"about": about.strip(" .!?")[:400]}
        return found | ({"seconds": number(seconds.group(1))} if seconds else {})
    if seconds and (opening := re.search(r"\b(first|last)\b", words)):
        if opening.group(1) == "first":
            return {"start": 0.0, "end": number(seconds.group(1))}
        return {"seconds": number(seconds.group(1))}
    if _CLIP.search(words) and not _COVER.search(words):
        return {"seconds": number(seconds.group(1))} if seconds else {}
    return None


def _adjust(words: str, original: str) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    for name, pattern, amount in _LIGHT:
        if re.search(pattern, words):
            changed[name] = amount
    for aspect, pattern in _ASPECTS.items():
        if re.search(pattern, words):
            changed["aspect"] = aspect
    times = _TIMES.search(words)
    if _FASTER.search(words):
        changed["speed"] = min(4.0, max(1.25, number(times.group(1)))) if times else 2.0
    elif _SLOWER.search(words):
        changed["speed"] = 0.5
    if _MUTE.search(words):
        changed["mute"] = True
    overlay = _TEXT.search(original)
    if overlay:
        changed["text"] = overlay.group(1)[:200]
    return changed
