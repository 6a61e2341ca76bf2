"""Drawn lines: differences of Gaussians, smoothed along the edges they follow."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import unit, working_size
from models.stylise.craft.steady import Steady
from models.stylise.styliser import Array


def tangents(grey: Array, reach: float, rest: Array | None = None) -> tuple[Array, Array]:
    """The direction along the edges of ``grey`` (uint8, (h, w)) as unit vectors (x, y), float32.

    Eigenvectors of the smoothed structure tensor (Kyprianidis and Döllner 2008), found at half
    the size; ``reach`` is the sigma of the smoothing in full pixels. ``rest``, float32 in radians
    and of half the size, is the direction where there is no edge to follow.
    """
    height, width = grey.shape
    half = (max(1, width // 2), max(1, height // 2))
    small = cv2.resize(grey, half, interpolation=cv2.INTER_AREA)
    dx = cv2.Sobel(small, cv2.CV_32F, 1, 0)
    dy = cv2.Sobel(small, cv2.CV_32F, 0, 1)
    tensor: Array = cv2.merge([dx * dx - dy * dy, 2.0 * dx * dy])
    tensor = cv2.GaussianBlur(tensor, (0, 0), max(reach / 2.0, 0.5))
    if rest is not None:
        # The gradient of a step of six levels, across the direction of rest.
        tensor = tensor + 600.0 * cv2.merge([-np.cos(2.0 * rest), -np.sin(2.0 * rest)])
    along = cv2.phase(tensor[..., 0], tensor[..., 1]) * 0.5 + np.float32(np.pi / 2.0)
    x, y = cv2.polarToCart(np.ones_like(along), along)
    # Not interpolated: a direction and its opposite are the same here, and cancel out.
    size, near = (width, height), cv2.INTER_NEAREST
    return cv2.resize(x, size, interpolation=near), cv2.resize(y, size, interpolation=near)


class Flow:
    """Smooths planes of one size along an edge direction: a line integral by doubling steps."""

    def __init__(self, width: int, height: int) -> None:
        self._x, self._y = np.meshgrid(
            np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
        )
        # Made once: fresh memory for every step would cost more than the arithmetic.
        self._from_x, self._from_y = np.empty_like(self._x), np.empty_like(self._x)
        self._ahead, self._behind = np.empty_like(self._x), np.empty_like(self._x)

    def __call__(self, plane: Array, along: tuple[Array, Array], steps: tuple[float, ...]) -> Array:
        """Average ``plane`` (float32) over its neighbours at each distance of ``steps``, in pixels
        and both ways along the unit vectors ``along``; every pass widens the one before it.
        """
        for step in steps:
            self._shift(plane, along, step, self._ahead)
            self._shift(plane, along, -step, self._behind)
            near = cv2.addWeighted(self._ahead, 1.0 / 3.0, self._behind, 1.0 / 3.0, 0.0)
            plane = cv2.scaleAdd(plane, 1.0 / 3.0, near)
        return plane

    def _shift(self, plane: Array, along: tuple[Array, Array], step: float, to: Array) -> None:
        cv2.scaleAdd(along[0], step, self._x, dst=self._from_x)
        cv2.scaleAdd(along[1], step, self._y, dst=self._from_y)
        cv2.remap(plane, self._from_x, self._from_y, cv2.INTER_LINEAR, dst=to)


class Ink:
    """Ink lines of a clip: 255 where the paper stays, 0 where the ink is full, uint8 (h, w).

    The extended difference of Gaussians (Winnemöller et al. 2012, "XDoG", eq. 5-7) over
    luminance, its response averaged along the edges. ``pen`` is the sigma of the line: 1 is a
    fine pen at a short side of 360 pixels, and it grows with the picture. ``edge`` is the
    contrast from which a line is drawn, ``firm`` how suddenly it turns black.
    """

    LINES = 540
    """Larger pictures are searched at this short side: the response is smooth, and only the
    threshold, taken at full size, makes it sharp."""

    def __init__(
        self,
        width: int,
        height: int,
        *,
        pen: float = 1.0,
        edge: float = 0.012,
        firm: float = 60.0,
    ) -> None:
        self._size = (width, height)
        self._search = working_size(width, height, self.LINES)
        self._unit = unit(*self._search)
        self._sigma = pen * self._unit
        self._edge = edge
        self._firm = firm
        self._flow = Flow(*self._search)
        self._steady = Steady(noise=14)

    def __call__(self, grey: Array) -> Array:
        """Draw the lines of the next frame's luminance (uint8, (h, w))."""
        response = self._response(cv2.resize(grey, self._search, interpolation=cv2.INTER_AREA))
        if self._search != self._size:
            response = cv2.resize(response, self._size, interpolation=cv2.INTER_CUBIC)
        depth = np.minimum((response + np.float32(self._edge)) * np.float32(self._firm), 0.0)
        return self._steady(cv2.convertScaleAbs(np.tanh(depth), alpha=255.0, beta=255.0))

    def _response(self, grey: Array) -> Array:
        along = tangents(grey, 3.0 * self._unit)
        plane = grey.astype(np.float32) * np.float32(1.0 / 255.0)
        near = cv2.GaussianBlur(plane, (0, 0), self._sigma)
        far = cv2.GaussianBlur(plane, (0, 0), 1.6 * self._sigma)
        # A line is where the near blur is darker than the far one; dark areas, where the eye
        # sees smaller steps, count for more.
        response = cv2.divide(cv2.subtract(near, far), far + np.float32(0.35))
        return self._flow(response, along, (self._unit, 2.0 * self._unit))
