"""The encoder that ships: static text embeddings and a small image tower, no network, no GPU."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.encode.encoder import Vectors
from models.encode.text import StaticText
from models.errors import Unavailable

BATCH = 32


class EmbeddedEncoder:
    """See :class:`models.encode.encoder.Encoder`. Torch loads at the first picture, not before.

    ``weights`` is the folder ``assets/weights``; ``threads`` bounds what a forward pass may use.
    """

    side = 80

    def __init__(self, weights: Path, threads: int = 2) -> None:
        self._tower_file = weights / "image" / "tower.safetensors"
        self._text = StaticText(weights / "text")
        self._threads = threads
        self._lock = threading.Lock()

    @cached_property
    def name(self) -> str:
        """``embedded-`` and the first digits of the tower's hash: new weights, new vectors."""
        if not self._tower_file.is_file():
            return "embedded-text"
        return "embedded-" + hashlib.sha256(self._tower_file.read_bytes()).hexdigest()[:10]

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        return self._text.dimensions

    @cached_property
    def _tower(self) -> Any:
        if not self._tower_file.is_file():
            raise Unavailable(
                f"the image encoder needs {self._tower_file.name}, and it is not in "
                f"{self._tower_file.parent}; restore assets/weights from the repository"
            )
        import torch
        from safetensors.torch import load_file

        from models.encode.tower import ImageTower

        torch.set_num_threads(self._threads)
        tower = ImageTower()
        state = {name: value.float() for name, value in load_file(self._tower_file).items()}
        missing, extra = tower.load_state_dict(state, strict=False)
        missing = [name for name in missing if not name.endswith("num_batches_tracked")]
        if missing or extra:
            raise Unavailable(f"{self._tower_file} lacks {missing} or has extra {extra}")
        return tower.eval()

    def images(self, pictures: NDArray[np.uint8]) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.images`."""
        import torch

        from models.encode.tower import normalised

        with self._lock:
            tower = self._tower
        if not len(pictures):
            return np.zeros((0, self.dimensions), np.float32)
        vectors = []
        with torch.inference_mode():
            for start in range(0, len(pictures), BATCH):
                chosen = np.require(pictures[start : start + BATCH], requirements=["C", "W"])
                batch = torch.from_numpy(chosen)
                planes = batch.permute(0, 3, 1, 2).float()
                if planes.shape[-2:] != (self.side, self.side):
                    planes = torch.nn.functional.interpolate(
                        planes, (self.side, self.side), mode="bilinear", antialias=True
                    )
                vectors.append(tower(normalised(planes)).numpy())
        return np.concatenate(vectors)

    def texts(self, sentences: Sequence[str]) -> Vectors:
        """See :meth:`models.encode.encoder.Encoder.texts`."""
        with self._lock:
            return self._text(sentences)
