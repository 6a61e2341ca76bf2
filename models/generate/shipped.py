"""Small arrays that ship beside the weights."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable


def read(file: Path) -> tuple[Mapping[str, NDArray[np.float32]], Mapping[str, str]]:
    """Arrays by name, and the notes, of a safetensors file; raises Unavailable where it is not
    there.
    """
    from safetensors import safe_open

    if not file.is_file():
        raise Unavailable(f"there is no {file}; restore assets/weights from the repository")
    with safe_open(str(file), "np") as kept:
        arrays = {name: kept.get_tensor(name).astype(np.float32) for name in kept.keys()}  # noqa: SIM118
        return arrays, kept.metadata() or {}
