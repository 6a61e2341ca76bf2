"""*User_Emb* of any recommender, in the space that the generator learnt it in.

The generator is trained with the vectors that one recommender has of simulated visitors. An
application has another one, on other items. What both know is how liked items look: a linear map
takes *User_Hist* (the mean embedding of what is liked) to the generator's space, and a second one,
fitted where the recommender is, takes its vectors to the same place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.generate import shipped
from models.generate.conditions import ITEM, USER

Floats = NDArray[np.float32]

FILE = "users.safetensors"
RIDGE = 0.1
"""Weight of the penalty, as a share of the inputs' mean square."""


@dataclass(frozen=True)
class UserSpace:
    """``of_looks`` (ITEM, USER) takes *User_Hist* to the generator's *User_Emb*."""

    of_looks: Floats

    @classmethod
    def fit(cls, hist: Floats, users: Floats) -> UserSpace:
        """From unit vectors of the same visitors: *User_Hist* (n, ITEM), *User_Emb* (n, USER)."""
        return cls(ridge(hist, users))

    @classmethod
    def load(cls, folder: Path) -> UserSpace:
        """Read it from ``folder``; raises Unavailable where it is not there or does not fit."""
        file = folder / FILE
        found = shipped.read(file)[0]["of_looks"]
        if found.shape != (ITEM, USER):
            raise Unavailable(f"{file} holds {found.shape}, expected {(ITEM, USER)}")
        return cls(found)

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        from safetensors.numpy import save_file

        save_file({"of_looks": self.of_looks.astype(np.float32)}, folder / FILE)

    def user(self, hist: Floats) -> Floats:
        """Unit *User_Emb* (n, USER) of visitors with *User_Hist* (n, ITEM)."""
        return unit(hist @ self.of_looks)

    def bridge(self, theirs: Floats, hist: Floats) -> Floats:
        """The map (e, USER) for another recommender's vectors.

        Args:
            theirs: (n, e) its vectors of visitors, of one liked item each or more.
            hist: (n, ITEM) *User_Hist* of the same visitors.
        """
        return ridge(unit(theirs), self.user(hist))


def ridge(inputs: Floats, wanted: Floats) -> Floats:
    """Least squares with a penalty: the map (d, e) from ``inputs`` (n, d) to ``wanted`` (n, e)."""
    inputs, wanted = inputs.astype(np.float64), wanted.astype(np.float64)
    gram = inputs.T @ inputs
    penalty = RIDGE * max(float(np.trace(gram)) / len(gram), 1e-12)
    found = np.linalg.solve(gram + penalty * np.eye(len(gram)), inputs.T @ wanted)
    return np.asarray(found, np.float32)


def unit(rows: Floats) -> Floats:
    """Rows of unit length; a row of nothing stays so."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-9), np.float32)
