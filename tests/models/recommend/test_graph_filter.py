"""The graph filter against its formula written out densely, and what nobody liked."""

from dataclasses import replace

import numpy as np
from scipy import sparse

from models.recommend.graph_filter import Plan, Steps, fit
from models.recommend.interactions import Interactions

LIKES = np.array(
    [[1, 1, 0, 0, 0, 0], [1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 0], [0, 0, 1, 1, 0, 0]], np.float32
)
"""Four users; nobody likes the last item."""


def interactions() -> Interactions:
    return Interactions(users=np.arange(4), items=np.arange(6), matrix=sparse.csr_array(LIKES))


def looks() -> dict[str, np.ndarray]:
    """The last item looks like the first, the third like the fourth and fifth."""
    groups = np.eye(3, dtype=np.float32)[[0, 1, 2, 2, 2, 0]]
    return {"image": groups}


def test_without_content_it_is_the_polynomial_of_the_formula() -> None:
    plan = Plan(steps=(0.5, 2.0, 3.0), kept=6, dimensions=2)
    model = fit(interactions(), None, plan)
    users, items = LIKES.sum(1), np.maximum(LIKES.sum(0), 1)
    half = LIKES / np.sqrt(users)[:, None] / np.sqrt(items)
    step = half.T @ half
    powers = 0.5 * step + 2 * step @ step + 3 * step @ step @ step
    expected = LIKES @ powers * np.sqrt(items)
    np.testing.assert_allclose(model.scores(np.arange(4)), expected, rtol=1e-5, atol=1e-6)


def test_a_like_that_nobody_shares_leads_to_what_looks_like_it_and_on_to_who_likes_that() -> None:
    alone = fit(interactions(), None, Plan(dimensions=2, kept=6)).fold_in([5])
    assert not alone.any()
    scores = fit(interactions(), looks(), Plan(dimensions=2, kept=6, neighbours=1)).fold_in([5])
    assert scores[0] > 0 and scores[1] > 0
    assert min(scores[0], scores[1]) > scores[3:5].max()


def test_taken_step_by_step_it_scores_as_when_it_is_formed() -> None:
    plan = Plan(dimensions=2, kept=6, neighbours=2)
    formed, steps = (
        fit(interactions(), looks(), plan),
        Steps.of(interactions().matrix, looks(), plan),
    )
    users = np.arange(4)
    np.testing.assert_allclose(steps.scores(users), formed.scores(users), rtol=1e-5, atol=1e-6)
    newcomer = sparse.csr_array(np.array([[1, 0, 0, 0, 1, 0]], np.float32))
    folded = replace(steps, known=newcomer).scores(np.arange(1))[0]
    np.testing.assert_allclose(folded, formed.fold_in([0, 4]), rtol=1e-5, atol=1e-6)
    again = Steps.of(interactions().matrix[:2], looks(), plan).on(interactions().matrix)
    np.testing.assert_allclose(again.scores(users), steps.scores(users))
