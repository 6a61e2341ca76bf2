"""People who come after training: what fold-in finds for them beside full retraining.

Everybody with something held out is a newcomer once: the users are parted into folds, and a model
trained without a fold meets its people by their first likes alone. Beside it the same people
through popularity, and through the model trained anew with those likes. The likes are drawn in an
order of their own where no times are known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.harness import Row
from benchmarks.recommenders import FITS, Split
from models.metrics.ranking import Ranked, interval, ranked
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender

LIKES = (1, 3, 10)
MANY = 10
WAYS = ("popularity", "fold-in", "retrained with them")
K = 20
First = Mapping[int, NDArray[np.int64]]
"""User to the items they liked first."""


def newcomers(
    name: str, data: Split, folds: int = 10, likes: Sequence[int] = LIKES, seed: int = 0
) -> tuple[list[Row], list[str]]:
    """One row a number of likes and way; and what to know about those who like many things."""
    rng = np.random.default_rng(seed)
    had = np.diff(data.train.matrix.indptr)
    held = _held(data, had)
    order = {
        int(user): rng.permutation(_liked(data.train.matrix, int(user)))
        for user in np.flatnonzero((had > 0) & (np.diff(held.indptr) > 0))
    }
    parts = np.array_split(rng.permutation(np.array(list(order))), folds)
    found: dict[tuple[int, str], list[NDArray[np.float64]]] = {}
    places: list[NDArray[np.float64]] = []
    for part in parts:
        met = FITS[name](replace(data, train=_with(data.train, part, {})), seed)
        for count in likes:
            first = {int(user): order[int(user)][:count] for user in part if had[user] >= count}
            if not first:
                continue
            for way, one in _measured(name, data, met, part, first, held, seed).items():
                found.setdefault((count, way), []).append(one.recall)
            if count == MANY:
                places.append(_places(met, first, held))
    rows = [_row(count, way, found) for count in likes for way in WAYS if (count, way) in found]
    return rows, _notes(data, held, had, places)


def _held(data: Split, had: NDArray[np.int32]) -> sparse.csr_array:
    """What should be found: test, and of those who have many likes and nothing there, validation.

    There are too few of them to do without.
    """
    lacking = (had >= MANY) & (np.diff(data.test.matrix.indptr) == 0)
    more = sparse.diags_array(lacking.astype(np.float32)) @ data.val.matrix
    whole = sparse.csr_array(data.test.matrix + more)
    whole.eliminate_zeros()
    return whole


def _measured(
    name: str,
    data: Split,
    met: Recommender,
    part: NDArray[np.int64],
    first: First,
    held: sparse.csr_array,
    seed: int,
) -> dict[str, Ranked]:
    given = _with(data.train, part, first)
    whole = FITS[name](replace(data, train=given), seed)
    users = np.array(sorted(first))
    wanted = _rows(held, users)
    folded = np.zeros(held.shape[0], np.int64)
    folded[users] = np.arange(len(users))
    scores = np.stack([met.fold_in(list(first[user])) for user in users])
    ways: dict[str, Callable[[NDArray[np.int64]], NDArray[np.float32]]] = {
        "popularity": popularity(_with(data.train, part, {})).scores,
        "fold-in": lambda asked: scores[folded[asked]],
        "retrained with them": whole.scores,
    }
    return {way: ranked(scored, wanted, given.matrix, K) for way, scored in ways.items()}


def _places(model: Recommender, first: First, held: sparse.csr_array) -> NDArray[np.float64]:
    """Where what was held out stands among all candidates, 0 first and 1 last, a value a user."""
    found = []
    for user, liked in first.items():
        scores = model.fold_in(list(liked))
        others = np.ones(len(scores), bool)
        others[liked] = False
        mine = scores[_liked(held, user)].max()
        found.append(float((scores[others] > mine).sum() / others.sum()))
    return np.array(found)


def _row(count: int, way: str, found: Mapping[tuple[int, str], list[NDArray[np.float64]]]) -> Row:
    recall = np.concatenate(found[count, way])
    full = np.concatenate(found[count, "retrained with them"])
    low, high = interval(recall)
    row: dict[str, object] = {
        "likes": count,
        "way": way,
        f"recall@{K}": f"{recall.mean():.4f}",
        "95 %": f"{low:.4f}–{high:.4f}",
        "of retraining": f"{recall.mean() / full.mean():.0%}" if full.any() else "-",
        "less retraining, 95 %": "-",
        "users": len(recall),
    }
    if way != "retrained with them":
        # The same people both ways: the interval of the difference, not the two beside each other.
        less, more = interval(recall - full)
        row["less retraining, 95 %"] = f"{less:+.4f} to {more:+.4f}"
    return row


def _notes(
    data: Split,
    held: sparse.csr_array,
    had: NDArray[np.int32],
    places: Sequence[NDArray[np.float64]],
) -> list[str]:
    """Who has many likes, and whether anything held out of theirs could be known from others."""
    if not places:
        return []
    many = np.flatnonzero((had >= MANY) & (np.diff(held.indptr) > 0))
    few = data.train.matrix[np.flatnonzero(had < MANY)]
    by_few = np.asarray(few.sum(axis=0))
    by_all = data.train.popularity
    items = np.concatenate([_liked(held, int(user)) for user in many])
    return [
        f"{(had >= MANY).sum()} users have at least {MANY} likes, on average "
        f"{had[had >= MANY].mean():.0f}; {len(many)} of them have something held out.",
        f"Of their {len(items)} held-out items {(by_few[items] == 0).sum()} are liked by none of "
        f"the {(had < MANY).sum():,} others in training, {(by_all[items] == 0).sum()} by nobody.",
        f"By fold-in these stand at {np.median(np.concatenate(places)):.0%} of the candidates in "
        "the median (by chance: 50 %).",
    ]


def _liked(matrix: sparse.csr_array, user: int) -> NDArray[np.int64]:
    return np.asarray(matrix.indices[matrix.indptr[user] : matrix.indptr[user + 1]], np.int64)


def _with(data: Interactions, users: NDArray[np.int64], likes: First) -> Interactions:
    """The same interactions, with those of some users replaced."""
    stay = ~np.isin(data.rows, users)
    rows = np.concatenate([data.rows[stay], *(np.full(len(v), u) for u, v in likes.items())])
    columns = np.concatenate([data.columns[stay], *likes.values()])
    return Interactions.of(data.users, data.items, rows, columns)


def _rows(matrix: sparse.csr_array, users: NDArray[np.int64]) -> sparse.csr_array:
    """The same matrix with the rows of all others empty."""
    keep = np.zeros(matrix.shape[0], np.float32)
    keep[users] = 1
    chosen = sparse.csr_array(sparse.diags_array(keep) @ matrix)
    chosen.eliminate_zeros()
    return chosen
