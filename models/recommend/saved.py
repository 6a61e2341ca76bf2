"""A trained recommender in one file with the names of its items and what it was trained on.

A recommender knows positions; whoever serves it knows ids. In one file neither can be replaced
without the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.recommend.factors import Factors, read, write
from models.recommend.graph_filter import GraphFilter
from models.recommend.recommender import Recommender

IDS, FACTS = "saved.ids", "saved.facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A recommender whose columns have names.

    Attributes:
        items: the ids of its columns.
        until: the time (seconds since 1970) of the latest interaction it was trained on.
        visitors: how many real visitors it was trained on; the others were simulated.
    """

    model: Recommender
    items: tuple[str, ...]
    until: float = 0.0
    visitors: int = 0


def save(saved: Saved, file: Path) -> None:
    """Write it as safetensors, whole or not at all.

    Raises:
        ValueError: when an id has a line break, or there is not one id a column.
    """
    if len(saved.items) != len(saved.model.fold_in([])):
        raise ValueError(f"{len(saved.items)} ids for {len(saved.model.fold_in([]))} columns")
    if any("\n" in item for item in saved.items):
        raise ValueError("an item id has a line break")
    saved.model.save(file.with_suffix(".model"))
    name, arrays = read(file.with_suffix(".model"))
    file.with_suffix(".model").unlink()
    arrays[IDS] = np.frombuffer("\n".join(saved.items).encode(), np.uint8)
    arrays[FACTS] = np.array([saved.until, saved.visitors], np.float64)
    write(file, name, arrays)


def load(file: Path) -> Saved:
    """Read what :func:`save` wrote; raises Unavailable where it is not that."""
    name, arrays = read(file)
    try:
        items = arrays.pop(IDS).tobytes().decode()
        until, visitors = arrays.pop(FACTS).tolist()
        model = _model(name, arrays)
    except (KeyError, ValueError) as exc:
        raise Unavailable(f"{file} lacks a part of a recommender ({exc}); train it again") from exc
    ids = tuple(items.split("\n")) if items else ()
    return Saved(model=model, items=ids, until=float(until), visitors=int(visitors))


def _model(name: str, arrays: Mapping[str, NDArray[Any]]) -> Recommender:
    return GraphFilter.of(name, arrays) if "basis" in arrays else Factors.of(name, arrays)
