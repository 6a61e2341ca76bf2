"""Flow matching: how clips are noised, how the loss is weighted, and how one walks back.

Noised clips lie on the straight line ``x_s = (1 - s) x + s e`` between a clip and noise; the
velocity along it is ``e - x`` (Lipman et al. 2023; Liu et al. 2023). Samplers are pure functions
of a velocity, a start and the noise levels to visit, in the order in which they are visited: from
noise (1) down to the clip (0). A step from ``a`` to ``b`` evaluates the velocity at ``a``, the
level that ``x`` really has there, the last one included.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

Velocity = Callable[[Tensor, Tensor], Tensor]
"""``velocity(x, level)`` of a batch (n, ...) whose rows are all at ``level`` (n,)."""


def noised(clean: Tensor, noise: Tensor, level: Tensor) -> Tensor:
    """Bring clips (n, ...) to noise levels (n,)."""
    share = level.reshape(-1, *[1] * (clean.dim() - 1))
    return (1 - share) * clean + share * noise


def draw_levels(count: int, generator: torch.Generator, shift: float = 1.0) -> Tensor:
    """Draw noise levels (count,): logit-normal, which visits the middle most (Esser et al. 2024).

    ``shift`` above 1 moves them towards noise, as longer sequences need.
    """
    return shifted(torch.sigmoid(torch.randn(count, generator=generator)), shift)


def shifted(level: Tensor, shift: float) -> Tensor:
    """Move levels towards noise: ``s k / (1 + (k - 1) s)`` (Esser et al. 2024, eq. 23)."""
    return shift * level / (1 + (shift - 1) * level)


def min_snr_weight(level: Tensor, gamma: float = 5.0) -> Tensor:
    """Weight of the velocity's squared error, (n,): min-SNR (Hang et al. 2023).

    With a signal-to-noise ratio ``r = ((1 - s) / s)^2`` the published weight of a velocity is
    ``min(r, gamma) / (r + 1)`` where the ratio never reaches zero; here it does, so one is added
    above, as is done for schedules that end in noise alone. Steps with little noise count less.
    """
    ratio = ((1 - level) / level.clamp(min=1e-4)).square()
    return (ratio.clamp(max=gamma) + 1) / (ratio + 1)


def levels(steps: int, start: float = 1.0, shift: float = 1.0) -> Tensor:
    """Noise levels to visit, (steps + 1,): from ``start`` down to 0."""
    even = torch.linspace(1.0, 0.0, steps + 1)
    return shifted(even, shift) * start


def multistep(velocity: Velocity, x: Tensor, visited: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Walk from ``visited[0]`` to ``visited[-1]``; a step is bent by how the estimate changed.

    The second-order multistep solver of Lu et al. 2022 (DPM-Solver++ 2M) for this noise schedule:
    with ``λ = log((1 - s) / s)`` the estimate of the clip is extrapolated in λ. One evaluation a
    step.

    Yields:
        after every step, where it is and what it takes the clip to be.
    """
    before: Tensor | None = None
    gap = torch.tensor(0.0)
    for here, there in zip(visited[:-1], visited[1:], strict=True):
        clean = x - here * velocity(x, here.expand(len(x)))
        now = _log_ratio(there) - _log_ratio(here)
        guess = clean
        if before is not None and there > 0:
            guess = clean + (clean - before) * (now / (2 * gap))
        share = there / here
        x = share * x + (1 - share) * guess
        before, gap = clean, now
        yield x, clean


def last(walk: Iterator[tuple[Tensor, Tensor]]) -> Tensor:
    """Walk to the end, and return where it is."""
    found: Tensor | None = None
    for found, _ in walk:  # noqa: B007  # the last one is wanted
        pass
    if found is None:
        raise ValueError("a walk without steps")
    return found


def _log_ratio(level: Tensor) -> Tensor:
    level = level.clamp(1e-3, 1 - 1e-3)
    return torch.log((1 - level) / level)
