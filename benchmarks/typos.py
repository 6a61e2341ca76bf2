"""Typing errors put into requests: a share of the longer words, as fingers slip."""

from __future__ import annotations

import random
import re
import zlib
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.requests import Request

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_KEPT = re.compile(r"[\"“'‘].*?[\"”'’]")


def slipped(lines: Sequence[Request], share: float) -> list[Request]:
    """Return ``lines`` with a slip in ``share`` of the words of four letters or more each.

    The same every time: what goes wrong in a line depends on the line alone. Quoted words stay.
    Labels stay, too: slots that are words of the sentence are counted against how they should be.
    """
    return [replace(line, text=typed(line.text, share)) for line in lines]


def typed(text: str, share: float) -> str:
    """Return ``text`` as hasty fingers type it; one word at least where there is a long one."""
    rng = random.Random(zlib.crc32(text.encode()))
    kept = [found.span() for found in _KEPT.finditer(text)]
    found = [
        word
        for word in re.finditer(r"[A-Za-z]{4,}", text)
        if not any(low <= word.start() < high for low, high in kept)
    ]
    if not found:
        return text
    count = max(1, round(share * len(found)))
    for word in sorted(rng.sample(found, count), key=lambda one: -one.start()):
        text = text[: word.start()] + slip(word.group(), rng) + text[word.end() :]
    return text


def slip(word: str, rng: random.Random) -> str:
    """Two letters change places, one is lost, doubled, or hit beside; never the first."""
    at, kind = rng.randrange(1, len(word) - 1), rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[: at + 1] + word[at:]
    return word[:at] + _beside(word[at].lower(), rng) + word[at + 1 :]


def _beside(letter: str, rng: random.Random) -> str:
    row = next(row for row in ROWS if letter in row)
    place = row.index(letter)
    near = [row[n] for n in (place - 1, place + 1) if 0 <= n < len(row)]
    return rng.choice(near)
