"""The recommenders that are compared, each fitted the way its own settings say, and their data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.recommend import bpr, graph_filter, lightgcn, mmgcn
from models.recommend.graph_filter import Steps
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender
from models.recommend.splits import read_split
from models.recommend.training import Schedule

Features = Mapping[str, NDArray[np.float16]]
Fit = Callable[["Split", int], Recommender]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is trained on, what the epoch is chosen on, what is measured on, and the features.

    ``runs`` is the folder of checkpoints, from which an interrupted training goes on.
    """

    train: Interactions
    val: Interactions
    test: Interactions
    features: Features
    runs: Path | None = None


def load(folder: Path) -> Split:
    """Read ``folder`` or its folder ``tiktok``: three ``.npz`` and features ``*_feat.npy``."""
    inner = folder / "tiktok"
    root = inner if inner.is_dir() else folder
    train, val, test = read_split(root)
    features = {
        file.name.removesuffix("_feat.npy"): np.load(file, allow_pickle=False)
        for file in sorted(root.glob("*_feat.npy"))
    }
    return Split(train=train, val=val, test=test, features=features)


def _looks(features: Features) -> Features:
    """The features without sound: on validation the graph filter finds more by looks alone."""
    return {name: rows for name, rows in features.items() if name != "audio"}


def _how(data: Split, name: str, schedule: Schedule, seed: int) -> dict[str, Any]:
    """The schedule with its seed; and where checkpoints are kept, these and what is told."""
    if data.runs is None:
        return {"schedule": replace(schedule, seed=seed)}
    tell = partial(print, name, seed, flush=True)
    return {
        "schedule": replace(schedule, seed=seed),
        "run": data.runs / f"{name}-{seed}",
        "tell": tell,
    }


FITS: Mapping[str, Fit] = {
    "popularity": lambda data, seed: popularity(data.train),
    "bpr": lambda data, seed: bpr.fit(
        data.train, data.val, **_how(data, "bpr", bpr.SCHEDULE, seed)
    ),
    "lightgcn": lambda data, seed: lightgcn.fit(
        data.train, data.val, **_how(data, "lightgcn", lightgcn.SCHEDULE, seed)
    ),
    "mmgcn": lambda data, seed: mmgcn.fit(
        data.train, data.val, data.features, **_how(data, "mmgcn", mmgcn.SCHEDULE, seed)
    )[0],
    "graph-people": lambda data, seed: graph_filter.fit(data.train),
    "graph": lambda data, seed: graph_filter.fit(data.train, _looks(data.features)),
}


def learner(name: str, data: Split, seed: int) -> Callable[[Interactions], Recommender | Steps]:
    """Return what learns from other likes of the same items, to be asked by a few people once.

    The graph filter then is not formed: that is most of what it costs.
    """
    if name not in ("graph", "graph-people"):
        return lambda train: FITS[name](replace(data, train=train), seed)
    steps = Steps.of(data.train.matrix, _looks(data.features) if name == "graph" else None)
    return lambda train: steps.on(train.matrix)


DETERMINISTIC = frozenset({"popularity", "graph", "graph-people"})
"""Those without a seed: closed forms, the same every time."""
