"""The recommenders that are compared, each fitted the way its own settings say, and their data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.recommend import bpr, graph_filter, lightgcn, mmgcn
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender
from models.recommend.splits import read_split

Features = Mapping[str, NDArray[np.float16]]
Fit = Callable[["Split", int], Recommender]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """What is trained on, what the epoch is chosen on, what is measured on, and the features."""

    train: Interactions
    val: Interactions
    test: Interactions
    features: Features


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


FITS: Mapping[str, Fit] = {
    "popularity": lambda data, seed: popularity(data.train),
    "bpr": lambda data, seed: bpr.fit(
        data.train, data.val, schedule=replace(bpr.SCHEDULE, seed=seed)
    ),
    "lightgcn": lambda data, seed: lightgcn.fit(
        data.train, data.val, schedule=replace(lightgcn.SCHEDULE, seed=seed)
    ),
    "mmgcn": lambda data, seed: mmgcn.fit(
        data.train, data.val, data.features, schedule=replace(mmgcn.SCHEDULE, seed=seed)
    )[0],
    "graph-people": lambda data, seed: graph_filter.fit(data.train),
    "graph": lambda data, seed: graph_filter.fit(data.train, _looks(data.features)),
}
DETERMINISTIC = frozenset({"popularity", "graph", "graph-people"})
"""Those without a seed: closed forms, the same every time."""
