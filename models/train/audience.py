"""Simulated visitors of the rendered clips: who likes what, and what a model may know of them.

The same personas as the demo corpus' users (:mod:`models.train.world.personas`), so that the
generator's ``User_Hist`` and ``User_Emb`` mean in training what they mean in the app.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from models.recommend.interactions import Interactions
from models.train.world.personas import Shown, User, invent_users

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Audience:
    """Visitors and the clips they like.

    Attributes:
        users: the visitors.
        utility: (users, clips) float32, each visitor's standardised over clips.
        liked: (users, clips) sparse, 1 where the visitor liked the clip.
    """

    users: Sequence[User]
    utility: Floats
    liked: sparse.csr_array

    def fan(self, clip: int, rng: np.random.Generator) -> int:
        """A visitor who would like the clip: drawn by softmax of twice the utility."""
        weight = np.exp(2 * self.utility[:, clip] - 2 * self.utility[:, clip].max())
        return int(rng.choice(len(weight), p=weight / weight.sum()))

    def likes(self, user: int) -> NDArray[np.int64]:
        """Clips a visitor liked."""
        start, end = self.liked.indptr[user], self.liked.indptr[user + 1]
        return np.asarray(self.liked.indices[start:end], np.int64)

    def interactions(self) -> Interactions:
        """The likes as a matrix for recommenders."""
        return Interactions(
            users=np.arange(self.liked.shape[0]),
            items=np.arange(self.liked.shape[1]),
            matrix=self.liked,
        )


def gather(shown: Sequence[Mapping[str, str]], count: int, seed: int, each: int = 40) -> Audience:
    """Invent ``count`` visitors of clips with these attributes; each likes about ``each`` clips.

    Likes are drawn without repeats by softmax of twice the standardised utility.
    """
    rng = np.random.default_rng([seed, 3])
    values = sorted({pair for one in shown for pair in one.items()})
    column = {pair: at for at, pair in enumerate(values)}
    has = np.zeros((len(shown), len(values)), np.float32)
    for row, one in enumerate(shown):
        has[row, [column[pair] for pair in one.items()]] = 1
    items = [Shown(str(row), one, 8.0) for row, one in enumerate(shown)]
    users = invent_users(count, items, rng)
    weights = np.array([[user.weights[pair] for pair in values] for user in users], np.float32)
    utility = weights @ has.T
    utility -= utility.mean(1, keepdims=True)
    utility /= utility.std(1, keepdims=True) + 1e-6
    # Gumbel-top-k: the k largest of utility plus Gumbel noise are such a draw.
    keys = 2 * utility + rng.gumbel(size=utility.shape).astype(np.float32)
    chosen = np.argpartition(-keys, each, axis=1)[:, :each]
    rows = np.repeat(np.arange(count), each)
    ones = np.ones(rows.size, np.float32)
    liked = sparse.csr_array((ones, (rows, chosen.ravel())), shape=utility.shape)
    return Audience(users, utility, liked)
