"""A canvas that paints anti-aliased shapes under a stack of transforms, in the look of its ink."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import cos, sin

import cv2
import numpy as np
from numpy.typing import NDArray

from models.train.world import shapes
from models.train.world.colour import RGB, mix
from models.train.world.looks import Image, Ink
from models.train.world.shapes import Pair, Points

_SHIFT = 4
_ONE = 1 << _SHIFT


class Canvas:
    """Paints on an image of ``scale`` × (height, width); (0, 0) is the middle, y points down.

    One unit is half the short side, so the short side reaches from -1 to 1. ``half`` says how
    far the picture reaches. ``ambient`` is how much of the scene's light falls on what is painted
    next: 1 for scenery, less for a subject, 0 for what shines by itself.
    """

    def __init__(self, width: int, height: int, ink: Ink, *, scale: int = 2) -> None:
        self.ink = ink
        self.image: Image = np.zeros((height * scale, width * scale, 3), np.uint8)
        self.unit = min(width, height) * scale / 2
        self.half = (width / min(width, height), height / min(width, height))
        self.ambient = 1.0
        self.boil = 0
        self._line = cv2.LINE_8 if ink.look == "pixel" else cv2.LINE_AA
        self._matrix = self._start = np.array(
            [[self.unit, 0, width * scale / 2 - 0.5], [0, self.unit, height * scale / 2 - 0.5]]
        )
        self._fine_of = np.zeros((2, 3))
        self._fine_turn = np.zeros((2, 2))
        self._fine_shift = np.zeros(2)
        self._noise = np.random.default_rng(3).normal(0, 1, (997, 2))
        self._inks: dict[tuple[RGB, float], RGB] = {}

    # --- transforms ------------------------------------------------------------------------

    @contextmanager
    def at(
        self,
        x: float = 0.0,
        y: float = 0.0,
        scale: float = 1.0,
        angle: float = 0.0,
        flip: float = 1.0,
    ) -> Iterator[None]:
        """Paint relative to (x, y): scaled, turned by ``angle`` (radians), mirrored by -1."""
        saved = self._matrix
        c, s = cos(angle) * scale, sin(angle) * scale
        local = np.array([[c * flip, -s, x], [s * flip, c, y], [0, 0, 1]])
        self._matrix = saved @ local
        try:
            yield
        finally:
            self._matrix = saved

    @property
    def zoom(self) -> float:
        """Painted pixels per local unit."""
        return float(abs(np.linalg.det(self._matrix[:, :2])) ** 0.5)

    def pixels(self, points: Points) -> Points:
        """Local points (n, 2) to painted pixels (n, 2)."""
        return np.asarray(points @ self._matrix[:, :2].T + self._matrix[:, 2])

    def _fine(self, points: Points) -> Points:
        """Local points to sixteenths of painted pixels, as the polygon filler takes them."""
        if self._fine_of is not self._matrix:
            self._fine_of = self._matrix
            self._fine_turn = np.ascontiguousarray(self._matrix[:, :2].T * _ONE)
            self._fine_shift = self._matrix[:, 2] * _ONE
        moved: Points = points.dot(self._fine_turn)
        moved += self._fine_shift
        return moved

    def mark(self, part: str) -> None:
        """Say that ``part`` is painted around (0, 0), about one unit tall; paints nothing."""

    # --- painting --------------------------------------------------------------------------

    def fill(self, points: Points, colour: RGB, *, alpha: float = 1.0, edge: bool = True) -> None:
        """Paint one closed shape; outlined in looks that outline, unless ``edge`` is off."""
        if alpha > 0.004:
            self._paint([self._fine(points)], colour, alpha, edge)

    def fills(
        self,
        many: Sequence[Points] | Points,
        colour: RGB,
        *,
        alpha: float = 1.0,
        edge: bool = False,
    ) -> None:
        """Paint many shapes in one colour at once (where two overlap is a hole).

        Shapes of one length, given as one array (count, n, 2), are the fastest.
        """
        if len(many) and alpha > 0.004:
            if isinstance(many, np.ndarray):
                moved = list(self._fine(many))
            else:
                moved = [self._fine(points) for points in many]
            self._paint(moved, colour, alpha, edge)

    def _paint(self, moved: list[Points], colour: RGB, alpha: float, edge: bool) -> None:
        inked = self._inked(colour)
        if alpha >= 0.996:
            cv2.fillPoly(self.image, _fixed(moved), inked, self._line, _SHIFT)
        else:
            self._blend(moved, inked, alpha)
        if edge and self.ink.outlined and alpha > 0.5:
            self._outline(moved, colour)

    def oval(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        colour: RGB,
        *,
        angle: float = 0.0,
        alpha: float = 1.0,
        edge: bool = True,
    ) -> None:
        """Paint an ellipse."""
        self.fill(shapes.ellipse(x, y, rx, ry, angle), colour, alpha=alpha, edge=edge)

    def stroke(
        self,
        points: Sequence[Pair] | Points,
        width: float | Points,
        colour: RGB,
        *,
        tip: float = 1.0,
        alpha: float = 1.0,
        edge: bool = False,
    ) -> None:
        """Paint a band along an open line, of fractional width, narrowing to ``tip`` of it."""
        self.fill(shapes.ribbon(points, width, tip), colour, alpha=alpha, edge=edge)

    def shade(
        self, points: Points, top: RGB, bottom: RGB, *, edge: bool = True, alpha: float = 1.0
    ) -> None:
        """Paint a closed shape with a vertical gradient over its height."""
        moved = self._fine(points)
        first, last = float(moved[:, 1].min()) / _ONE, float(moved[:, 1].max()) / _ONE
        area = self._area(moved)
        if area is None:
            return
        x0, y0, x1, y1 = area
        upper, lower = self._inked(top), self._inked(bottom)
        region = self.image[y0:y1, x0:x1]
        target = region if alpha >= 0.996 else region.copy()
        local = _fixed([moved - (x0 * _ONE, y0 * _ONE)])
        # The rim comes from a plain anti-aliased fill, the inside from the gradient.
        cv2.fillPoly(target, local, mix(upper, lower, 0.15), self._line, _SHIFT)
        mask = np.zeros(region.shape[:2], np.uint8)
        cv2.fillPoly(mask, local, 255, self._line, _SHIFT)
        cv2.threshold(mask, 254, 255, cv2.THRESH_BINARY, dst=mask)
        rows = ((y0 - first) / max(1e-6, last - first), (y1 - first) / max(1e-6, last - first))
        cv2.copyTo(_ramp(upper, lower, *rows, y1 - y0, x1 - x0), mask, target)
        if target is not region:
            cv2.addWeighted(target, alpha, region, 1 - alpha, 0, dst=region)
        if edge and self.ink.outlined and alpha > 0.5:
            self._outline([moved], top)

    def backdrop(self, stops: Sequence[tuple[float, RGB]]) -> None:
        """Paint the whole picture with a vertical gradient; ``stops`` go from 0 (top) to 1."""
        height, width = self.image.shape[:2]
        where = [stop for stop, _ in stops]
        inked = np.array([self.ink.fill(colour, self.ambient) for _, colour in stops])
        y = np.linspace(0, 1, height)
        column = np.stack([np.interp(y, where, inked[:, i]) for i in range(3)], axis=1)
        self.image[:] = _dithered(column, width)

    def glow(self, x: float, y: float, radius: float, colour: RGB, strength: float = 0.6) -> None:
        """Add light falling off from (x, y)."""
        centre = self.pixels(np.array([(x, y)]))[0]
        reach = radius * self.zoom
        corners = np.array([centre - reach, centre + reach])
        area = self._area(corners * _ONE)
        if area is None or strength <= 0.004:
            return
        x0, y0, x1, y1 = area
        inked = np.array(self.ink.fill(colour, 0.0)) * strength
        small = (_falloff()[:, :, None] * inked).astype(np.uint8)
        size = small.shape[0] / (2 * reach)
        warp = np.array(
            [[size, 0, (x0 - corners[0, 0]) * size], [0, size, (y0 - corners[0, 1]) * size]]
        )
        light = cv2.warpAffine(
            small, warp, (x1 - x0, y1 - y0), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        )
        region = self.image[y0:y1, x0:x1]
        cv2.add(region, light, dst=region)

    def shadow(self, x: float, y: float, rx: float, ry: float, alpha: float = 0.28) -> None:
        """Paint a soft contact shadow."""
        if self.ink.look == "neon":
            return
        for share in (1.0, 0.82, 0.62):
            self.oval(x, y, rx * share, ry * share, (24, 20, 52), alpha=alpha / 2.6, edge=False)

    # --- inside ----------------------------------------------------------------------------

    def _inked(self, colour: RGB) -> RGB:
        key = (colour, self.ambient)
        found = self._inks.get(key)
        if found is None:
            if len(self._inks) > 4096:
                self._inks.clear()
            found = self._inks[key] = self.ink.fill(colour, self.ambient)
        return found

    def _area(self, moved: Points) -> tuple[int, int, int, int] | None:
        """The part of the picture that points (in sixteenths of pixels) may touch."""
        height, width = self.image.shape[:2]
        left, upper = moved.min(0).tolist()
        right, lower = moved.max(0).tolist()
        x0, y0 = max(0, int(left / _ONE) - 1), max(0, int(upper / _ONE) - 1)
        x1, y1 = min(width, int(right / _ONE) + 3), min(height, int(lower / _ONE) + 3)
        return (x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def _blend(self, moved: list[Points], inked: RGB, alpha: float) -> None:
        area = self._area(moved[0] if len(moved) == 1 else np.concatenate(moved))
        if area is None:
            return
        x0, y0, x1, y1 = area
        region = self.image[y0:y1, x0:x1]
        over = region.copy()
        local = _fixed([points - (x0 * _ONE, y0 * _ONE) for points in moved])
        cv2.fillPoly(over, local, inked, self._line, _SHIFT)
        cv2.addWeighted(over, alpha, region, 1 - alpha, 0, dst=region)

    def _outline(self, moved: list[Points], colour: RGB) -> None:
        """A line around each shape: trembling and redrawn eight times a second in a sketch."""
        line = self.ink.line(colour, self.ambient)
        thick = max(1, round(self.unit / (95 if self.ink.look == "sketch" else 80)))
        for i, points in enumerate(moved):
            if self.ink.look == "sketch":
                start = (self.boil * 131 + i * 17 + len(points)) % (997 - min(len(points), 900))
                noise = self._noise[start : start + len(points)]
                if len(noise) == len(points):
                    points = points + noise * (self.unit * 0.0035 * _ONE)
            cv2.polylines(self.image, _fixed([points]), True, line, thick, self._line, _SHIFT)


def _fixed(many: Sequence[Points]) -> list[NDArray[np.int32]]:
    return [points.astype(np.int32) for points in many]


def _dithered(column: Points, width: int) -> Image:
    """A column of colours (h, 3) to an image (h, width, 3), without visible bands."""
    height = len(column)
    noise = _blue(height)
    tile = np.clip(column[:, None, :] + noise[:, :, None], 0, 255).astype(np.uint8)
    return np.tile(tile, (1, -(-width // tile.shape[1]), 1))[:, :width]


@lru_cache(maxsize=16)
def _blue(height: int) -> Points:
    return np.random.default_rng(5).uniform(0, 1, (height, 61))


@lru_cache(maxsize=1)
def _falloff() -> Points:
    y, x = np.mgrid[-1:1:96j, -1:1:96j]
    far = np.sqrt(x * x + y * y)
    return np.asarray(np.clip((np.exp(-((far * 2.1) ** 2)) - 0.0122) / 0.9878, 0, 1))


@lru_cache(maxsize=24)
def _ramp(upper: RGB, lower: RGB, first: float, last: float, height: int, width: int) -> Image:
    share = np.linspace(first, last, height, endpoint=False)[:, None]
    column = np.asarray(upper) + (np.asarray(lower) - np.asarray(upper)) * share + 0.5
    column = np.clip(column, 0, 255).astype(np.uint8)
    return np.asarray(np.repeat(column[:, None, :], width, axis=1))
