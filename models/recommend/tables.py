"""Interactions read from tables: plain CSV, as MicroLens' pairs are.

Treatment, for all: a pair that stands more than once counts once; of a like and a later dislike
the later one counts (in a file without times, the later line); a time in the future is taken as
now. A user or item whose only feedback speaks against it stays as a row or column without a like.
"""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import BadRequest
from models.recommend.interactions import Interactions

POSITIVE = frozenset({"like", "rate", "watch", ""})
"""Kinds of feedback that may speak for an item; any other kind in a row speaks against it."""

ENOUGH = {"rate": 4.0, "watch": 0.0}
"""Values from which a rating or a watch counts as a like."""

TIMES = ("at", "timestamp", "time")
MILLISECONDS = 1e11
"""Times above are in milliseconds: as seconds they would lie after the year 5138."""


def read_csv(
    file: Path, *, user: str = "user", item: str = "item", separator: str = ","
) -> Interactions:
    """Read a table of one interaction a line.

    Columns ``kind`` (like, dislike, skip, watch, rate), ``value`` and ``at`` or ``timestamp``
    (seconds or milliseconds since 1970) are used where they are there, others are passed over.
    ``MicroLens-100k_pairs.csv`` is such a table (``user,item,timestamp``).

    Raises:
        BadRequest: with the line, when the table is not one.
    """
    heads = _heading(file, separator)
    lacking = [name for name in (user, item) if name not in heads]
    if lacking:
        raise BadRequest(
            f"{file} has the columns {', '.join(heads)}; expected {user} and {item}, "
            "and kind, value, at where known"
        )
    at = next((name for name in TIMES if name in heads), None)
    table = _table(file, separator, (user, item, "kind"), ("value", at or TIMES[0]), heads)
    users, rows = _names(file, table[user], user)
    items, columns = _names(file, table[item], item)
    times = None if at is None else _times(file, table[at], at)
    order = np.arange(len(rows)) if times is None else np.argsort(times, kind="stable")
    # Each pair keeps the line that spoke of it last; then it is asked whether that spoke for it.
    said = Interactions.of(users, items, rows[order], columns[order], order)
    assert said.times is not None
    line = said.times.astype(np.int64)
    last = replace(said, times=None if times is None else times[line])
    return last.only(_good(table, len(rows))[line])


def _arrow() -> tuple[Any, Any]:
    """Pyarrow and its reader of tables, whose types are not exported."""
    import pyarrow
    from pyarrow import csv

    return pyarrow, csv


def _heading(file: Path, separator: str) -> list[str]:
    _, csv = _arrow()
    parse = csv.ParseOptions(delimiter=separator, invalid_row_handler=lambda _: "skip")
    try:
        with csv.open_csv(file, parse_options=parse) as reader:
            return list(reader.schema.names)
    except (ValueError, OSError) as exc:
        raise BadRequest(f"{file} could not be read as a table: {exc}") from exc


def _table(
    file: Path, separator: str, words: tuple[str, ...], numbers: tuple[str, ...], heads: list[str]
) -> Mapping[str, Any]:
    """The columns that are used: words as numbers and a dictionary, numbers as float64."""
    pyarrow, csv = _arrow()
    bad: list[str] = []

    def note(row: Any) -> str:
        if not bad:
            bad.append(
                f"line {row.number}: {row.actual_columns} columns, not {row.expected_columns}"
            )
        return "skip"

    kinds: dict[str, Any] = {name: pyarrow.dictionary(pyarrow.int32(), "string") for name in words}
    kinds |= {name: pyarrow.float64() for name in numbers}
    try:
        table = csv.read_csv(
            file,
            # One thread, so that the number of a bad line is known.
            read_options=csv.ReadOptions(use_threads=False),
            parse_options=csv.ParseOptions(delimiter=separator, invalid_row_handler=note),
            convert_options=csv.ConvertOptions(
                column_types=kinds, include_columns=[name for name in kinds if name in heads]
            ),
        )
    except (ValueError, OSError) as exc:
        raise BadRequest(_told(file, str(exc), heads)) from exc
    if bad:
        raise BadRequest(f"{file}, {bad[0]}; mend or remove such lines")
    return {name: table[name] for name in table.column_names}


def _told(file: Path, message: str, heads: list[str]) -> str:
    """The message about a value that is no number, in our words rather than pyarrow's."""
    found = re.search(r"column #(\d+): Row #(\d+): .* invalid value '(.*)'", message)
    if found is None:
        return f"{file} could not be read as a table: {message}"
    column, line, value = found.groups()
    return (
        f"{file}, line {line}: got {value[:40]!r} in the column {heads[int(column)]}, "
        "expected a number"
    )


def _names(file: Path, column: Any, name: str) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """The sorted names of a column and the place of each line's among them."""
    coded = column.unify_dictionaries().combine_chunks()
    if not len(coded):
        raise BadRequest(f"{file} has a heading and no lines")
    if coded.null_count or not all(words := coded.dictionary.to_pylist()):
        empty = coded.is_null().to_numpy(zero_copy_only=False)
        if not empty.any():
            empty = coded.indices.to_numpy() == words.index("")
        line = int(np.flatnonzero(empty)[0]) + 2
        raise BadRequest(f"{file}, line {line}: the column {name} is empty")
    names = np.array(words, dtype=object)
    order = np.argsort(names, kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return names[order], place[coded.indices.to_numpy()]


def _times(file: Path, column: Any, name: str) -> NDArray[np.float64]:
    found = column.to_numpy()
    unknown = np.flatnonzero(np.isnan(found))
    if len(unknown):
        raise BadRequest(f"{file}, line {unknown[0] + 2}: the column {name} is empty")
    seconds = np.where(found > MILLISECONDS, found / 1000, found)
    return np.asarray(np.minimum(seconds, time.time()), np.float64)


def _good(table: Mapping[str, Any], count: int) -> NDArray[np.bool_]:
    """Which lines speak for their item: bool (lines,)."""
    if "kind" not in table:
        return np.ones(count, bool)
    coded = table["kind"].unify_dictionaries().combine_chunks()
    words = ["" if word is None else word for word in coded.dictionary.to_pylist()]
    places = coded.indices.fill_null(len(words)).to_numpy()
    words.append("")
    good = np.array([word in POSITIVE for word in words])[places]
    if "value" in table:
        values = table["value"].to_numpy()
        for kind, least in ENOUGH.items():
            of_kind = np.array([word == kind for word in words])[places]
            good &= ~(of_kind & ~(values >= least))
    return np.asarray(good, bool)
