"""Who liked what, read from the formats that public data comes in.

Readers return ids as they stand in the file and positions for the models. Treatment, for all:
a pair that stands more than once counts once; of a like and a later dislike the later one counts
(in a file without times, the later line); a time in the future is taken as now.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.errors import BadRequest

POSITIVE = frozenset({"like", "rate", "watch", ""})
"""Kinds of feedback that may speak for an item; any other kind in a row speaks against it."""

ENOUGH = {"rate": 4.0, "watch": 0.0}
"""Values from which a rating or a watch counts as a like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interactions:
    """A binary matrix with the names of its rows and columns.

    ``matrix`` is float32 (users, items), 1 where a user liked an item. ``times`` (seconds since
    1970) goes with ``matrix.data``, or is ``None`` where nobody wrote it down.
    """

    users: NDArray[Any]
    items: NDArray[Any]
    matrix: sparse.csr_array
    times: NDArray[np.float64] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Users and items."""
        return len(self.users), len(self.items)


def read_npz(*files: Path) -> tuple[Interactions, ...]:
    """Read files with ``user`` and ``item`` positions and ``shape``, brought to one shape.

    So HKUDS publishes its TikTok split, with the sides of the shape in either order.
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
    shape = (int(sides[0]), int(sides[1]))
    return tuple(
        Interactions(
            users=np.arange(shape[0]),
            items=np.arange(shape[1]),
            matrix=_binary(one, other, shape),
        )
        for one, other, _ in found
    )


def _positions(file: Path) -> tuple[NDArray[np.int64], NDArray[np.int64], list[int]]:
    try:
        with np.load(file, allow_pickle=False) as data:
            users, items = data["user"].astype(np.int64), data["item"].astype(np.int64)
            sides = [int(side) for side in data["shape"]]
    except (OSError, KeyError, ValueError) as exc:
        raise BadRequest(
            f"{file} could not be read as interactions ({exc}); expected an .npz with the arrays "
            "user, item and shape"
        ) from exc
    if len(users) != len(items) or (len(users) and min(users.min(), items.min()) < 0):
        raise BadRequest(f"{file}: user and item must be of one length and not negative")
    return users, items, sides


def read_split(folder: Path) -> tuple[Interactions, Interactions, Interactions]:
    """Read ``train.npz``, ``val.npz`` and ``test.npz``, brought to one shape."""
    train, val, test = read_npz(*(folder / f"{name}.npz" for name in ("train", "val", "test")))
    return train, val, test


def read_csv(
    file: Path, *, user: str = "user", item: str = "item", separator: str = ","
) -> Interactions:
    """Read a table of one interaction a line; ten million lines take about 2 GB.

    Columns ``kind`` (like, dislike, skip, watch, rate), ``value`` and ``at`` or ``timestamp``
    (seconds or milliseconds since 1970) are used where they are there. MicroLens' pairs are such
    a table (``user,item,timestamp``).

    Raises:
        BadRequest: with the line, when the table is not one.
    """
    from pyarrow import csv as tables

    csv: Any = tables

    bad: list[str] = []

    def note(row: Any) -> str:
        bad.append(f"line {row.number}: {row.actual_columns} columns, not {row.expected_columns}")
        return "skip"

    try:
        table = csv.read_csv(
            file,
            # One thread, so that the number of a bad line is known.
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(delimiter=separator, invalid_row_handler=note),
            convert_options=csv.ConvertOptions(column_types={user: "string", item: "string"}),
        )
    except (ValueError, OSError) as exc:
        raise BadRequest(f"{file} could not be read as a table: {exc}") from exc
    if bad:
        raise BadRequest(f"{file}: {len(bad)} lines do not fit the heading, first {bad[0]}")
    lacking = [name for name in (user, item) if name not in table.column_names]
    if lacking:
        raise BadRequest(
            f"{file} has the columns {', '.join(table.column_names)}; expected {user} and {item}, "
            "and kind, value, at where known"
        )
    columns = {name: table[name].to_numpy(zero_copy_only=False) for name in table.column_names}
    for name in (user, item):
        empty = np.flatnonzero((columns[name] == "") | (columns[name] == None))  # noqa: E711
        if len(empty):
            raise BadRequest(f"{file}, line {empty[0] + 2}: the column {name} is empty")
    return _latest(file, columns, user, item)


def _latest(file: Path, columns: dict[str, NDArray[Any]], user: str, item: str) -> Interactions:
    """Keep what was said last of each pair, where it speaks for the item."""
    users, user_at = np.unique(columns[user].astype(str), return_inverse=True)
    items, item_at = np.unique(columns[item].astype(str), return_inverse=True)
    times = _times(file, columns)
    order = np.arange(len(user_at)) if times is None else np.argsort(times, kind="stable")
    pair = (user_at.astype(np.int64) * max(len(items), 1) + item_at)[order]
    # The last of each pair: the first when read from the end.
    _, last = np.unique(pair[::-1], return_index=True)
    rows = order[len(pair) - 1 - last]
    rows = rows[_good(file, columns, len(user_at))[rows]]
    matrix = _binary(user_at[rows], item_at[rows], (len(users), len(items)))
    kept = None
    if times is not None:
        kept = times[rows][np.lexsort((item_at[rows], user_at[rows]))]
    return Interactions(users=users, items=items, matrix=matrix, times=kept)


def _good(file: Path, columns: dict[str, NDArray[Any]], count: int) -> NDArray[np.bool_]:
    """Which rows speak for their item."""
    if "kind" not in columns:
        return np.ones(count, bool)
    kinds = np.where(columns["kind"] == None, "", columns["kind"]).astype(str)  # noqa: E711
    good = np.isin(kinds, sorted(POSITIVE))
    values = _numbers(file, columns, "value")
    if values is not None:
        for kind, least in ENOUGH.items():
            good &= ~((kinds == kind) & ~(values >= least))
    return good


def _times(file: Path, columns: dict[str, NDArray[Any]]) -> NDArray[np.float64] | None:
    name = next((name for name in ("at", "timestamp", "time") if name in columns), None)
    found = None if name is None else _numbers(file, columns, name)
    if found is None:
        return None
    unknown = np.flatnonzero(np.isnan(found))
    if len(unknown):
        raise BadRequest(f"{file}, line {unknown[0] + 2}: the column {name} is empty")
    seconds = np.where(found > 1e11, found / 1000, found)
    return np.asarray(np.minimum(seconds, time.time()))


def _numbers(file: Path, columns: dict[str, NDArray[Any]], name: str) -> NDArray[np.float64] | None:
    if name not in columns:
        return None
    try:
        return np.asarray(columns[name], np.float64)
    except (TypeError, ValueError):
        line = next(i for i, text in enumerate(columns[name]) if not _is_number(text)) + 2
        raise BadRequest(
            f"{file}, line {line}: got {str(columns[name][line - 2])[:40]!r} in the column {name}, "
            "expected a number"
        ) from None


def _is_number(text: object) -> bool:
    try:
        float(str(text))
    except ValueError:
        return False
    return True


def _binary(users: NDArray[Any], items: NDArray[Any], shape: tuple[int, int]) -> sparse.csr_array:
    matrix = sparse.csr_array(
        (np.ones(len(users), np.float32), (users, items)), shape=shape, dtype=np.float32
    )
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


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
    centred = np.where(known_rows(data)[:, None], np.nan_to_num(data) - centre(data), 0)
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
