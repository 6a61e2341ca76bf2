"""Markdown and plain text as passages: paragraphs, their headings, the lines they begin at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from models.knowledge.knowledge import LONGEST

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$")
_FENCE = re.compile(r"^(?:```|~~~)")
_MARK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}|^\s*(?:[-*+>]|\d+\.)\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph: its heading, its words without markup, and its first line, from 1."""

    heading: str
    text: str
    line: int


def passages(text: str) -> Iterator[Passage]:
    """Yield the paragraphs of ``text``; long ones in parts, code left out."""
    heading, lines, first, code = "", list[str](), 0, False
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if _FENCE.match(line):
            code, line = not code, ""
        elif code:
            continue
        titled = _HEADING.match(line)
        if lines and (titled or not line.strip()):
            yield from _parts(heading, " ".join(lines), first)
            lines = []
        if titled:
            heading = _clean(titled.group(1))
        elif line.strip():
            first = first if lines else number
            lines.append(_clean(line))


def _clean(line: str) -> str:
    return " ".join(_MARK.sub(lambda found: found.group(1) or "", line).split())


def _parts(heading: str, text: str, line: int) -> Iterator[Passage]:
    while len(text) > LONGEST:
        cut = text.rfind(". ", LONGEST // 3, LONGEST) + 1 or text.rfind(" ", 1, LONGEST)
        cut = cut if cut > 0 else LONGEST
        yield Passage(heading, text[:cut].strip(), line)
        text = text[cut:].strip()
    if text:
        yield Passage(heading, text, line)
