"""Outlines as float arrays of shape (n, 2), in the renderer's units (half the short side)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import atan2, cos, sin

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
Pair = tuple[float, float]

_HALF = np.linspace(-np.pi / 2, np.pi / 2, 9)
_CAP = np.stack([np.cos(_HALF), np.sin(_HALF)], axis=1)


@lru_cache(maxsize=32)
def circle(corners: int = 36) -> Points:
    """A unit circle."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1)


def ellipse(x: float, y: float, rx: float, ry: float, angle: float = 0.0) -> Points:
    """An ellipse around (x, y), turned by ``angle`` radians."""
    points: Points = circle(44 if max(rx, ry) > 0.25 else 28) * (rx, ry)
    return turned(points, angle) + (x, y)


def turned(points: Points, angle: float) -> Points:
    """Rotate around the origin by ``angle`` radians (clockwise on the screen: y points down)."""
    if angle == 0.0:
        return points
    c, s = cos(angle), sin(angle)
    return np.asarray(points @ np.array([[c, s], [-s, c]]))


@lru_cache(maxsize=8)
def _basis(steps: int) -> Points:
    """Catmull-Rom weights, shape (steps, 4)."""
    t = np.arange(steps) / steps
    return np.stack(
        [
            -0.5 * t + t**2 - 0.5 * t**3,
            1 - 2.5 * t**2 + 1.5 * t**3,
            0.5 * t + 2 * t**2 - 1.5 * t**3,
            -0.5 * t**2 + 0.5 * t**3,
        ],
        axis=1,
    )


@lru_cache(maxsize=64)
def _around(count: int) -> NDArray[np.intp]:
    """Each point's own four control points on a closed curve, (count, 4)."""
    return np.asarray((np.arange(count)[:, None] + np.array([-1, 0, 1, 2])) % count)


def smooth(points: Sequence[Pair] | Points, *, steps: int = 7) -> Points:
    """A closed Catmull-Rom curve through the points."""
    p = np.asarray(points, dtype=np.float64)
    four = p[_around(len(p))]
    return np.asarray(np.einsum("sk,nkd->nsd", _basis(steps), four)).reshape(-1, 2)


def curve(points: Sequence[Pair] | Points, *, steps: int = 8) -> Points:
    """An open Catmull-Rom curve through the points, ends included."""
    p = np.asarray(points, dtype=np.float64)
    p = np.concatenate([p[:1], p, p[-1:]])
    four = np.stack([p[:-3], p[1:-2], p[2:-1], p[3:]], axis=1)
    inner = np.asarray(np.einsum("sk,nkd->nsd", _basis(steps), four)).reshape(-1, 2)
    return np.concatenate([inner, p[-1:]])


@lru_cache(maxsize=2048)
def polygon(path: str) -> Points:
    """The corners written as ``"x,y x,y …"``, (n, 2). Kept, so not to be written to."""
    points = np.array([[float(part) for part in pair.split(",")] for pair in path.split()])
    points.setflags(write=False)
    return points


@lru_cache(maxsize=2048)
def outline(path: str, steps: int = 7) -> Points:
    """The :func:`smooth` closed curve through ``"x,y x,y …"``."""
    points = smooth(polygon(path), steps=steps)
    points.setflags(write=False)
    return points


@lru_cache(maxsize=1024)
def line(path: str, steps: int = 8) -> Points:
    """The open :func:`curve` through ``"x,y x,y …"``."""
    points = curve(polygon(path), steps=steps)
    points.setflags(write=False)
    return points


def limb(start: Pair, end: Pair, r0: float, r1: float) -> Points:
    """A tapered capsule from ``start`` (radius r0) to ``end`` (radius r1)."""
    angle = atan2(end[1] - start[1], end[0] - start[0])
    cap = turned(_CAP, angle)
    return np.concatenate([cap * r1 + end, -cap * r0 + start])


@lru_cache(maxsize=256)
def _taper(tip: float, count: int) -> Points:
    return np.linspace(0.5, tip / 2, count)[:, None]


def ribbon(points: Sequence[Pair] | Points, width: float | Points, tip: float = 1.0) -> Points:
    """A band along a line; ``width`` is the full width, shrinking to ``width * tip`` at the end."""
    p = np.asarray(points, dtype=np.float64)
    along = np.empty_like(p)
    along[1:-1] = p[2:] - p[:-2]
    along[0], along[-1] = p[1] - p[0], p[-1] - p[-2]
    half = _taper(tip, len(p)) * (width if isinstance(width, (int, float)) else width[:, None])
    out = along[:, ::-1] * (-1.0, 1.0)
    out *= half / np.sqrt((along * along).sum(1, keepdims=True) + 1e-18)
    end = float(half[-1, 0])
    angle = atan2(along[-1, 1], along[-1, 0])
    cap = turned(_CAP[1:-1] * end, angle) + p[-1]
    return np.concatenate([p - out, cap, (p + out)[::-1]])


def box(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Points:
    """A rectangle with its top left corner at (x, y), corners rounded by ``radius``."""
    if radius <= 0:
        return np.array([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])
    r = min(radius, width / 2, height / 2)
    quarter = np.linspace(0, np.pi / 2, 6)
    arc = np.stack([np.cos(quarter), np.sin(quarter)], axis=1) * r
    corners = [(x + width - r, y + height - r), (x + r, y + height - r), (x + r, y + r)]
    corners.append((x + width - r, y + r))
    return np.concatenate([turned(arc, i * np.pi / 2) + corner for i, corner in enumerate(corners)])


@lru_cache(maxsize=32)
def star(points: int = 5, inner: float = 0.5) -> Points:
    """A star of outer radius 1, one point up."""
    angle = np.arange(2 * points) * np.pi / points - np.pi / 2
    radius = np.where(np.arange(2 * points) % 2 == 0, 1.0, inner)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1) * radius[:, None]


def stacked(shape: Points, spots: Points, sizes: Points | float = 1.0) -> Points:
    """Copies of a shape (n, 2) at ``spots`` (count, 2), scaled by ``sizes``: (count, n, 2)."""
    scale = np.broadcast_to(np.asarray(sizes, dtype=np.float64), (len(spots),))
    return shape[None] * scale[:, None, None] + spots[:, None, :]


def bulge(circles: Sequence[tuple[float, float, float]], corners: int = 56) -> Points:
    """The outline of overlapping circles (x, y, radius), seen from their weighted middle."""
    discs = np.asarray(circles, dtype=np.float64)
    middle = (discs[:, :2] * discs[:, 2:]).sum(0) / discs[:, 2].sum()
    ray = circle(corners)
    away = discs[:, :2] - middle
    along = ray @ away.T
    reach = discs[:, 2] ** 2 - (away**2).sum(1) + along**2
    far = np.where(reach > 0, along + np.sqrt(np.maximum(reach, 0)), 0).max(1)
    return np.asarray(ray * far[:, None] + middle)


def below(ridge: Points, floor: float) -> Points:
    """Close an open line downwards to ``floor``: a hill."""
    return np.concatenate([ridge, [(ridge[-1, 0], floor), (ridge[0, 0], floor)]])
