import numpy as np
import pytest

from models.encode.frames import squares


@pytest.mark.parametrize("shape", [(40, 64), (64, 40), (16, 30), (16, 16), (10, 24)])
def test_the_middle_is_cut_out_and_scaled(shape: tuple[int, int]) -> None:
    frames = np.zeros((2, *shape, 3), np.uint8)
    edge = min(shape)
    top, left = (shape[0] - edge) // 2, (shape[1] - edge) // 2
    frames[:, top : top + edge, left : left + edge] = (10, 200, 90)
    found = squares(frames, 16)
    assert found.shape == (2, 16, 16, 3) and found.dtype == np.uint8
    assert (found == (10, 200, 90)).all()  # nothing of the sides, colours as they were
