"""Pixel: a mosaic in a small palette that stays the same through a shot."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import working_size
from models.stylise.craft.steady import Steady
from models.stylise.craft.tone import recolour, vivid
from models.stylise.styliser import Array, Picture

BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32)


class Palette:
    """Colours learnt from a picture by k-means, found again by a table of 32 x 32 x 32."""

    def __init__(self, image: Array, colours: int) -> None:
        pixels = cv2.resize(image, (64, 64), interpolation=cv2.INTER_AREA).reshape(-1, 3)
        order = np.argsort(pixels.astype(np.int32) @ np.array([299, 587, 114]), kind="stable")
        labels = np.empty((len(pixels), 1), np.int32)
        # Starting from even bands of brightness makes the palette the same every time.
        labels[order, 0] = np.arange(len(pixels)) * colours // len(pixels)
        stop = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
        _, _, centres = cv2.kmeans(
            pixels.astype(np.float32), colours, labels, stop, 1, cv2.KMEANS_USE_INITIAL_LABELS
        )
        steps = np.arange(32, dtype=np.float32) * 8.0 + 4.0
        cube = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(-1, 3)
        far = (cube**2).sum(1)[:, None] - 2.0 * cube @ centres.T + (centres**2).sum(1)[None]
        self._table = np.rint(centres).astype(np.uint8)[far.argmin(1)]
        self.misfit = self.error(image)

    def __call__(self, image: Array) -> Array:
        """Every pixel of ``image`` in its nearest colour."""
        cell = (image >> 3).astype(np.int32)
        found: Array = self._table[(cell[..., 0] << 10) | (cell[..., 1] << 5) | cell[..., 2]]
        return found

    def error(self, image: Array) -> float:
        """Mean distance of ``image`` from the palette, in levels a channel."""
        return float(cv2.absdiff(self(image), image).mean())


class Pixel:
    """A game of the sixteen-bit years."""

    COLOURS = 28
    LINES = 90

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        blocks = working_size(width, height, self.LINES)
        bold = vivid(1.4)
        before = Steady(noise=8)
        tiles = (blocks[1] // 4 + 1, blocks[0] // 4 + 1)
        dither = (np.tile(BAYER, tiles)[: blocks[1], : blocks[0]] - 7.5) * np.float32(0.9)
        palette: Palette | None = None
        strange = 0

        def picture(image: Array, time: float) -> Array:
            nonlocal palette, strange
            small = cv2.resize(image, blocks, interpolation=cv2.INTER_AREA)
            small = recolour(before(small), bold)
            if palette is None:
                palette = Palette(small, self.COLOURS)
            # A new shot may need other colours; the palette changes once, then stays.
            misfit = palette.error(small)
            strange = strange + 1 if misfit > 1.5 * palette.misfit + 4.0 else 0
            if strange > 2:
                palette, strange = Palette(small, self.COLOURS), 0
            noisy = np.clip(small + dither[..., None], 0.0, 255.0).astype(np.uint8)
            return cv2.resize(palette(noisy), (width, height), interpolation=cv2.INTER_NEAREST)

        return picture
