"""Interactions by position, split into training, validation and test, as public data has them."""

from __future__ import annotations

import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest
from models.recommend.interactions import Interactions


def read_split(folder: Path) -> tuple[Interactions, Interactions, Interactions]:
    """Read ``train.npz``, ``val.npz`` and ``test.npz``, brought to one shape."""
    train, val, test = read_npz(*(folder / f"{name}.npz" for name in ("train", "val", "test")))
    return train, val, test


def read_npz(*files: Path) -> tuple[Interactions, ...]:
    """Read files with ``user`` and ``item`` positions and ``shape``, brought to one shape.

    So HKUDS publishes its TikTok split, with the sides of the shape in either order.

    Raises:
        BadRequest: when a file is not such a one, or the positions do not fit the shape.
    """
    found = [_positions(file) for file in files]
    users = max(int(one.max(initial=-1)) + 1 for one, _, _ in found)
    items = max(int(one.max(initial=-1)) + 1 for _, one, _ in found)
    sides = np.max([shape for _, _, shape in found], axis=0)
    if users > sides[0] or items > sides[1]:
        sides = sides[::-1]
    if users > sides[0] or items > sides[1]:
        raise BadRequest(
            f"{files[0]}: {users} users and {items} items do not fit the shape {sides.tolist()}"
        )
    everybody, everything = np.arange(int(sides[0])), np.arange(int(sides[1]))
    return tuple(Interactions.of(everybody, everything, one, other) for one, other, _ in found)


def _positions(file: Path) -> tuple[NDArray[np.int64], NDArray[np.int64], list[int]]:
    try:
        with file.open("rb") as opened, np.load(opened, allow_pickle=False) as data:
            users, items = data["user"].astype(np.int64), data["item"].astype(np.int64)
            sides = [int(side) for side in data["shape"]]
    except (OSError, EOFError, BadZipFile, zlib.error, KeyError, ValueError) as exc:
        raise BadRequest(
            f"{file} could not be read as interactions ({exc}); expected an .npz with the arrays "
            "user, item and shape"
        ) from exc
    if len(users) != len(items) or (len(users) and min(users.min(), items.min()) < 0):
        raise BadRequest(f"{file}: user and item must be of one length and not negative")
    return users, items, sides
