"""Tone and colour by tables and mixes; all on uint8, most of it one pass of OpenCV."""

from __future__ import annotations

import cv2
import numpy as np

from models.stylise.styliser import Array

LUMA = (0.299, 0.587, 0.114)


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


def saturate(image: Array, factor: float) -> Array:
    """Colours pushed away from (or towards) their own luminance by ``factor``; 1 is unchanged."""
    grey = (1.0 - factor) * np.array(LUMA)
    return cv2.transform(image, np.eye(3) * factor + grey[None, :].repeat(3, axis=0))


def shade(image: Array, plane: Array) -> Array:
    """``image`` (uint8, (h, w, 3)) times ``plane`` (float32, (h, w)), clipped to 255."""
    return cv2.multiply(image, cv2.merge([plane, plane, plane]), dtype=cv2.CV_8U)


def screen(image: Array, light: Array) -> Array:
    """Light added on film: 255 - (255 - image) (255 - light) / 255, both uint8."""
    return ~cv2.multiply(~image, ~light, scale=1.0 / 255.0)


def mix(under: Array, over: Array, share: Array) -> Array:
    """``under`` where ``share`` is 0, ``over`` where it is 1; share float32 (h, w)."""
    return cv2.blendLinear(over, under, share, 1.0 - share)


def gradient_map(stops: tuple[tuple[int, int, int], ...]) -> Array:
    """A table (256, 1, 3) that colours luminance along evenly spaced RGB ``stops``."""
    where = np.linspace(0.0, 255.0, len(stops))
    channels = np.array(stops, dtype=np.float64).T
    colours = [np.interp(np.arange(256), where, channel) for channel in channels]
    return np.rint(np.stack(colours, axis=-1)).astype(np.uint8)[:, None, :]
