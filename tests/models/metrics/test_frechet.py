import numpy as np
import pytest

from models.metrics.frechet import frechet_distance


def test_of_gaussians_it_is_what_the_formula_says() -> None:
    rng = np.random.default_rng(0)
    one = rng.normal(0, 1, (200_000, 3)) * (1, 2, 3)
    other = rng.normal(0, 1, (200_000, 3)) * (2, 2, 1) + (1, 0, 0)
    wanted = 1 + (1 - 2) ** 2 + 0 + (3 - 1) ** 2
    assert frechet_distance(one, other) == pytest.approx(wanted, rel=0.02)


def test_of_a_set_and_itself_it_is_nothing() -> None:
    features = np.random.default_rng(1).normal(size=(50, 8))
    assert frechet_distance(features, features) == pytest.approx(0, abs=1e-6)


def test_features_that_do_not_compare_are_refused() -> None:
    with pytest.raises(ValueError, match="do not compare"):
        frechet_distance(np.zeros((5, 3)), np.zeros((5, 4)))
