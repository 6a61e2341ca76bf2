"""A small BERT (Devlin et al. 2019) in NumPy, for one sentence at a time: no torch, milliseconds.

Weights are int8 with one scale a row (``models.train.instructor`` writes them) and become float32
when they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from models.errors import Unavailable

Array = NDArray[np.float32]
HEADS = 12
EPSILON = 1e-12
ROOT2 = np.float32(np.sqrt(2.0))


class Outputs(NamedTuple):
    """Logits: decisions (6,), acts (25,), tools (8,), harm (), slots (tokens, 9)."""

    decisions: Array
    acts: Array
    tools: Array
    harm: float
    slots: Array


def load(files: Sequence[Path]) -> dict[str, Array]:
    """Read the tensors of ``files``, dequantised; raises Unavailable where one is not there."""
    from safetensors.numpy import load_file

    tensors: dict[str, NDArray[np.generic]] = {}
    for file in files:
        if not file.is_file():
            raise Unavailable(
                f"the instructor's reader needs {file}, and it is not there; restore "
                "assets/weights from the repository"
            )
        tensors |= load_file(file)
    made = {}
    for name, tensor in tensors.items():
        if name.endswith(".scale"):
            continue
        scale = tensors.get(f"{name}.scale")
        value = np.asarray(tensor, dtype=np.float32)
        made[name] = value if scale is None else value * np.asarray(scale, np.float32)[:, None]
    return made


class Network:
    """The encoder with its heads."""

    def __init__(self, tensors: Mapping[str, Array]) -> None:
        self._t = tensors
        self.layers = 1 + max(int(k.split(".")[1]) for k in tensors if k.startswith("layer."))

    def __call__(self, ids: NDArray[np.int64], segments: NDArray[np.int64]) -> Outputs:
        """Token ids (n,) and segments (n,) of 0 and 1 to logits."""
        x = self.encoded(ids, segments)
        pooled = self.pooled(x)
        return Outputs(
            decisions=self._linear(pooled, "decisions"),
            acts=self._linear(pooled, "acts"),
            tools=self._linear(pooled, "tools"),
            harm=float(self._linear(pooled, "harm")[0]),
            slots=self._linear(x, "slots"),
        )

    def encoded(self, ids: NDArray[np.int64], segments: NDArray[np.int64]) -> Array:
        """Token ids (n,) and segments (n,) to vectors (n, d)."""
        t = self._t
        x = t["tokens"][ids] + t["positions"][: len(ids)] + t["segments"][segments]
        x = self._norm(x, "norm")
        for layer in range(self.layers):
            x = self._layer(x, f"layer.{layer}")
        return np.asarray(x)

    @staticmethod
    def pooled(x: Array) -> Array:
        """Vectors (n, d) to what the heads of the whole sentence read, (2 d,)."""
        return np.concatenate([x[0], x.mean(axis=0)])

    def _layer(self, x: Array, name: str) -> Array:
        n, d = x.shape
        q, k, v = (
            self._linear(x, f"{name}.{part}").reshape(n, HEADS, d // HEADS).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = q @ k.transpose(0, 2, 1) / np.float32(np.sqrt(d // HEADS))  # (heads, n, n)
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        mixed = (weights @ v).transpose(1, 0, 2).reshape(n, d)
        x = self._norm(x + self._linear(mixed, f"{name}.out"), f"{name}.norm1")
        inner = self._linear(x, f"{name}.up")
        inner = inner * np.float32(0.5) * (1 + erf(inner / ROOT2))
        return self._norm(x + self._linear(inner, f"{name}.down"), f"{name}.norm2")

    def _linear(self, x: Array, name: str) -> Array:
        return np.asarray(x @ self._t[f"{name}.weight"].T + self._t[f"{name}.bias"])

    def _norm(self, x: Array, name: str) -> Array:
        centred = x - x.mean(axis=-1, keepdims=True)
        scale = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + np.float32(EPSILON))
        return np.asarray(centred / scale * self._t[f"{name}.weight"] + self._t[f"{name}.bias"])
