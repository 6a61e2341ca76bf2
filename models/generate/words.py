"""Sentences as sequences of word vectors, which is how the generator reads an instruction.

The static embeddings of the encoder's text side, one a token; tokens that say nothing by
themselves ("a", "the", ",") carry next to no weight there and are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

WORDS = 24
"""Tokens that are read of an instruction; the rest is cut off."""
WIDTH = 256
_SAYING = 2.5
"""Weight (length of the token's embedding) from which on a token is read."""

Sequences = NDArray[np.float32]


class WordVectors:
    """Reads instructions through a model2vec folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _model(self) -> Any:
        from models.encode.text import StaticText

        return StaticText(self.folder).model

    def __call__(self, sentences: Sequence[str]) -> Sequences:
        """Read ``sentences`` as float32 (n, WORDS, WIDTH): unit vectors, zero after the end."""
        read = np.zeros((len(sentences), WORDS, WIDTH), np.float32)
        if not sentences:
            return read
        found = self._model.encode_as_sequence(list(sentences), use_multiprocessing=False)
        for row, vectors in enumerate(found):
            lengths = np.linalg.norm(vectors, axis=1)
            said = vectors[lengths >= _SAYING] / lengths[lengths >= _SAYING, None]
            read[row, : len(said[:WORDS])] = said[:WORDS]
        return read
