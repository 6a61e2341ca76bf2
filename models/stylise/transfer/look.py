"""Redraws a clip in the style of a picture, steady from frame to frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

from models.stylise.craft.steady import Cuts, Steady
from models.stylise.styliser import Array, Picture
from models.stylise.transfer.weights import StyleNetwork, Vector

Colours = Literal["taken", "kept"]
"""Whether the colours become the picture's, or stay the clip's."""

LONG = 448
"""Pixels of the long side at which frames are redrawn: strokes as wide as a brush's, and about
ten frames a second on a core."""

LEAST, STEP = 32, 4
"""A side has at least so many pixels there, and a multiple of so many."""

OWN = 0.2
"""How much of a clip's own style stays where a picture is bare: what is seen would else vanish."""

NEAR = 12
"""Grey levels within which pixels are of the same ground."""

SECONDS = 1.0
"""Time constant with which the network's moments follow a clip."""


@dataclass(frozen=True, slots=True)
class PictureLook:
    """A :class:`models.stylise.styliser.Styliser` for the style ``vector``.

    ``own`` is the share of each shot's own style that is mixed in; see :func:`own_share`.
    """

    network: StyleNetwork
    vector: Vector
    colours: Colours = "taken"
    own: float = 0.0

    def start(self, width: int, height: int, fps: float) -> Picture:
        """See :class:`models.stylise.styliser.Styliser`."""
        return _Redrawing(self, width, height, fps)


def own_share(pictures: Sequence[Array]) -> float:
    """How much of a clip's own style should stay under that of ``pictures``, uint8 (h, w, 3).

    None for one that is painted all over, :data:`OWN` for one that is mostly bare ground, as a
    sketch is: there the network leaves most of a clip as bare.
    """
    bare = float(np.mean([_bare(picture) for picture in pictures]))
    return OWN * min(1.0, max(0.0, (bare - 0.3) / 0.4))


def _bare(picture: Array) -> float:
    """Share of the pixels that are as light as most."""
    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    counts = cv2.calcHist([grey], [0], None, [256], [0, 256]).ravel()
    around = np.convolve(counts, np.ones(2 * NEAR + 1), "same")
    return float(around.max() / grey.size)


def drawn_size(width: int, height: int) -> tuple[int, int]:
    """(w, h) at which frames of ``width`` x ``height`` pixels are redrawn."""
    ratio = min(1.0, LONG / max(width, height))
    wide, high = (STEP * max(LEAST // STEP, round(side * ratio / STEP)) for side in (width, height))
    return wide, high


class _Redrawing:
    """One clip's picture function."""

    def __init__(self, look: PictureLook, width: int, height: int, fps: float) -> None:
        self._look, self._size = look, (width, height)
        self._small = drawn_size(width, height)
        self._share = 1.0 - float(np.exp(-1.0 / max(1.0, SECONDS * fps)))
        self._cuts = Cuts()

    def _begin(self, small: Array) -> None:
        """Forget the shot before ``small``."""
        import torch

        from models.stylise.transfer.network import Moments

        style, own = self._look.vector, self._look.own
        if own:
            style = (1.0 - own) * style + own * self._look.network.vector([small])
        self._style = torch.from_numpy(np.asarray(style, np.float32))[None]
        self._moments = Moments(self._share)
        # Noise is held still before it can become strokes, and then the strokes.
        self._calm, self._still = Steady(6.0, 0.85), Steady(14.0, 0.7)

    def __call__(self, image: Array, time: float) -> Array:
        """Redraw one frame, uint8 (h, w, 3)."""
        small = cv2.resize(image, self._small, interpolation=cv2.INTER_AREA)
        if self._cuts(small):
            self._begin(small)
        drawn = self._still(self._drawn(self._calm(small)))
        large = _sharpened(drawn, image, small, self._size)
        return _lit(image, large) if self._look.colours == "kept" else large

    def _drawn(self, small: Array) -> Array:
        import torch

        planes = torch.from_numpy(small).permute(2, 0, 1)[None].float() / 255
        planes = planes.contiguous(memory_format=torch.channels_last)
        with torch.inference_mode():
            painted = self._look.network.painter(planes, self._style, self._moments)
            pixels = (255 * painted[0].permute(1, 2, 0)).round().byte()
        result: Array = np.ascontiguousarray(pixels.numpy())
        return result


def _sharpened(drawn: Array, image: Array, small: Array, size: tuple[int, int]) -> Array:
    """``drawn`` at full ``size``, with the light and dark of ``image`` that ``small`` had lost."""
    large = cv2.resize(drawn, size, interpolation=cv2.INTER_CUBIC)
    if drawn.shape[0] >= size[1]:
        return large
    full, lost = (cv2.cvtColor(one, cv2.COLOR_RGB2GRAY) for one in (image, small))
    lost = cv2.resize(lost, size, interpolation=cv2.INTER_CUBIC)
    # What is lighter and what is darker apart: uint8 knows no sign.
    above, below = (
        cv2.merge([one] * 3) for one in (cv2.subtract(full, lost), cv2.subtract(lost, full))
    )
    return cv2.subtract(cv2.add(large, above), below)


def _lit(colours: Array, light: Array) -> Array:
    """The colours of one picture with the luminance of another."""
    of = cv2.cvtColor(colours, cv2.COLOR_RGB2YCrCb)
    of[..., 0] = cv2.cvtColor(light, cv2.COLOR_RGB2GRAY)
    return cv2.cvtColor(of, cv2.COLOR_YCrCb2RGB)
