"""How harmful a request in words is: a score a threshold can be laid on.

A refusal is decided by whoever asks for the score; :class:`WordList` is the floor that everything
else is measured against, and the fake of tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.understand.reading import Reader

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
        return np.array([self.reader.read(text, "nothing").harm for text in texts])
