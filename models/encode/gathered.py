"""An encoder that looks at the pictures of several visitors at once.

Pictures, or sentences, that wait at the same time go through the model in one batch: much of what
one picture costs a model is there once for all of them (measured by ``benchmarks.acceleration``).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.encode.encoder import Encoder, Vectors
from models.gathering import Gathering

BATCH = 32
"""Rows of one call. More of one visitor go piece by piece, with the others' in between."""
Pictures = NDArray[np.uint8]


class Gathered:
    """See :class:`models.encode.encoder.Encoder`: another one's answers, several in a call."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._images = Gathering[Pictures, Vectors](
            self._look, most=lambda: BATCH, size=len, alike=_same_shape
        )
        # Sentences never wait for pictures, which take longer.
        self._texts = Gathering[Sequence[str], Vectors](
            self._read, most=lambda: BATCH, size=len, alike=lambda one, other: True
        )

    @property
    def name(self) -> str:
        """See :attr:`models.encode.encoder.Encoder.name`."""
        return self.encoder.name

    @property
    def dimensions(self) -> int:
        """See :attr:`models.encode.encoder.Encoder.dimensions`."""
        return self.encoder.dimensions

    @property
    def side(self) -> int:
        """See :attr:`models.encode.encoder.Encoder.side`."""
        return self.encoder.side

    def images(self, pictures: Pictures) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.images`."""
        if len(pictures) <= BATCH:
            return self._images.ask(pictures)
        pieces = range(0, len(pictures), BATCH)
        return np.concatenate([self._images.ask(pictures[at : at + BATCH]) for at in pieces])

    def texts(self, sentences: Sequence[str]) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.texts`."""
        if len(sentences) <= BATCH:
            return self._texts.ask(sentences)
        pieces = range(0, len(sentences), BATCH)
        return np.concatenate([self._texts.ask(sentences[at : at + BATCH]) for at in pieces])

    def _look(self, asked: Sequence[Pictures]) -> list[Vectors]:
        if len(asked) == 1:
            return [self.encoder.images(asked[0])]
        return _split(self.encoder.images(np.concatenate(asked)), asked)

    def _read(self, asked: Sequence[Sequence[str]]) -> list[Vectors]:
        if len(asked) == 1:
            return [self.encoder.texts(asked[0])]
        return _split(self.encoder.texts([one for own in asked for one in own]), asked)


def _same_shape(one: Pictures, other: Pictures) -> bool:
    return (one.shape[1:], one.dtype) == (other.shape[1:], other.dtype)


def _split(vectors: Vectors, asked: Sequence[Sequence[object] | Pictures]) -> list[Vectors]:
    """Rows of ``vectors`` for each who asked."""
    ends = np.cumsum([len(own) for own in asked])[:-1]
    return [part.copy() for part in np.split(vectors, ends)]
