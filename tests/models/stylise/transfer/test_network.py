"""The style network's parts, with random weights: shapes, what a style moves, moments."""

import pytest
import torch

from models.stylise.transfer.network import SIDE, STYLE, Moments, Painter, Reader


@pytest.fixture
def painter() -> Painter:
    torch.manual_seed(0)
    return Painter().eval()


def test_a_picture_of_any_style_is_a_vector_and_it_is_no_larger_than_said() -> None:
    reader = Reader().eval()
    with torch.inference_mode():
        assert reader(torch.rand(2, 3, SIDE, SIDE)).shape == (2, STYLE)
    both = (*reader.parameters(), *Painter().parameters())
    assert sum(one.numel() for one in both) == pytest.approx(2.5e6, rel=0.01)


@pytest.mark.parametrize("size", [(16, 16), (36, 64), (100, 20)])
def test_every_size_of_a_multiple_of_four_comes_back_from_0_to_1(
    painter: Painter, size: tuple[int, int]
) -> None:
    with torch.inference_mode():
        made = painter(torch.rand(1, 3, *size), torch.randn(1, STYLE))
    assert made.shape == (1, 3, *size) and 0 <= made.min() and made.max() <= 1


def test_a_style_moves_the_colours(painter: Painter) -> None:
    frame = torch.rand(1, 3, 32, 32)
    with torch.inference_mode():
        one, other = (painter(frame, torch.full((1, STYLE), value)) for value in (-1.0, 1.0))
    assert (one.mean((2, 3)) - other.mean((2, 3))).abs().max() > 0.02


def test_moments_drift_where_those_of_each_frame_leap() -> None:
    dark, light = torch.zeros(1, 2, 4, 4), torch.ones(1, 2, 4, 4)
    drifting, own = Moments(0.1), Moments()
    for moments in (drifting, own):
        moments.follow(0, dark)
        moments.follow(1, light)  # another norm's are its own
    assert drifting.follow(0, light)[0].flatten().tolist() == pytest.approx([0.1, 0.1])
    assert own.follow(0, light)[0].flatten().tolist() == [1.0, 1.0]
