"""How far the graph filter's likes are spread, chosen by the data itself.

Where people like one to three of thousands of items, near neighbours are few and the farther steps
find more; where they like a dozen of a hundred, the near ones know best. Which it is, everybody's
latest like tells: it is held out, and the plan that finds the most of them is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.metrics.ranking import ranked
from models.recommend.graph_filter import Plan, fit
from models.recommend.interactions import Interactions

PLANS = (Plan(steps=(1.0, 1.0, 1.0)), Plan())
"""Near and far alike, and mostly far; the first is taken where there is too little to choose by."""

LEAST = 20
"""Likes that must be held out to tell two plans apart at all."""


def chosen(
    data: Interactions,
    features: Mapping[str, NDArray[Any]] | None = None,
    plans: Sequence[Plan] = PLANS,
) -> Plan:
    """Return the plan of the best recall@20 on the latest likes; of equal ones the first.

    Needs ``data.times``. See :func:`models.recommend.graph_filter.fit` for ``features``.
    """
    held = latest(data)
    if held.sum() < LEAST:
        return plans[0]
    known, wanted = data.only(~held), data.only(held).matrix
    found = [
        ranked(fit(known, features, plan).scores, wanted, known.matrix).means()["recall"]
        for plan in plans
    ]
    return plans[int(np.argmax(found))]


def latest(data: Interactions) -> NDArray[np.bool_]:
    """The latest like of everybody who has two or more: bool (likes,)."""
    if data.times is None:
        raise ValueError("the latest likes are asked of interactions without times")
    order = np.lexsort((data.times, data.rows))
    ends = data.matrix.indptr[1:][np.diff(data.matrix.indptr) > 1] - 1
    held = np.zeros(len(order), bool)
    held[order[ends]] = True
    return held
