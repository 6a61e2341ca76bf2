"""What is particular to BPR-MF: an item that everybody likes needs no taste to be found."""

import numpy as np
from scipy import sparse

from models.recommend import bpr
from models.recommend.interactions import Interactions
from models.recommend.training import Schedule

USERS, ITEMS = 30, 12


def test_what_everybody_likes_has_the_largest_bias_and_is_told_to_newcomers() -> None:
    rng = np.random.default_rng(0)
    likes = (rng.random((USERS, ITEMS)) < 0.2).astype(np.float32)
    likes[:, 0] = 1
    data = Interactions(
        users=np.arange(USERS), items=np.arange(ITEMS), matrix=sparse.csr_array(likes)
    )
    schedule = Schedule(epochs=40, batch=64, rate=0.02, decay=0.1, every=40)
    made = bpr.fit(data, data, dimensions=4, schedule=schedule)
    assert made.items[:, -1].argmax() == 0 and (made.users[:, -1] == 1).all()
    assert (made.scores(np.arange(USERS)).argmax(axis=1) == 0).mean() > 0.9
    assert made.fold_in([5]).argmax() == 0
