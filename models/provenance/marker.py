"""The seam of an invisible mark: what draws an identifier into pictures, and reads it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.provenance.payload import IDENTIFIER_BITS, Book

Image = NDArray[np.uint8]
Draw = Callable[[Image], Image]
"""``draw(image) -> image``: uint8 (h, w, 3), RGB; the one handed in is left as it is."""

Found = Literal["ours", "maybe", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was found in pictures.

    Attributes:
        found: ``ours`` with an identifier that is known; ``maybe`` with a trace of our mark but
            no identifier, or one that nobody knows; ``unknown`` without any, which says nothing
            about who made the pictures.
        identifier: what the mark says, where it can be read.
        trace: how clearly the pattern that is in every mark stands out (standard deviations).
        score: how well the whole mark fits the identifier (standard deviations).
        scale: pixels of the pictures for one of the pictures that were marked, roughly; 0 unknown.
        turned: degrees by which the pictures were turned.
        mirrored: whether they were flipped.
    """

    found: Found = "unknown"
    identifier: int | None = None
    trace: float = 0.0
    score: float = 0.0
    scale: float = 0.0
    turned: float = 0.0
    mirrored: bool = False


class Marker(Protocol):
    """Marks pictures with an identifier below 2**48 and reads it from what became of them."""

    name: str

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """Return the function that marks pictures of one size, one after the other."""
        ...

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        """Read the mark in pictures of one video, all of one size; ``known`` are ours."""
        ...


class FakeMarker:
    """A mark anybody can see and nothing survives: bits in the corner. For tests and demos."""

    name = "fake"

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """See the protocol; pictures are at least 48 pixels wide."""
        bits = np.array([identifier >> n & 1 for n in range(IDENTIFIER_BITS)], np.uint8)

        def draw(image: Image) -> Image:
            marked = image.copy()
            marked[0, :IDENTIFIER_BITS] = (bits * 255)[:, None]
            return marked

        return draw

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        """See the protocol."""
        for image in images:
            bits = image[0, :IDENTIFIER_BITS].mean(axis=-1) > 127
            identifier = sum(int(bit) << n for n, bit in enumerate(bits))
            if identifier in known:
                return Reading(found="ours", identifier=identifier, trace=9.0, score=9.0)
        return Reading()
