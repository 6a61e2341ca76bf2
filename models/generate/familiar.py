"""Whether a clip is of the painted world that the generator knows, or footage it has never seen.

How well the autoencoder reproduces a clip does not tell (it codes a calm street better than a busy
painting). The image encoder does: a plane through its vectors has renders on one side and photos on
the other. ``python -m models.train.familiar`` fits it; the video weights' card has the figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.encode.encoder import Encoder
from models.errors import Unavailable
from models.generate import shipped

Floats = NDArray[np.float32]

FILE = "familiar.safetensors"
FOLDER = Path(__file__).resolve().parents[2] / "assets" / "weights" / "video"
LOOKED_AT = 4
"""Frames of a clip that are looked at."""
KNOWN = 0.6
"""From here on a source is taken for one of the painted world: 98 % of renders kept aside are, 97 %
of the demo corpus, and 23 % of 44 real clips (four of those ten are computer graphics)."""
SURE = 0.9
"""The same for a clip that somebody brought, which most likely is footage: 90 % of 39 demo clips
are above it, and 9 % of 32 real ones (31 % are above :data:`KNOWN`)."""


@dataclass(frozen=True)
class Familiar:
    """A logistic regression: ``weights`` (d,) on the unit vectors of ``encoder``, and ``bias``."""

    weights: Floats
    bias: float
    encoder: str

    @classmethod
    def fit(cls, known: Floats, foreign: Floats, encoder: str, penalty: float = 1.0) -> Familiar:
        """From unit vectors (n, d) of what is known and (m, d) of what is not; both weigh alike."""
        from scipy.optimize import minimize

        rows = np.concatenate([known, foreign]).astype(np.float64)
        side = np.concatenate([np.ones(len(known)), -np.ones(len(foreign))])
        share = len(rows) / 2 / np.where(side > 0, len(known), len(foreign))

        def loss(at: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
            margin = side * (rows @ at[:-1] + at[-1])
            pull = -side * share / (1 + np.exp(margin))
            slope = np.append(pull @ rows + penalty * at[:-1], pull.sum())
            cost = share @ np.logaddexp(0, -margin) + penalty / 2 * at[:-1] @ at[:-1]
            return float(cost), slope

        found = minimize(loss, np.zeros(rows.shape[1] + 1), jac=True, method="L-BFGS-B").x
        return cls(found[:-1].astype(np.float32), float(found[-1]), encoder)

    @classmethod
    def load(cls, folder: Path) -> Familiar:
        """Read it from ``folder``; raises Unavailable where it is not there."""
        arrays, notes = shipped.read(folder / FILE)
        return cls(arrays["weights"], float(arrays["bias"][0]), notes["encoder"])

    def save(self, folder: Path) -> None:
        """Write it into ``folder``."""
        from safetensors.numpy import save_file

        bias = np.array([self.bias], np.float32)
        found = {"weights": self.weights, "bias": bias}
        save_file(found, folder / FILE, metadata={"encoder": self.encoder})

    def __call__(self, vectors: Floats) -> Floats:
        """0 (photos) to 1 (the painted world) for unit vectors (n, d)."""
        return np.asarray(1 / (1 + np.exp(-(vectors @ self.weights + self.bias))), np.float32)


def knows_source(
    frames: NDArray[np.uint8], encoder: Encoder, folder: Path = FOLDER
) -> float | None:
    """How surely a clip (t, h, w, 3), RGB, is of the world that the generator knows, 0 to 1.

    Below :data:`KNOWN` it is taken for real footage: what the generator makes of it resembles
    nothing. ``None`` where it cannot be told: ``encoder`` is not the one that the weights in
    ``folder`` were fitted to, or the weights are not there.
    """
    return knows_vector(looks(frames, encoder), encoder.name, folder)


def knows_vector(vector: Floats, encoder: str, folder: Path = FOLDER) -> float | None:
    """The same by the mean vector (d,) of a clip's frames, from the ``encoder`` of that name."""
    try:
        familiar = _loaded(folder)
    except Unavailable:
        return None
    if encoder != familiar.encoder:
        return None
    unit = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return float(familiar(unit[None])[0])


def looks(frames: NDArray[np.uint8], encoder: Encoder) -> Floats:
    """The unit mean vector (d,) of a few frames of a clip."""
    places = np.linspace(0, len(frames) - 1, min(LOOKED_AT, len(frames))).astype(int)
    vector = encoder.images(frames[places]).mean(0)
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), np.float32)


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Familiar:
    return Familiar.load(folder)
