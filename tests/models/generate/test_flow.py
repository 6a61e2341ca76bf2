import math

import pytest
import torch

from models.generate import flow


def straight(clean: torch.Tensor):
    """The velocity of a model that knows the clip."""

    def velocity(x: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        return (x - clean) / level[:, None]

    return velocity


@pytest.mark.parametrize("steps", [1, 2, 5])
def test_who_knows_the_clip_arrives_at_it(steps: int) -> None:
    clean = torch.randn(3, 4, generator=torch.Generator().manual_seed(0))
    noise = torch.randn(3, 4, generator=torch.Generator().manual_seed(1))
    walk = flow.multistep(straight(clean), noise, flow.levels(steps, shift=2.0))
    assert torch.allclose(flow.last(walk), clean, atol=1e-5)


def test_every_step_is_evaluated_at_the_level_where_it_stands() -> None:
    seen: list[float] = []

    def velocity(x: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
        seen.append(float(level[0]))
        return torch.zeros_like(x)

    visited = flow.levels(4, start=0.8)
    flow.last(flow.multistep(velocity, torch.zeros(2, 1), visited))
    assert seen == pytest.approx([0.8, 0.6, 0.4, 0.2])


def of_gaussian(x: torch.Tensor, level: torch.Tensor) -> torch.Tensor:
    """The exact velocity where clips are normal with deviation 0.5."""
    s = level[:, None]
    variance = (0.5 * (1 - s)) ** 2 + s**2
    clean = x * (1 - s) * 0.25 / variance
    return (x - clean) / s


def test_few_steps_come_near_as_a_solver_of_second_order_does() -> None:
    noise = torch.randn(2_000, 1, generator=torch.Generator().manual_seed(2))
    found = flow.last(flow.multistep(of_gaussian, noise, flow.levels(8)))
    # Straight steps (Euler's) miss by 0.085.
    assert abs(float((found / noise).mean()) - 0.5) < 0.03


def test_weights_hold_back_what_has_little_noise() -> None:
    weight = flow.min_snr_weight(torch.tensor([0.02, 0.5, 1.0]))
    assert weight[0] < 0.01
    assert weight[1:].tolist() == pytest.approx([1.0, 1.0])


def test_levels_drawn_lie_inside_and_move_with_the_shift() -> None:
    plain = flow.draw_levels(2000, torch.Generator().manual_seed(0))
    moved = flow.draw_levels(2000, torch.Generator().manual_seed(0), shift=3.0)
    assert 0 < float(plain.min()) and float(moved.max()) < 1
    assert float(moved.mean()) > float(plain.mean()) + 0.15


def test_noised_is_a_straight_line() -> None:
    clean, noise = torch.zeros(2, 3), torch.ones(2, 3)
    found = flow.noised(clean, noise, torch.tensor([0.25, 1.0]))
    assert found[0].tolist() == [0.25] * 3 and found[1].tolist() == [1.0] * 3
    assert math.isclose(float(flow.levels(3, start=0.6)[0]), 0.6, rel_tol=1e-6)
