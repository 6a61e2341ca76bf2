"""Tone and colour by tables and mixes; all on uint8, most of it one pass of OpenCV."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.styliser import Array


def table(values: Array) -> Array:
    """256 values from 0 to 1 as a lookup table, rounded and clipped."""
    return np.rint(np.clip(values, 0.0, 1.0) * 255.0).astype(np.uint8)


def ramp() -> Array:
    """The inputs of a lookup table: 256 values from 0 to 1."""
    return np.linspace(0.0, 1.0, 256)


def soft_steps(count: int, firm: float = 0.75) -> Array:
    """A table that draws tones towards ``count`` even steps, without a hard border.

    Each step is a tanh as in Winnemöller et al. 2006, section 3.3: a hard border would turn the
    smallest noise into a flickering edge. ``firm`` from 0 (straight line) to 1 (firm steps).
    """
    x = ramp() * count
    # Between two centres of steps the tone runs along a tanh around their border.
    border = np.round(x)
    sharp = 1.0 + 7.0 * firm
    stepped = border + 0.5 * np.tanh(sharp * (x - border)) / np.tanh(sharp * 0.5)
    return table(((1.0 - firm) * x + firm * stepped) / count)


def contrast_curve(low: float, high: float, steep: float) -> Array:
    """A table that maps grey level ``low`` to black and ``high`` to white along an S.

    ``steep`` 0 is a straight line; 1 a strong S.
    """
    x = np.clip((np.arange(256) - low) / max(high - low, 1.0), 0.0, 1.0)
    s = x * x * (3.0 - 2.0 * x)
    return table((1.0 - steep) * x + steep * s)


def vivid(factor: float) -> Array:
    """A table for YCrCb pictures, (256, 1, 3), that multiplies their colours by ``factor``.

    Near grey it hardly acts: stone and concrete keep their colour while leaves and skies glow.
    ``factor`` below 1 fades, evenly.
    """
    chroma = np.arange(256) - 128.0
    near = np.clip(np.abs(chroma) / 28.0, 0.0, 1.0) if factor > 1.0 else np.ones(256)
    stretched = chroma * (1.0 + (factor - 1.0) * near * near * (3.0 - 2.0 * near))
    colour = np.rint(np.clip(stretched + 128.0, 0.0, 255.0))
    columns: Array = np.stack([np.arange(256), colour, colour], axis=-1).astype(np.uint8)
    return columns[:, None, :]


def recolour(image: Array, ycrcb: Array) -> Array:
    """``image`` (RGB) through a table of `vivid`, its own or with another luminance column."""
    return cv2.cvtColor(
        cv2.LUT(cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb), ycrcb), cv2.COLOR_YCrCb2RGB
    )


def with_tones(ycrcb: Array, tones: Array) -> Array:
    """A table of `vivid` whose luminance goes through the table ``tones`` (256,) as well."""
    combined = ycrcb.copy()
    combined[:, 0, 0] = tones
    return combined


def to_bytes(values: Array, scale: float = 1.0) -> Array:
    """``values`` times ``scale`` as uint8, rounded, cut off at 0 and 255."""
    return cv2.convertScaleAbs(np.maximum(values, 0.0), alpha=scale)


def above(floor: int) -> Array:
    """A table that takes ``floor`` away: what is left are the lights."""
    return np.clip(np.arange(256) - floor, 0, 255).astype(np.uint8)


def shade(image: Array, plane: Array) -> Array:
    """``image`` (uint8, (h, w, 3)) times ``plane`` (float32, (h, w)), clipped to 255."""
    return cv2.multiply(image, cv2.merge([plane, plane, plane]), dtype=cv2.CV_8U)


def darken(image: Array, plane: Array) -> Array:
    """``image`` (h, w, 3) times ``plane`` (h, w), both uint8, 255 being one."""
    return cv2.multiply(image, cv2.merge([plane, plane, plane]), scale=1.0 / 255.0)


def screen(image: Array, light: Array) -> Array:
    """Light added on film: 255 - (255 - image) (255 - light) / 255, both uint8."""
    dark = cv2.multiply(cv2.bitwise_not(image), cv2.bitwise_not(light), scale=1.0 / 255.0)
    return cv2.bitwise_not(dark)


def gradient_map(stops: tuple[tuple[int, int, int], ...]) -> Array:
    """A table (256, 1, 3) that colours luminance along evenly spaced RGB ``stops``."""
    where = np.linspace(0.0, 255.0, len(stops))
    channels = np.array(stops, dtype=np.float64).T
    colours = [np.interp(np.arange(256), where, channel) for channel in channels]
    table: Array = np.rint(np.stack(colours, axis=-1)).astype(np.uint8)
    return table[:, None, :]
