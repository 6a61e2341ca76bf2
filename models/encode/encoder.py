"""The seam: whatever puts pictures and sentences into one space. Its fake stands beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Pictures and sentences to unit vectors; a dot product is how well they match."""

    @property
    def name(self) -> str:
        """Name and version; vectors of two names must never be compared."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    @property
    def side(self) -> int:
        """The short side, in pixels, of the pictures it wants; larger ones cost time only."""
        ...

    def images(self, pictures: NDArray[np.uint8]) -> Vectors:
        """Encode RGB ``pictures`` uint8 (n, h, w, 3) to float32 (n, d) of unit length."""
        ...

    def texts(self, sentences: Sequence[str]) -> Vectors:
        """Encode ``sentences`` to float32 (n, d); unit length, or zero for one without words."""
        ...


class FakeEncoder:
    """An encoder without weights: pictures by mean colour, sentences by words hashed.

    Deterministic and quick. A sentence that is one of ``COLOURS`` lands on the pictures of that
    colour, so that a test can search.
    """

    name = "fake-1"
    dimensions = 32
    side = 16
    COLOURS = {"red": (1, 0, 0), "green": (0, 1, 0), "blue": (0, 0, 1)}

    def images(self, pictures: NDArray[np.uint8]) -> Vectors:
        """See :meth:`Encoder.images`."""
        vectors = np.zeros((len(pictures), self.dimensions), np.float32)
        vectors[:, :3] = pictures.mean((1, 2)) / 255 + 1e-3
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))

    def texts(self, sentences: Sequence[str]) -> Vectors:
        """See :meth:`Encoder.texts`."""
        vectors = np.zeros((len(sentences), self.dimensions), np.float32)
        for row, sentence in enumerate(sentences):
            for word in sentence.lower().split():
                if word in self.COLOURS:
                    vectors[row, :3] += self.COLOURS[word]
                else:
                    digest = hashlib.sha256(word.encode()).digest()
                    vectors[row, 3 + digest[0] % (self.dimensions - 3)] += 0.3
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(lengths > 0, lengths, 1))
