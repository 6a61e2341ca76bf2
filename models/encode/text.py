"""The text side: static token embeddings read by model2vec. No torch, 0.05 ms a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from models.errors import Unavailable


class StaticText:
    """Sentences to unit vectors through a model2vec folder (see ``models.train.text``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def model(self) -> Any:
        """The model2vec model, loaded once; raises Unavailable where its file is missing."""
        if not (self.folder / "model.safetensors").is_file():
            raise Unavailable(
                f"the text encoder needs model.safetensors in {self.folder}, and it is not there; "
                "restore assets/weights from the repository"
            )
        from model2vec import StaticModel

        return StaticModel.from_pretrained(self.folder, force_download=False)

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return int(self.model.dim)

    def __call__(self, sentences: Sequence[str]) -> np.ndarray:
        """Encode ``sentences`` to float32 (n, d) of unit length.

        A sentence without a known token (empty, or only symbols) becomes the zero vector, which
        is similar to nothing; it is neither an error nor a match.
        """
        if not sentences:
            return np.zeros((0, self.dimensions), np.float32)
        vectors = self.model.encode(list(sentences), use_multiprocessing=False)
        return np.nan_to_num(np.asarray(vectors, dtype=np.float32))
