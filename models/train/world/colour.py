"""Colours: plain RGB tuples from 0 to 255, and the few ways the renderer changes them."""

from __future__ import annotations

import colorsys
from functools import lru_cache

RGB = tuple[float, float, float]

WHITE: RGB = (255.0, 255.0, 255.0)


@lru_cache(maxsize=1024)
def rgb(code: str) -> RGB:
    """Read ``"rrggbb"``."""
    return (float(int(code[0:2], 16)), float(int(code[2:4], 16)), float(int(code[4:6], 16)))


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """Blend from ``a`` (share 0) to ``b`` (share 1)."""
    return (
        a[0] + (b[0] - a[0]) * share,
        a[1] + (b[1] - a[1]) * share,
        a[2] + (b[2] - a[2]) * share,
    )


def lighter(colour: RGB, share: float = 0.2) -> RGB:
    """Blend towards white."""
    return mix(colour, WHITE, share)


def darker(colour: RGB, share: float = 0.2) -> RGB:
    """Blend towards a deep blue-black: shadows under a sky are never grey."""
    return mix(colour, (18.0, 14.0, 48.0), share)


def times(colour: RGB, factor: RGB) -> RGB:
    """Multiply channel by channel; factors around 1."""
    return (colour[0] * factor[0], colour[1] * factor[1], colour[2] * factor[2])


def grey(colour: RGB) -> float:
    """Perceived lightness, 0 to 255 (Rec. 601 weights)."""
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def saturate(colour: RGB, factor: float) -> RGB:
    """Move away from (factor above 1) or towards (below 1) the grey of the same lightness."""
    level = grey(colour)
    return clip(mix((level, level, level), colour, factor))


def clip(colour: RGB) -> RGB:
    """Keep every channel within 0 and 255."""
    return (
        min(255.0, max(0.0, colour[0])),
        min(255.0, max(0.0, colour[1])),
        min(255.0, max(0.0, colour[2])),
    )


def with_lightness(colour: RGB, lightness: float, saturation: float) -> RGB:
    """Keep the hue, set HLS lightness and saturation (0 to 1)."""
    hue, _, _ = colorsys.rgb_to_hls(colour[0] / 255, colour[1] / 255, colour[2] / 255)
    r, g, b = colorsys.hls_to_rgb(hue, lightness, saturation)
    return (r * 255, g * 255, b * 255)


NAMED: dict[str, RGB] = {
    "red": rgb("e23b3f"),
    "orange": rgb("f58a2c"),
    "yellow": rgb("f9cb3c"),
    "green": rgb("3fae5d"),
    "teal": rgb("1fa3a0"),
    "blue": rgb("3273dc"),
    "purple": rgb("8a4fc7"),
    "pink": rgb("f27ba8"),
    "white": rgb("f6f4ee"),
    "black": rgb("2b2a33"),
    "grey": rgb("8d939e"),
    "brown": rgb("8a5a3b"),
    "golden": rgb("e2ad5f"),
    "ginger": rgb("ee9540"),
    "cream": rgb("f3dfc1"),
    "blond": rgb("f0c664"),
}
"""Every colour word a scene may use."""
