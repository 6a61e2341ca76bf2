"""What an epoch goes through: few likes of each user and in time all; others are never likes."""

import numpy as np
import torch
from scipy import sparse

from models.recommend.interactions import Interactions
from models.recommend.sampling import Liked, Likes

MATRIX = sparse.csr_array(np.array([[1, 1, 1, 1, 1], [0, 1, 0, 0, 1]], np.float32))
DATA = Interactions(users=np.arange(2), items=np.arange(5), matrix=MATRIX)


def test_an_epoch_has_few_likes_of_each_and_in_time_all() -> None:
    generator = torch.Generator().manual_seed(0)
    seen = set()
    likes = Likes(DATA, most=2)
    for _ in range(20):
        users, items = likes.drawn(generator)
        assert sorted(users.tolist()) == [0, 0, 1, 1]
        pairs = set(zip(users.tolist(), items.tolist(), strict=True))
        assert len(pairs) == 4 and all(MATRIX[pair] for pair in pairs)
        seen |= pairs
    assert len(seen) == 7


def test_without_a_bound_an_epoch_has_every_like_once() -> None:
    users, items = Likes(DATA, most=0).drawn(torch.Generator().manual_seed(0))
    pairs = list(zip(users.tolist(), items.tolist(), strict=True))
    assert len(pairs) == len(set(pairs)) == 7 and all(MATRIX[pair] for pair in pairs)


def test_a_like_is_compared_with_what_is_hardly_ever_liked() -> None:
    users = torch.ones(200, dtype=torch.int64)
    liked = Liked(DATA)
    others = liked.others(users, torch.Generator().manual_seed(0))
    assert {0, 2, 3} <= set(others.tolist())
    # 40 % by chance; after five tries 1 % are left.
    assert liked(users, others).float().mean() < 0.05
