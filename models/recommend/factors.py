"""A recommender as factors: a vector a user, a vector an item, their dot product the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.recommend.recommender import Vector, weighted_mean

PARTS = ("users", "items", "folding", "popularity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Factors:
    """See :class:`models.recommend.recommender.Recommender`.

    ``users`` (n, d), ``items`` (m, d); ``folding`` (m, d) holds what liking an item adds to the
    vector of somebody new; ``popularity`` (m,) is for those of whom nothing is known.
    """

    name: str
    users: Vector
    items: Vector
    folding: Vector
    popularity: Vector

    @property
    def dimensions(self) -> int:
        """See the protocol."""
        return int(self.items.shape[1])

    def scores(self, users: NDArray[np.int64]) -> Vector:
        """See the protocol."""
        return np.asarray(self.users[users] @ self.items.T, dtype=np.float32)

    def visitor(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """See the protocol."""
        return weighted_mean(self.folding, liked, weights)

    def fold_in(self, liked: Sequence[int], weights: Sequence[float] | None = None) -> Vector:
        """See the protocol."""
        vector = self.visitor(liked, weights)
        return self.items @ vector if vector.any() else self.popularity

    def save(self, file: Path) -> None:
        """See the protocol."""
        arrays = {name: np.ascontiguousarray(getattr(self, name), np.float32) for name in PARTS}
        write(file, self.name, arrays)

    @classmethod
    def load(cls, file: Path) -> Factors:
        """Read what :meth:`save` wrote; raises Unavailable where it is not that."""
        return cls.of(*read(file))

    @classmethod
    def of(cls, name: str, arrays: Mapping[str, NDArray[Any]]) -> Factors:
        """Put together what :func:`read` found."""
        return cls(name=name, **{part: np.asarray(arrays[part], np.float32) for part in PARTS})


def write(file: Path, name: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Write arrays as safetensors; a reader never sees half a file."""
    from safetensors.numpy import save_file

    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".tmp")
    save_file(dict(arrays), temporary, metadata={"recommender": name})
    temporary.replace(file)


def read(file: Path) -> tuple[str, dict[str, NDArray[Any]]]:
    """Read the name and arrays of a recommender's file."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(file, framework="np") as opened:
            metadata = opened.metadata() or {}
            arrays = {key: opened.get_tensor(key) for key in opened.keys()}  # noqa: SIM118
    except (OSError, SafetensorError) as exc:
        raise Unavailable(f"{file} is no trained recommender ({exc}); train it again") from exc
    if "recommender" not in metadata:
        raise Unavailable(f"{file} is no trained recommender; train it again")
    return metadata["recommender"], arrays
