"""Features of items, one row an item, made comparable; what is unknown looks like nothing."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest


def checked_features(name: str, features: NDArray[Any], items: int) -> NDArray[np.float32]:
    """Centre (items, d) features and bring them to unit length; an unknown item's stay zero.

    An item without features (a row of zeros, or of NaN) looks like nothing, and near nothing.

    Raises:
        BadRequest: when there is not one row an item.
    """
    data = np.asarray(features, np.float32)
    if data.ndim != 2 or len(data) != items:
        raise BadRequest(
            f"{name} features have the shape {data.shape}; expected ({items}, d), a row an item"
        )
    return unit(data, centre(data))


def unit(features: NDArray[Any], middle: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows (n, d) less the ``middle`` (d,), of length one; zero where they are not known."""
    data = np.asarray(features, np.float32)
    centred = np.where(known_rows(data)[:, None], np.nan_to_num(data) - middle, 0)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    return np.asarray(centred / np.maximum(length, 1e-9), dtype=np.float32)


def known_rows(features: NDArray[Any]) -> NDArray[np.bool_]:
    """Which items have features at all."""
    return np.asarray(np.isfinite(features).all(axis=1) & features.any(axis=1))


def centre(features: NDArray[Any]) -> NDArray[np.float32]:
    """The mean of the known rows (d,): what :func:`checked_features` takes off."""
    data = np.asarray(features, np.float32)
    known = data[known_rows(data)]
    return np.asarray(known.mean(axis=0) if len(known) else np.zeros(data.shape[1], np.float32))
