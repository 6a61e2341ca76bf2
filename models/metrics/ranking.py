"""How good a ranking is: recall, precision and NDCG at k, for each user, with intervals.

All-item ranking: every item that the user did not have in training competes. Sampled candidates
would not tell which of two models is better (Krichene and Rendle 2020).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Scores = Callable[[NDArray[np.int64]], NDArray[np.float32]]
"""Users (n,) to scores of all items (n, items)."""

BATCH = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One value a user, for ``users`` (n,): those that have something held out."""

    users: NDArray[np.int64]
    recall: NDArray[np.float64]
    precision: NDArray[np.float64]
    ndcg: NDArray[np.float64]

    def means(self) -> dict[str, float]:
        """The mean of each measure."""
        return {
            "recall": float(self.recall.mean()),
            "precision": float(self.precision.mean()),
            "ndcg": float(self.ndcg.mean()),
        }


def ranked(
    scores: Scores, held_out: sparse.csr_array, known: sparse.csr_array, k: int = 20
) -> Ranked:
    """Rank all items for every user with held-out ones and measure the first ``k``.

    Args:
        scores: what to rank by; NaN is an error, not a low score.
        held_out: (users, items), what should be found.
        known: (users, items), what the users had in training: never a candidate.
        k: length of the list.

    Raises:
        ValueError: if a score is NaN, or no user has anything held out.
    """
    users = np.flatnonzero(np.diff(held_out.indptr)).astype(np.int64)
    if not len(users):
        raise ValueError("nobody has anything held out; give interactions that were kept aside")
    discount = 1 / np.log2(np.arange(2, k + 2))
    ideal = np.concatenate([[0.0], np.cumsum(discount)])
    recall, precision, ndcg = [], [], []
    for first in range(0, len(users), BATCH):
        batch = users[first : first + BATCH]
        hits = _hits(np.array(scores(batch), np.float32), batch, held_out, known, k)
        wanted = np.diff(held_out.indptr)[batch]
        recall.append(hits.sum(1) / wanted)
        precision.append(hits.sum(1) / k)
        ndcg.append((hits * discount[: hits.shape[1]]).sum(1) / ideal[np.minimum(wanted, k)])
    return Ranked(
        users=users,
        recall=np.concatenate(recall),
        precision=np.concatenate(precision),
        ndcg=np.concatenate(ndcg),
    )


def _hits(
    scores: NDArray[np.float32],
    users: NDArray[np.int64],
    held_out: sparse.csr_array,
    known: sparse.csr_array,
    k: int,
) -> NDArray[np.bool_]:
    """Which of the first ``k`` were held out: bool (n, k), best first."""
    if np.isnan(scores).any():
        raise ValueError("the scores have NaN in them; the model did not train")
    rows, columns = known[users].nonzero()
    scores[rows, columns] = -np.inf
    top = best(scores, k)
    wanted = np.zeros(scores.shape, bool)
    rows, columns = held_out[users].nonzero()
    wanted[rows, columns] = True
    return np.asarray(np.take_along_axis(wanted, top, axis=1))


def best(scores: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The columns of the ``k`` largest of each row, largest first: int (n, k)."""
    k = min(k, scores.shape[1])
    top = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, top, axis=1), axis=1, kind="stable")
    return np.asarray(np.take_along_axis(top, order, axis=1), dtype=np.int64)


def interval(values: Sequence[float] | NDArray[np.float64]) -> tuple[float, float]:
    """95 % interval of a mean over users, by the normal approximation."""
    data = np.asarray(values, np.float64)
    half = 1.96 * float(data.std(ddof=1)) / np.sqrt(len(data)) if len(data) > 1 else np.inf
    return float(data.mean()) - half, float(data.mean()) + half
