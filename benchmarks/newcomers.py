"""People who come after training: what fold-in finds for them beside full retraining.

Everybody with something held out is a newcomer once: the users are parted into folds, and a model
trained without a fold meets its people by their first likes alone. Beside it the same people
through popularity, and through the model trained anew with those likes. The likes are drawn in an
order of their own where no times are known.

Two things are looked for. *Test*: what the split holds out, one item a user. *Their other likes*:
all that they liked in training beyond the first likes, of what anybody else likes as well; for
those who like hundreds of things the one test item says little, since it is one of hundreds, and
nobody who likes few things may have liked it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmarks.harness import Row
from benchmarks.recommenders import Split, learner
from models.metrics.ranking import Ranked, Scores, interval, ranked
from models.recommend.graph_filter import Steps
from models.recommend.interactions import Interactions
from models.recommend.popularity import popularity
from models.recommend.recommender import Recommender

LIKES = (1, 3, 10)
MANY = 10
WAYS = ("popularity", "fold-in", "retrained with them")
K = 20
TEST, OTHERS = "test", "their other likes"
First = Mapping[int, NDArray[np.int64]]
"""User to the items they liked first."""


@dataclass(slots=True)
class Found:
    """By (likes, looked for): by way the measures of each fold; and which items were looked for."""

    by: dict[tuple[int, str], dict[str, list[Ranked]]] = field(default_factory=dict)
    items: dict[tuple[int, str], list[NDArray[np.int64]]] = field(default_factory=dict)

    def add(
        self, key: tuple[int, str], ways: Mapping[str, Ranked], wanted: sparse.csr_array
    ) -> None:
        """Take in one fold."""
        for way, one in ways.items():
            self.by.setdefault(key, {}).setdefault(way, []).append(one)
        self.items.setdefault(key, []).append(wanted.indices)

    def of(self, key: tuple[int, str], way: str, measure: str) -> NDArray[np.float64]:
        """One measure of everybody, in one order for every way."""
        return np.concatenate([getattr(one, measure) for one in self.by[key][way]])


def newcomers(
    name: str, data: Split, folds: int = 10, likes: Sequence[int] = LIKES, seed: int = 0
) -> tuple[list[Row], list[str]]:
    """One row a number of likes, what is looked for, and way; and what to know about them."""
    rng = np.random.default_rng(seed)
    had = np.diff(data.train.matrix.indptr)
    held = data.test.matrix
    # Those with many likes are few: all of them are newcomers, with or without a test item.
    asked = np.flatnonzero((had > 0) & ((np.diff(held.indptr) > 0) | (had > MANY)))
    order = {int(u): rng.permutation(_liked(data.train.matrix, int(u))) for u in asked}
    found, learn = Found(), learner(name, data, seed)
    for part in np.array_split(rng.permutation(asked), folds):
        without = _with(data.train, part, {})
        met = learn(without)
        for count in likes:
            first = {int(user): order[int(user)][:count] for user in part if had[user] >= count}
            users = np.array(sorted(first), np.int64)
            given = _with(data.train, part, first)
            wanted = {
                TEST: _rows(held, users),
                OTHERS: _rows(_others(data.train, given, without), users),
            }
            if not any(one.nnz for one in wanted.values()):
                continue
            ways = _ways(met, learn(given), without, given, users)
            for what, matrix in wanted.items():
                if matrix.nnz:
                    of = {way: ranked(s, matrix, given.matrix, K) for way, s in ways.items()}
                    found.add((count, what), of, matrix)
    rows = [_row(key, way, found) for key in sorted(found.by, key=_place) for way in WAYS]
    return rows, _notes(data, had, found)


def _place(key: tuple[int, str]) -> tuple[int, bool]:
    return key[0], key[1] == OTHERS


def _others(train: Interactions, given: Interactions, without: Interactions) -> sparse.csr_array:
    """Likes in training that are not given, of items that people outside the fold like."""
    rest = train.matrix - given.matrix
    known = sparse.diags_array((without.popularity > 0).astype(np.float32))
    rest = sparse.csr_array(rest @ known)
    rest.eliminate_zeros()
    return rest


def _ways(
    met: Recommender | Steps,
    whole: Recommender | Steps,
    without: Interactions,
    given: Interactions,
    users: NDArray[np.int64],
) -> dict[str, Scores]:
    """What scores the users, by way; each scores them once."""
    if isinstance(met, Steps):
        folded = replace(met, known=given.matrix).scores(users)
    else:
        matrix = given.matrix
        folded = np.stack([met.fold_in(_liked(matrix, int(user)).tolist()) for user in users])
    trained = whole.scores(users)
    place = np.zeros(given.shape[0], np.int64)
    place[users] = np.arange(len(users))
    return {
        "popularity": popularity(without).scores,
        "fold-in": lambda asked: folded[place[asked]],
        "retrained with them": lambda asked: trained[place[asked]],
    }


def _row(key: tuple[int, str], way: str, found: Found) -> Row:
    recall, full = (found.of(key, one, "recall") for one in (way, WAYS[-1]))
    low, high = interval(recall)
    row: dict[str, object] = {
        "likes": key[0],
        "looked for": key[1],
        "way": way,
        f"recall@{K}": f"{recall.mean():.4f}",
        "95 %": f"{low:.4f}–{high:.4f}",
        f"precision@{K}": f"{found.of(key, way, 'precision').mean():.4f}",
        "of retraining": f"{recall.mean() / full.mean():.0%}" if full.any() else "-",
        "less retraining, 95 %": "-",
        "users": len(recall),
    }
    if way != WAYS[-1]:
        # The same people both ways: the interval of the difference, not the two beside each other.
        less, more = interval(recall - full)
        row["less retraining, 95 %"] = f"{less:+.4f} to {more:+.4f}"
    return row


def _notes(data: Split, had: NDArray[np.int32], found: Found) -> list[str]:
    """Who has many likes, and how much of what is looked for anybody else likes at all."""
    many = had >= MANY
    few = np.asarray(data.train.matrix[np.flatnonzero(~many)].sum(axis=0))
    notes = [
        f"{many.sum()} of {(had > 0).sum():,} users have at least {MANY} likes, and "
        f"{had[many].sum() / had.sum():.0%} of all likes."
    ]
    for (count, what), items in found.items.items():
        items_ = np.concatenate(items)
        if what == TEST:
            anybody = (data.train.popularity[items_] > 0).mean()
            notes.append(
                f"After {count}: of {len(items_):,} test items {anybody:.1%} are liked by anybody "
                f"in training, {(few[items_] > 0).mean():.1%} by anybody with fewer than {MANY} "
                "likes; the others nobody can be led to by people."
            )
        else:
            notes.append(
                f"After {count}: {len(items_):,} of their other likes are also liked by somebody "
                "outside their fold, and are looked for."
            )
    return notes


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
