"""The five looks: how colours are inked, what is outlined, how a frame is finished."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from models.train.world.colour import (
    RGB,
    clip,
    grey,
    lighter,
    mix,
    rgb,
    saturate,
    times,
    with_lightness,
)
from models.world.scene import Look, Palette, TimeOfDay

Image = NDArray[np.uint8]

OWN = 0.01
"""The ambient of what is given in its final colour: no light falls on it, and it does not shine."""

_PAPER = rgb("f7f1e3")
_PENCIL = rgb("3b3840")
_LIGHT: dict[TimeOfDay, tuple[RGB, RGB, float]] = {
    "dawn": ((1.0, 0.9, 0.93), rgb("f5a9a0"), 0.10),
    "day": ((1.0, 1.0, 1.0), rgb("ffffff"), 0.0),
    "sunset": ((0.98, 0.76, 0.72), rgb("b8405a"), 0.16),
    "night": ((0.36, 0.45, 0.72), rgb("0e1440"), 0.22),
}


@dataclass(frozen=True)
class Ink:
    """Turns the colour a thing has into the colour that is painted."""

    look: Look
    palette: Palette
    time_of_day: TimeOfDay | None

    @property
    def outlined(self) -> bool:
        """Whether shapes get an outline in this look."""
        return self.look in ("sketch", "neon")

    def fill(self, colour: RGB, ambient: float) -> RGB:
        """The colour of an area; ``ambient`` is how much of the scene's light falls on it."""
        return _fill(self, colour, ambient)

    def line(self, colour: RGB, ambient: float) -> RGB:
        """The colour of an outline."""
        return _line(self, colour, ambient)


def _lit(ink: Ink, colour: RGB, ambient: float) -> RGB:
    if ink.time_of_day is not None and ambient > 0:
        factor, cast, share = _LIGHT[ink.time_of_day]
        colour = mix(colour, mix(times(colour, factor), cast, share), ambient)
    if ink.palette == "warm":
        return clip(times(mix(colour, rgb("ff9a4a"), 0.14), (1.05, 0.98, 0.88)))
    if ink.palette == "cool":
        return clip(times(mix(colour, rgb("3f8fd8"), 0.14), (0.88, 0.98, 1.07)))
    if ink.palette == "mono":
        return saturate(colour, 0.0)
    return saturate(colour, 1.12) if ink.palette == "vivid" else colour


@lru_cache(maxsize=8192)
def _fill(ink: Ink, colour: RGB, ambient: float) -> RGB:
    lit = _lit(ink, colour, ambient)
    if ink.look == "pastel":
        # Lifted shadows and quiet chroma, with a breath of rose.
        lift = 0.14 + 0.26 * grey(lit) / 255
        return clip(mix(mix(saturate(lit, 0.8), rgb("fff4ee"), lift), rgb("f3c6d8"), 0.09))
    if ink.look == "neon":
        level = grey(lit) / 255
        if ambient <= 0.0:
            return clip(saturate(lit, 1.3))
        deep = saturate(mix(lit, rgb("3020a0"), 0.35), 1.4)
        # Subjects stay readable; scenery sinks into the dark behind its outlines.
        bright = 0.34 if OWN < ambient < 0.6 else 0.2
        return with_lightness(deep, 0.045 + bright * level * level, 0.75)
    if ink.look == "sketch":
        return mix(_PAPER, saturate(lit, 0.9), 0.8 - 0.25 * grey(lit) / 255)
    if ink.look == "pixel":
        return clip(saturate(lit, 1.2))
    return clip(lit)


@lru_cache(maxsize=8192)
def _line(ink: Ink, colour: RGB, ambient: float) -> RGB:
    if ink.look == "sketch":
        return mix(_PENCIL, _lit(ink, colour, ambient), 0.12)
    spread = max(colour) - min(colour)
    tinted = colour if spread > 26 else mix(colour, rgb("5cd6ff"), 0.6)
    vivid = with_lightness(tinted, 0.62, 1.0)
    return saturate(vivid, 0.0) if ink.palette == "mono" else lighter(vivid, 0.05)


@lru_cache(maxsize=16)
def _vignette(height: int, width: int) -> Image:
    y = np.linspace(-1, 1, height)[:, None]
    x = np.linspace(-1, 1, width)[None, :]
    fall = 1 - 0.17 * np.clip((x * x + y * y) / 2, 0, 1) ** 1.6
    return np.repeat((fall * 255).astype(np.uint8)[:, :, None], 3, axis=2)


@lru_cache(maxsize=16)
def _paper(height: int, width: int) -> Image:
    rng = np.random.default_rng(7)
    fine = rng.normal(0, 1, (height, width)).astype(np.float32)
    grain = cv2.GaussianBlur(fine, (0, 0), max(0.6, min(height, width) / 420))
    grain *= 5.0 / grain.std()
    y, x = np.mgrid[0:height, 0:width]
    hatch = np.sin((x + y) * (2 * np.pi / max(4.0, min(height, width) / 60))) * 1.6
    return np.repeat(np.clip(250 + grain + hatch, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


_BAYER = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]])


@lru_cache(maxsize=16)
def _dither(height: int, width: int) -> NDArray[np.int16]:
    tiles = np.tile(_BAYER, (height // 4 + 1, width // 4 + 1))[:height, :width]
    return ((tiles - 7.5) * 0.55).astype(np.int16)[:, :, None]


def blocks(look: Look, width: int, height: int) -> int:
    """How many output pixels one painted pixel covers: 1, except in the pixel look."""
    return max(2, round(min(width, height) / 84)) if look == "pixel" else 1


def finish(image: Image, look: Look, width: int, height: int) -> Image:
    """Bring a painted frame (h', w', 3) to (height, width, 3) in its look; always a new array."""
    if look == "pixel":
        return _pixelate(image, width, height)
    if image.shape[:2] == (height, width):
        image = image.copy()
    else:
        image = _image(cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA))
    if look == "neon":
        return _bloom(image)
    if look == "sketch":
        return _image(cv2.multiply(image, _paper(height, width), scale=1 / 255))
    if look == "flat":
        return _image(cv2.multiply(image, _vignette(height, width), scale=1 / 255))
    return image


def _image(array: NDArray[Any]) -> Image:
    return np.asarray(array, dtype=np.uint8)


def _pixelate(image: Image, width: int, height: int) -> Image:
    """Few colours, dithered in a 4 × 4 Bayer pattern, and big square pixels."""
    step, scale = 16, blocks("pixel", width, height)
    noisy = np.clip(image.astype(np.int16) + _dither(*image.shape[:2]), 0, 255)
    few = ((noisy + step // 2) // step * step).clip(0, 255)
    return _image(few.astype(np.uint8).repeat(scale, 0).repeat(scale, 1)[:height, :width])


def _bloom(image: Image) -> Image:
    """What is bright shines onto its surroundings."""
    height, width = image.shape[:2]
    quarter = (max(8, width // 4), max(8, height // 4))
    small = _image(cv2.resize(image, quarter, interpolation=cv2.INTER_AREA))
    shining = np.maximum(small, 46) - 46
    blurred = cv2.GaussianBlur(shining, (0, 0), min(width, height) / 4 / 26)
    light = cv2.resize(blurred, (width, height), interpolation=cv2.INTER_LINEAR)
    return _image(cv2.addWeighted(image, 1.0, light, 1.25, 0))
