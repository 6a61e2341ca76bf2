"""Our own invisible mark for video: spread spectrum on a periodic tile, read without the original.

A tile of 128 x 128 units carries a pattern that is always the same, by which it is found (after
Kutter 1998 and Honsinger & Rabbani 2000), and fourteen whose shifts spell the identifier. It is
drawn into the luma of every picture with a gain that follows the local texture (Cox et al. 1997),
so it outlives cuts, lost frames and other speeds. Reading averages what is left of many pictures
when their content is taken away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from models.provenance import embed, payload, search
from models.provenance.correlate import Matrix, Place, likelihoods, locate, refined
from models.provenance.marker import Draw, Image, Reading
from models.provenance.patterns import Patterns, patterns, tile
from models.provenance.payload import Book, Word
from models.provenance.residual import averaged
from models.provenance.spectrum import Spectrum, spectrum

TRACE = 8.0
"""A pattern this clear is ours, whatever else cannot be read. Set by what unmarked clips gave while
this was built; false alarms are not counted yet."""

CHANCE = 1e-9
"""How often noise may pass for a known identifier, for each pose that is tried."""

DECODED = 7.0
"""The least score of an identifier that was read without a book."""


class Watermark:
    """The mark of one secret ``key`` (bytes, at least 16)."""

    name = "generec-1"

    def __init__(self, key: bytes) -> None:
        if len(key) < 16:
            raise ValueError(f"got a key of {len(key)} bytes, expected at least 16")
        self.key = key

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """See :class:`models.provenance.marker.Marker`."""
        # Every item has its tile begin elsewhere: the mean of many marked items shows nothing.
        place = hashlib.blake2b(identifier.to_bytes(6, "big"), key=self.key[:64], person=b"offset")
        offset = np.frombuffer(place.digest()[:4], np.uint16) / 512.0
        symbols = payload.encode(identifier, self.key)
        drawn = tile(self._patterns, symbols, (float(offset[0]), float(offset[1])))
        return embed.drawer(drawn, width, height)

    def read(self, images: Iterable[Image], known: Book, *, thorough: bool = True) -> Reading:
        """See the protocol; without ``thorough``, only pictures that were not cropped or turned."""
        residual = averaged(images)
        corners = map(spectrum, search.corners(residual))
        return self.find(spectrum(residual), known, thorough=thorough, corners=corners)

    def find(
        self, seen: Spectrum, known: Book, *, thorough: bool = True,
        corners: Iterable[Spectrum] = (),
    ) -> Reading:  # fmt: skip
        """Read the mark in a spectrum (see :func:`models.provenance.spectrum.spectrum`), or in
        those of its ``corners`` (:func:`models.provenance.search.corners`), if ``thorough``.
        """
        clearest = Reading()
        for part, matrix in self._candidates(seen, corners if thorough else (), thorough):
            place = locate(self._patterns, part, refined(self._patterns, part, matrix))
            word = self._word(likelihoods(self._patterns, part, place), known)
            if word is not None:
                found = "ours" if word.identifier in known else "maybe"
                return _reading(found, word, place, seen)
            if place.trace > clearest.trace:
                found = "maybe" if place.trace >= TRACE else "unknown"
                clearest = _reading(found, None, place, seen)
        return clearest

    @cached_property
    def _patterns(self) -> Patterns:
        return patterns(self.key)

    def _candidates(
        self, seen: Spectrum, corners: Iterable[Spectrum], thorough: bool
    ) -> Iterator[tuple[Spectrum, Matrix]]:
        yield from ((seen, matrix) for matrix in search.uncropped(seen))
        if not thorough:
            return
        yield from ((seen, matrix) for matrix in search.scaled(self._patterns, seen))
        for corner in corners:
            yield from ((corner, matrix) for matrix in search.uncropped(corner))
        yield from ((seen, matrix) for matrix in search.squeezed(self._patterns, seen))

    def _word(self, likely, known: Book) -> Word | None:  # type: ignore[no-untyped-def]
        listed = known.best(likely)
        if listed is not None and listed.score >= line(len(known)):
            return listed
        read = payload.decode(likely, self.key)
        return read if read is not None and read.score >= DECODED else None


def line(known: int) -> float:
    """The least score at which one of so many known identifiers is taken as read."""
    return float(-ndtri(CHANCE / known))


def _reading(found, word: Word | None, place: Place, seen: Spectrum) -> Reading:  # type: ignore[no-untyped-def]
    matrix = place.matrix
    mirrored = bool(np.linalg.det(matrix) < 0)
    across = matrix[:, 0] * (-1 if mirrored else 1)
    return Reading(
        found=found,
        identifier=None if word is None else word.identifier,
        score=0.0 if word is None else word.score,
        trace=place.trace,
        scale=float(np.sqrt(abs(np.linalg.det(matrix))) / search.natural(seen)),
        turned=float(np.degrees(np.arctan2(across[1], across[0]))),
        mirrored=mirrored,
    )
