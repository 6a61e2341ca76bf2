"""Augmentation of a whole batch at once, on tensors: cheaper than one picture at a time."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor


def _uniform(n: int, low: float, high: float, generator: torch.Generator) -> Tensor:
    return torch.rand(n, generator=generator) * (high - low) + low


def crop_flip(pictures: Tensor, side: int, generator: torch.Generator) -> Tensor:
    """Random resized crop (area 30–100 %, aspect 3:4–4:3), flip and small rotation.

    Args:
        pictures: float (n, 3, h, w).
        side: output side in pixels.
        generator: source of all randomness.

    Returns:
        float (n, 3, side, side).
    """
    n = len(pictures)
    area = _uniform(n, 0.30, 1.0, generator).sqrt()
    aspect = _uniform(n, -0.288, 0.288, generator).exp().sqrt()
    width, height = (area * aspect).clamp(max=1), (area / aspect).clamp(max=1)
    shift_x = _uniform(n, -1, 1, generator) * (1 - width)
    shift_y = _uniform(n, -1, 1, generator) * (1 - height)
    flip = (torch.rand(n, generator=generator) < 0.5).float() * -2 + 1
    angle = _uniform(n, -0.17, 0.17, generator)
    cos, sin = angle.cos(), angle.sin()
    theta = torch.stack(
        [
            torch.stack([width * flip * cos, -height * sin, shift_x], 1),
            torch.stack([width * flip * sin, height * cos, shift_y], 1),
        ],
        1,
    )
    grid = F.affine_grid(theta, [n, 3, side, side], align_corners=False)
    return F.grid_sample(pictures, grid, padding_mode="reflection", align_corners=False)


def colours(pictures: Tensor, generator: torch.Generator) -> Tensor:
    """Jitter brightness, contrast and saturation; one in ten goes grey. In and out 0–255."""
    n = len(pictures)

    def factor(spread: float) -> Tensor:
        return _uniform(n, 1 - spread, 1 + spread, generator).view(n, 1, 1, 1)

    pictures = pictures * factor(0.35)
    mean = pictures.mean((1, 2, 3), keepdim=True)
    pictures = mean + (pictures - mean) * factor(0.35)
    grey = pictures.mean(1, keepdim=True)
    keep = (torch.rand(n, generator=generator) >= 0.1).float().view(n, 1, 1, 1)
    return (grey + (pictures - grey) * factor(0.4) * keep).clamp(0, 255)


def erase(pictures: Tensor, generator: torch.Generator, share: float = 0.25) -> Tensor:
    """Grey out a random square of a ``share`` of the pictures (Zhong et al. 2020)."""
    n, _, height, width = pictures.shape
    side = _uniform(n, 0.2, 0.5, generator) * height
    side = side * (torch.rand(n, generator=generator) < share)
    top = _uniform(n, 0, 1, generator) * (height - side)
    left = _uniform(n, 0, 1, generator) * (width - side)
    y = torch.arange(height).view(1, -1, 1)
    x = torch.arange(width).view(1, 1, -1)
    inside_y = (y >= top.view(-1, 1, 1)) & (y < (top + side).view(-1, 1, 1))
    inside_x = (x >= left.view(-1, 1, 1)) & (x < (left + side).view(-1, 1, 1))
    return torch.where((inside_y & inside_x).unsqueeze(1), 118.0, pictures)


def augment(pictures: Tensor, side: int, generator: torch.Generator) -> Tensor:
    """All of the above: uint8 (n, h, w, 3) to float 0–255 (n, 3, side, side)."""
    planes = pictures.permute(0, 3, 1, 2).float()
    return erase(colours(crop_flip(planes, side, generator), generator), generator)


def mix(pictures: Tensor, count: int, generator: torch.Generator) -> Tensor:
    """Put a second photo into each of the first ``count`` pictures, the one before it.

    Half of the batches lay it over one side (CutMix, Yun et al. 2019), half set it in small, as
    things stand in a scene. In and out float (n, 3, s, s).
    """
    if count < 2:
        return pictures
    first, side = pictures[:count], pictures.shape[-1]
    second = first.roll(1, 0)
    mixed = first.clone()
    chance = torch.rand(4, generator=generator).tolist()
    if chance[0] < 0.5:
        cut = int(side * (0.35 + 0.3 * chance[1]))
        if chance[2] < 0.5:
            mixed[..., :cut, :] = second[..., :cut, :]
        else:
            mixed[..., :, :cut] = second[..., :, :cut]
    else:
        small = int(side * (0.4 + 0.25 * chance[1]))
        top, left = int((side - small) * chance[2]), int((side - small) * chance[3])
        inset = F.interpolate(second, (small, small), mode="bilinear", antialias=True)
        mixed[..., top : top + small, left : left + small] = inset
    return torch.cat([mixed, pictures[count:]])
