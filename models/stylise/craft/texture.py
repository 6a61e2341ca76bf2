"""Textures that belong to the screen, made once a clip: paper, canvas, grain, dots, vignette.

All are seeded, so the same clip is styled the same way twice, and fixed to the screen, so that
nothing crawls over a picture that stands still.
"""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.smooth import unit
from models.stylise.styliser import Array


def standard(plane: Array) -> Array:
    """``plane`` moved and scaled to mean 0 and deviation 1."""
    result: Array = (plane - plane.mean()) / (plane.std() + 1e-6)
    return result


def clouds(width: int, height: int, cell: float, seed: int, octaves: int = 3) -> Array:
    """Smooth noise, float32 (h, w), mean 0 and deviation 1: blobs about ``cell`` pixels wide,
    with finer ones of half the weight on top.
    """
    random = np.random.default_rng(seed)
    total: Array = np.zeros((height, width), np.float32)
    for octave in range(octaves):
        size = max(cell / 2**octave, 1.0)
        coarse = (int(width / size) + 2, int(height / size) + 2)
        noise = random.standard_normal((coarse[1], coarse[0]), dtype=np.float32)
        total += cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC) / 2.0**octave
    return standard(total)


def paper(width: int, height: int, seed: int = 7) -> Array:
    """Rough paper, float32 (h, w), mean 0 and deviation 1: tooth and a few wide waves, lit from
    the upper left.
    """
    px = unit(width, height)
    relief = clouds(width, height, 2.6 * px, seed, octaves=2)
    relief += 0.6 * clouds(width, height, 40.0 * px, seed + 1)
    lit = cv2.filter2D(relief, -1, np.array([[2, 1, 0], [1, 0, -1], [0, -1, -2]], np.float32))
    return standard(lit)


def canvas(width: int, height: int, thread: float = 3.2) -> Array:
    """Woven linen, float32 (h, w), mean 0 and deviation 1; ``thread`` in pixels at 360 lines."""
    px = unit(width, height)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) * np.float32(np.pi / (thread * px))
    over = (np.sin(x) * np.sin(y)) > 0
    weave = np.where(over, np.abs(np.sin(x)), np.abs(np.sin(y))).astype(np.float32)
    weave += 0.25 * clouds(width, height, 3.0 * px, 11, octaves=2)
    return standard(weave)


class Halftone:
    """A printer's screen: dots on a turned grid that cover just the share of area asked for.

    ``cell`` is the distance of two dots in pixels, ``degrees`` the turn of the grid.
    """

    def __init__(self, width: int, height: int, cell: float, degrees: float) -> None:
        y, x = np.mgrid[0:height, 0:width].astype(np.float32)
        turn = np.deg2rad(degrees)
        across = (x * np.cos(turn) + y * np.sin(turn)) * (2.0 * np.pi / cell)
        down = (y * np.cos(turn) - x * np.sin(turn)) * (2.0 * np.pi / cell)
        wave = 0.5 - 0.25 * (np.cos(across) + np.cos(down))
        ranks = np.sort(wave.ravel()[:: max(1, wave.size // 20000)])
        # By rank, so that darkness d exceeds the threshold on just the share d of the area.
        share: Array = np.interp(wave, ranks, np.linspace(0.0, 1.0, ranks.size))
        # One slope for all borders; 0 prints nothing at all and 255 leaves no hole.
        slope = 1.0 + cell / 4.0
        # A soft border prints less than a hard one: by how much is integrated and made up for.
        level = np.linspace(0.0, 1.0, 256)
        print_through = slope * level[:, None] - (slope - 1.0) * level[None, :]
        covers = np.clip(print_through, 0.0, 1.0).mean(axis=1)
        self._exposure = np.rint(np.interp(level, covers, level) * 255.0).astype(np.uint8)
        self._threshold = np.rint(share * 255.0 * (1.0 - 1.0 / slope)).astype(np.uint8)
        self._border = np.clip(np.rint(np.arange(256) * slope), 0, 255).astype(np.uint8)

    def __call__(self, darkness: Array) -> Array:
        """Coverage of a plane of darkness, both uint8 (h, w); dots have a soft border."""
        exposed = cv2.LUT(darkness, self._exposure)
        return cv2.LUT(cv2.subtract(exposed, self._threshold), self._border)


def vignette(width: int, height: int, depth: float) -> Array:
    """Light falling off to the corners, float32 (h, w): 1 in the middle, 1 - depth at corners."""
    y = np.linspace(-1.0, 1.0, height, dtype=np.float32)[:, None]
    x = np.linspace(-1.0, 1.0, width, dtype=np.float32)[None, :]
    far = np.clip((x * x + y * y) / 2.0, 0.0, 1.0)
    return 1.0 - np.float32(depth) * far**1.3


class Grain:
    """Film grain that breathes: two seeded plates turn into each other every two seconds.

    The sum of squares of their shares stays one, so the grain keeps its strength, and it moves
    so slowly that it neither flickers nor costs the encoder much.
    """

    SECONDS = 2.0

    def __init__(self, width: int, height: int, deviation: float, seed: int = 5) -> None:
        px = unit(width, height)
        self._plates = [
            (deviation * clouds(width, height, 1.4 * px, seed + k, octaves=2)) for k in (0, 1)
        ]

    def __call__(self, time: float) -> Array:
        """Grain at ``time`` in grey levels, float32 (h, w), to be added to a picture."""
        phase = 2.0 * np.pi * time / (4.0 * self.SECONDS)
        return cv2.addWeighted(
            self._plates[0], float(np.cos(phase)), self._plates[1], float(np.sin(phase)), 0.0
        )
