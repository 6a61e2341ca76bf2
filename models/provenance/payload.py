"""An identifier as symbols that survive errors, and back: 48 bits, a keyed check, Reed-Solomon.

Seven symbols of 10 bits hold the identifier and a check of 22 bits; they are the values of a
polynomial over GF(1024) at seven points, and its values at seven more are the redundancy (Reed &
Solomon 1960). Any seven right symbols of the fourteen give all of them, so reading starts from the
most reliable ones and keeps the word that fits all soft values best (ordered statistics decoding,
Fossorier & Lin 1995).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from models.provenance import galois
from models.provenance.galois import BITS, SIZE, Symbols

IDENTIFIER_BITS = 48
CHECK_BITS = 22
DATA, COUNT = 7, 14
"""Symbols that carry the payload, and symbols in all."""

_TRUSTED = 10
"""How many of the most reliable symbols the sets to start from are taken out of."""

_CHOICES = 4
"""Candidates looked at for each symbol."""

_TESTED = 3
"""Words whose check is tested: with 22 bits, noise passes once in 1.4 million readings."""


_CHUNK = 10_000


@dataclass(frozen=True, slots=True)
class Word:
    """A valid payload: its identifier, and how well all its symbols fit (standard deviations)."""

    identifier: int
    score: float


def encode(identifier: int, key: bytes) -> Symbols:
    """The symbols, int64 (14,), of an identifier below 2**48; the check is keyed."""
    data = np.array([_data(identifier, key)], np.int64)
    return np.asarray(galois.matmul(data, _from(tuple(range(DATA))).T)[0])


class Book:
    """Identifiers that were given out, as words: what a reading can be compared with.

    Among few words the right one is found in far more noise than 48 free bits can be read in.
    """

    def __init__(self, identifiers: Iterable[int], key: bytes) -> None:
        self.identifiers = tuple(dict.fromkeys(identifiers))
        self._known = frozenset(self.identifiers)
        self._words = np.zeros((len(self.identifiers), COUNT), np.int64)
        for start in range(0, len(self.identifiers), _CHUNK):
            part = self.identifiers[start : start + _CHUNK]
            data = np.array([_data(identifier, key) for identifier in part], np.int64)
            words = galois.matmul(data, _from(tuple(range(DATA))).T)
            self._words[start : start + _CHUNK] = words

    def __contains__(self, identifier: int) -> bool:
        return identifier in self._known

    def __len__(self) -> int:
        return len(self.identifiers)

    def best(self, likely: NDArray[np.float32]) -> Word | None:
        """The identifier that fits ``likely`` best (see :func:`decode`); ``None`` in no book."""
        if not self.identifiers:
            return None
        scores = likely[np.arange(COUNT), self._words].sum(axis=1) / np.sqrt(COUNT)
        place = int(np.argmax(scores))
        return Word(self.identifiers[place], float(scores[place]))


def decode(likely: NDArray[np.float32], key: bytes) -> Word | None:
    """Read a payload from ``likely``, float (14, 1024): how much speaks for each symbol's value,
    in standard deviations of what chance gives. ``None`` where no word passes its check.
    """
    order = np.argsort(-likely, axis=1)[:, :_CHOICES]
    top = np.take_along_axis(likely, order, axis=1)
    trusted = np.sort(np.argsort(top[:, 1] - top[:, 0])[:_TRUSTED])
    words = np.concatenate([_words(start, order) for start in combinations(trusted.tolist(), DATA)])
    words = np.unique(words, axis=0)
    scores = likely[np.arange(COUNT), words].sum(axis=1) / np.sqrt(COUNT)
    for place in np.argsort(-scores)[:_TESTED]:
        bits = sum(int(symbol) << BITS * n for n, symbol in enumerate(words[place][:DATA]))
        identifier = bits >> CHECK_BITS
        if bits & ((1 << CHECK_BITS) - 1) == check(identifier, key):
            return Word(identifier, float(scores[place]))
    return None


def _words(start: tuple[int, ...], order: Symbols) -> Symbols:
    """Words, (n, 14), from the first choices at ``start``, one or two of them replaced."""
    return galois.matmul(order[list(start)][_variants()].T, _from(start).T)


@cache
def _variants() -> tuple[Symbols, Symbols]:
    """Which choice of each of the seven symbols: the first of all, then with one other."""
    picks = [[0] * DATA]
    for place in range(DATA):
        for choice in range(1, _CHOICES):
            picks.append([choice if n == place else 0 for n in range(DATA)])
    chosen = np.array(picks, np.int64).T  # (7, n)
    return np.repeat(np.arange(DATA)[:, None], chosen.shape[1], axis=1), chosen


@cache
def _from(start: tuple[int, ...]) -> Symbols:
    """The matrix (14, 7) that gives the whole word from its symbols at ``start``."""
    return galois.interpolation(np.array(start, np.int64), np.arange(COUNT, dtype=np.int64))


def _data(identifier: int, key: bytes) -> list[int]:
    if not 0 <= identifier < 1 << IDENTIFIER_BITS:
        raise ValueError(f"got identifier {identifier!r}, expected 0 <= identifier < 2**48")
    bits = identifier << CHECK_BITS | check(identifier, key)
    return [bits >> BITS * place & (SIZE - 1) for place in range(DATA)]


def check(identifier: int, key: bytes, bits: int = CHECK_BITS) -> int:
    """What only who has the key can put beside an identifier: ``bits`` of it, 32 at most."""
    digest = hashlib.blake2b(identifier.to_bytes(6, "big"), key=key[:64], digest_size=4).digest()
    return int.from_bytes(digest, "big") & ((1 << bits) - 1)
