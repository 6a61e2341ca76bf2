"""Features: comparable where they are known, nothing where they are not."""

import numpy as np
import pytest

from models.errors import BadRequest
from models.recommend.features import checked_features


def test_unknown_features_stay_zero_and_do_not_move_the_mean() -> None:
    features = np.array([[3.0, 0], [1, 0], [0, 0], [np.nan, 1]])
    found = checked_features("image", features, 4)
    assert found.tolist() == [[1, 0], [-1, 0], [0, 0], [0, 0]]
    with pytest.raises(BadRequest, match=r"expected \(5, d\)"):
        checked_features("image", features, 5)
