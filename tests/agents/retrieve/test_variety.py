import numpy as np
import pytest

from agents.retrieve.variety import diverse
from models.domain import Item
from tests.contracts.catalogue import item


def one_by_one(items, scores, k, vectors, weight):  # type: ignore[no-untyped-def]
    """Maximal marginal relevance as it is written down."""
    pool, chosen = list(items), []
    top = max(abs(scores[i.id]) for i in pool)

    def marginal(one: Item) -> float:
        alike = [
            float(vectors[one.id] @ vectors[c.id])
            for c in chosen
            if one.id in vectors and c.id in vectors
        ]
        return (1 - weight) * scores[one.id] / top - weight * max(alike, default=0.0)

    while pool and len(chosen) < k:
        chosen.append(max(pool, key=marginal))
        pool.remove(chosen[-1])
    return chosen


@pytest.mark.parametrize("weight", [0.0, 0.25, 0.5])
def test_it_is_maximal_marginal_relevance(weight: float) -> None:
    rng = np.random.default_rng(3)
    items = [item(f"i{n}") for n in range(40)]
    scores = {one.id: float(rng.normal()) for one in items}
    rows = rng.normal(size=(40, 6)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    vectors = {one.id: row for one, row in zip(items, rows, strict=True) if rng.random() < 0.8}
    for k in (0, 1, 12, 100):
        assert diverse(items, scores, k, vectors, weight) == one_by_one(
            items, scores, k, vectors, weight
        )
    assert diverse([], {}, 3, vectors) == []
    assert diverse(items[:3], scores, 3, {}) == sorted(items[:3], key=lambda i: -scores[i.id])
