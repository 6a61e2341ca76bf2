"""How well the recommenders rank real behaviour, and what training them costs.

``python -m benchmarks.recommend --data DIR [--models NAME …] [--seeds N] [--json FILE]``. DIR (or
its folder ``tiktok``) holds ``train.npz``, ``val.npz`` and ``test.npz`` (``user``, ``item``,
``shape``) and features ``*_feat.npy``, a row an item. All items are ranked, those of training left
out; the epoch is chosen on validation; popularity is the baseline.

Newcomers: models trained without a tenth of the users meet them afterwards, by fold-in from their
first likes alone, beside the same model trained with them.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.harness import Row, arguments, report
from models.metrics.ranking import Ranked, interval, ranked
from models.recommend import bpr, graph_filter, lightgcn, mmgcn
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender
from models.recommend.splits import read_split
from models.recommend.training import Schedule

Features = Mapping[str, NDArray[np.float16]]
Fit = Callable[[Interactions, Interactions, Features, int], Recommender]


def _contrastive(train: Interactions, val: Interactions, _: Features, seed: int) -> Recommender:
    plan = lightgcn.Plan(contrast=0.1)
    return lightgcn.fit(
        train, val, plan=plan, schedule=Schedule(rate=2e-3, seed=seed, epochs=60, every=3)
    )


FITS: Mapping[str, Fit] = {
    "popularity": lambda train, val, features, seed: popularity(train),
    "bpr": lambda train, val, features, seed: bpr.fit(
        train, val, schedule=Schedule(rate=5e-3, decay=3e-3, seed=seed)
    ),
    "lightgcn": lambda train, val, features, seed: lightgcn.fit(
        train, val, schedule=replace(lightgcn.SCHEDULE, seed=seed)
    ),
    "contrastive": _contrastive,
    "mmgcn": lambda train, val, features, seed: mmgcn.fit(
        train, val, features, schedule=Schedule(rate=1e-3, seed=seed)
    )[0],
    "graph-people": lambda train, val, features, seed: graph_filter.fit(train),
    "graph": lambda train, val, features, seed: graph_filter.fit(train, features),
}
DETERMINISTIC = frozenset({"popularity", "graph", "graph-people"})


def load(folder: Path) -> tuple[Interactions, Interactions, Interactions, Features]:
    """The split and its features by modality."""
    inner = folder / "tiktok"
    root = inner if inner.is_dir() else folder
    features = {
        file.name.removesuffix("_feat.npy"): np.load(file, allow_pickle=False)
        for file in sorted(root.glob("*_feat.npy"))
    }
    return (*read_split(root), features)


def quality(
    name: str,
    data: tuple[Interactions, Interactions, Interactions, Features],
    seeds: Sequence[int],
) -> Row:
    """One row: the mean of the seeds on test, with the spread of recall."""
    train, val, test, features = data
    found: list[Ranked] = []
    seconds: list[float] = []
    on_val: list[float] = []
    chosen = seeds[:1] if name in DETERMINISTIC else seeds
    for seed in chosen:
        began = time.perf_counter()
        model = FITS[name](train, val, features, seed)
        seconds.append(time.perf_counter() - began)
        on_val.append(ranked(model.scores, val.matrix, train.matrix).means()["recall"])
        found.append(ranked(model.scores, test.matrix, train.matrix))
    recalls = [one.means()["recall"] for one in found]
    low, high = interval(np.mean([one.recall for one in found], axis=0))
    return {
        "model": model.name + (", people alone" if name == "graph-people" else ""),
        "recall@20": f"{statistics.mean(recalls):.4f}",
        "± seeds": f"{statistics.pstdev(recalls):.4f}" if len(recalls) > 1 else "-",
        "95 % of users": f"{low:.4f}–{high:.4f}",
        "precision@20": f"{statistics.mean(o.means()['precision'] for o in found):.5f}",
        "ndcg@20": f"{statistics.mean(o.means()['ndcg'] for o in found):.4f}",
        "val recall@20": f"{statistics.mean(on_val):.4f}",
        "seconds": f"{statistics.median(seconds):.0f}",
        "peak MB": f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}",
        "seeds": len(chosen),
    }


def newcomers(
    name: str,
    data: tuple[Interactions, Interactions, Interactions, Features],
    likes: Sequence[int] = (1, 3, 10),
    seed: int = 0,
) -> list[Row]:
    """Recall@20 on test of users left out of training, after so many likes, by fold-in.

    Beside it the same users through popularity, and through the model trained with those likes.
    """
    train, val, test, features = data
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    for count in likes:
        enough = np.flatnonzero(
            (np.diff(train.matrix.indptr) >= count) & (np.diff(test.matrix.indptr) > 0)
        )
        if not len(enough):
            continue
        # A tenth, so that the model stays what it is; of few, all.
        chosen = np.sort(rng.permutation(enough)[: max(len(enough) // 10, min(len(enough), 100))])
        first = {user: _first(train.matrix, user, count, rng) for user in chosen}
        without = _replaced(train, {user: np.zeros(0, np.int64) for user in chosen})
        given = _replaced(train, first)
        met = FITS[name](without, val, features, seed)
        whole = FITS[name](given, val, features, seed)
        position = {user: place for place, user in enumerate(chosen)}
        folded = np.stack([met.fold_in(list(first[user])) for user in chosen])
        held = _only(test.matrix, chosen)
        parts = {
            "popularity": ranked(popularity(without).scores, held, given.matrix),
            "fold-in": ranked(
                lambda users, folded=folded, position=position: folded[
                    [position[user] for user in users]
                ],
                held,
                given.matrix,
            ),
            "retrained with them": ranked(whole.scores, held, given.matrix),
        }
        full = parts["retrained with them"].means()["recall"]
        for way, one in parts.items():
            low, high = interval(one.recall)
            mean = one.means()["recall"]
            rows.append(
                {
                    "model": met.name, "likes": count, "way": way, "recall@20": f"{mean:.4f}",
                    "95 %": f"{low:.4f}–{high:.4f}",
                    "of retraining": f"{mean / full:.0%}" if full else "-",
                    "users": len(chosen),
                }
            )  # fmt: skip
    return rows


def _first(
    matrix: sparse.csr_array, user: int, count: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    liked = matrix.indices[matrix.indptr[user] : matrix.indptr[user + 1]]
    return np.asarray(rng.permutation(liked)[:count], np.int64)


def _replaced(data: Interactions, likes: Mapping[int, NDArray[np.int64]]) -> Interactions:
    """The same interactions, with those of some users replaced."""
    rows, columns = data.matrix.nonzero()
    stay = ~np.isin(rows, list(likes))
    users = np.concatenate([rows[stay], *(np.full(len(v), u) for u, v in likes.items())])
    items = np.concatenate([columns[stay], *likes.values()])
    matrix = sparse.csr_array(
        (np.ones(len(users), np.float32), (users.astype(int), items.astype(int))), shape=data.shape
    )
    return Interactions(users=data.users, items=data.items, matrix=matrix)


def _only(matrix: sparse.csr_array, users: NDArray[np.int64]) -> sparse.csr_array:
    keep = np.zeros(matrix.shape[0], np.float32)
    keep[users] = 1
    chosen = sparse.csr_array(sparse.diags_array(keep) @ matrix)
    chosen.eliminate_zeros()
    return chosen


def main(given: Sequence[str] | None = None) -> None:
    parser = arguments(__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--models", nargs="+", choices=FITS, default=list(FITS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--newcomers", choices=FITS, default="graph", help="which model meets them")
    args = parser.parse_args(given)
    if args.data is None:
        parser.error("give --data DIR with train.npz, val.npz and test.npz")
    data = load(args.data)
    rows = []
    for name in args.models:
        rows.append(quality(name, data, range(args.seeds)))
        print(" ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    report("All-item ranking on held-out interactions", rows, args.json)
    target = args.json and args.json.with_stem(args.json.stem + "-newcomers")
    report("Newcomers", newcomers(args.newcomers, data), target)


if __name__ == "__main__":
    main()
