"""Sketch: graphite on drawing paper, outlines and two layers of hatching."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.craft.lines import Ink
from models.stylise.craft.smooth import unit
from models.stylise.craft.steady import Levels, Steady
from models.stylise.craft.texture import clouds, paper
from models.stylise.craft.tone import contrast_curve, gradient_map, to_bytes
from models.stylise.styliser import Array, Picture

PAPER = (250, 247, 240)
GRAPHITE = (52, 52, 58)


def strokes(width: int, height: int, degrees: float, gap: float, seed: int) -> Array:
    """Hatching as thresholds, float32 (h, w) from 0 to 1: darker tones draw wider strokes.

    ``gap`` is the distance of two strokes in pixels; slow noise bends them as a hand would.
    """
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    turn = np.deg2rad(degrees)
    across = x * np.sin(turn) + y * np.cos(turn)
    across += 0.9 * gap * clouds(width, height, 24.0 * gap, seed, octaves=2)
    wave = 0.5 + 0.5 * np.cos(across * np.float32(2.0 * np.pi / gap))
    rough: Array = wave + 0.16 * clouds(width, height, 0.5 * gap, seed + 1, octaves=1)
    return np.clip(rough, 0.0, 1.0)


def local_contrast(tone: Array, px: float) -> Array:
    """``tone`` softened, and pushed away from the tone of its surroundings.

    Pencils have a short range: a grey coat on grey grass must be told apart all the same.
    """
    size = (max(1, tone.shape[1] // 8), max(1, tone.shape[0] // 8))
    around = cv2.resize(tone, size, interpolation=cv2.INTER_AREA)
    around = cv2.GaussianBlur(around, (0, 0), 5.0 * px)
    around = cv2.resize(around, tone.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.addWeighted(cv2.GaussianBlur(tone, (0, 0), 1.3 * px), 1.8, around, -0.8, 18.0)


class Sketch:
    """A pencil drawing."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip; see :class:`models.stylise.styliser.Styliser`."""
        px = unit(width, height)
        before, after = Steady(noise=7), Steady(noise=10)
        levels = Levels()
        ink = Ink(width, height, pen=1.0, edge=0.006, firm=45.0)
        light = strokes(width, height, 35.0, 4.2 * px, 21)
        deep = strokes(width, height, -40.0, 4.8 * px, 31)
        tooth = 0.05 * paper(width, height)
        pencil = gradient_map((GRAPHITE, PAPER))

        def picture(image: Array, time: float) -> Array:
            grey = cv2.cvtColor(before(image), cv2.COLOR_RGB2GRAY)
            lines = ink(grey).astype(np.float32) / 255.0
            low, high = levels(grey, time)
            tone = cv2.LUT(grey, contrast_curve(low, high, 0.3))
            dark = 1.0 - local_contrast(tone, px).astype(np.float32) / 255.0
            hatch = np.clip((dark * 1.25 - 0.25 - light) * 2.2 + 0.35, 0.0, 1.0)
            cross = np.clip((dark * 1.6 - 0.85 - deep) * 2.2 + 0.35, 0.0, 1.0)
            graphite = 0.45 * hatch + 0.45 * cross + 0.22 * dark
            left = (1.0 - np.minimum(graphite, 0.92)) * (0.12 + 0.88 * lines) + tooth
            drawn = after(to_bytes(left, 255.0))
            return cv2.LUT(cv2.merge([drawn, drawn, drawn]), pencil)

        return picture
