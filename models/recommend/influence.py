"""How much one visitor may weigh in what others are recommended.

An item counts once a visitor, however often they press (:class:`Interactions` is binary). What is
left is how many items one of them speaks of: somebody who likes thousands ties everything to
everything. Beyond a number of likes only the latest count.
"""

from __future__ import annotations

import numpy as np

from models.recommend.interactions import Interactions

MOST = 200
"""Likes of one visitor that training sees. `benchmarks.manipulation` says what the number costs."""


def capped(data: Interactions, most: int = MOST) -> Interactions:
    """Keep each user's latest ``most`` likes; where no times are known, a draw of them.

    Raises:
        ValueError: when ``most`` is below 1.
    """
    if most < 1:
        raise ValueError(f"a visitor has at least one like that counts; got {most}")
    had = np.diff(data.matrix.indptr)
    if had.max(initial=0) <= most:
        return data
    # The draw is the same every time, so that training stays reproducible.
    drawn = np.random.default_rng(0).random(len(data.rows))
    order = np.lexsort((drawn if data.times is None else -data.times, data.rows))
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))  # among all likes, those of one user together
    return data.only(place - data.matrix.indptr[data.rows] < most)
