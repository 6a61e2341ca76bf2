"""How harmful a request in words is: a score a threshold can be laid on.

A refusal is decided by whoever asks for the score; :class:`WordList` is the floor that everything
else is measured against, and the fake of tests.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.understand.reading import Reader

PIECE = 240
"""Characters that are read at once: a long sentence, or some short ones."""

BREATH = 24
"""Words among which harm is heard; of more, parts are read by themselves."""
PIECES = 12
"""Sentences of a text that are read one by one; of a longer one neighbours are read together."""

COMMON, SHARED = 5, 30
"""Words, and characters of what has few words, on either side of the middle that the two halves of
a long sentence have in common."""

HARMFUL = (
    "abuse", "assault", "assassinate", "attack", "behead", "blackmail", "bomb", "burglary",
    "child porn", "cocaine", "counterfeit", "crime", "deepfake", "destroy", "drug", "drugs",
    "execute", "explosive", "fraud", "genocide", "gun", "hack", "harass", "hate", "heroin",
    "hurt", "illegal", "inferior", "kidnap", "kill", "launder", "lynch", "meth", "molest", "murder",
    "naked", "nazi", "nude", "overdose", "poison", "porn", "racist", "rape", "rob", "sabotage",
    "sex", "shoot", "slaughter", "slavery", "smuggle", "stab", "stalk", "steal", "strangle",
    "suicide", "swastika", "terror", "terrorist", "threaten", "torture", "traffic", "weapon",
)  # fmt: skip
_FORMS = re.compile(
    r"\b(?:"
    + "|".join(f"{re.escape(w)}(?:s|es|ed|d|ing|er|ers|ist|ism)?" for w in HARMFUL)
    + r")\b"
)


_LATIN = re.compile(r"[A-Za-z]")


class Harm(Protocol):
    """Scores how harmful requests are."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Return (n,), higher is more harmful; the scale is the scorer's own."""
        ...


class WordList:
    """The number of harmful words: what a list alone can tell."""

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`Harm`."""
        return np.array([float(len(_FORMS.findall(text.lower()))) for text in texts])


class ReadHarm:
    """The probability of harm that a reader of requests reads."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`Harm`; the scale is 0 to 1."""
        return np.array([harm(self.reader, text) for text in texts])


def harm(reader: Reader, text: str, context: str = "nothing") -> float:
    """Return how harmful the worst part of ``text`` is, 0 to 1.

    What stands behind a long beginning is read by itself, too: among much that is harmless a reader
    hears it less. Without a Latin letter there is nothing that it knows.
    """
    if not _LATIN.search(unicodedata.normalize("NFKC", text)):
        return 0.0
    reading = reader.read(text, context)
    if reading.whole and brief(text):
        return reading.harm
    parts = [piece for _, piece in pieces(text)]
    if len(parts) < 2:
        parts = _halves(text)
    return max([reading.harm, *(harm(reader, part) for part in parts)])


def _halves(text: str) -> list[str]:
    """Both halves of a long sentence, with something in common; none where they are too short.

    By words as far as there are many: of a row of single letters a common part of so many signs
    would be nearly all of it, and its parts would be read thousands of times.
    """
    words, half = text.split(), len(text) // 2
    if len(words) > BREATH:
        middle = len(words) // 2
        return [" ".join(words[: middle + COMMON]), " ".join(words[middle - COMMON :])]
    return [text[: half + SHARED], text[half - SHARED :]] if half > SHARED else []


def brief(text: str) -> bool:
    """Whether a text is so short that nothing in it drowns."""
    return len(text) <= PIECE and len(text.split()) <= BREATH


def pieces(text: str) -> list[tuple[int, str]]:
    """Parts of ``text`` with where they begin: sentences, long ones in parts, all of it.

    Of more than :data:`PIECES` short ones neighbours are one part, of up to half a :data:`PIECE`.
    """
    found: list[tuple[int, int]] = []
    for match in re.finditer(rf"[^.!?\n]{{1,{PIECE}}}[.!?]*", text):
        piece = match[0].strip()
        if sum(character.isalpha() for character in piece) > 2:
            start = match.start() + match[0].index(piece)
            found.append((start, start + len(piece)))
    if len(found) > PIECES:
        joined = found[:1]
        for start, end in found[1:]:
            if end - joined[-1][0] <= PIECE // 2:
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        found = joined
    return [(start, text[start:end]) for start, end in found]
