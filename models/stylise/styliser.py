"""The seam of a style: what restyles a clip, frame by frame."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import cv2
from numpy.typing import NDArray

from models.errors import BadRequest

Array = NDArray[Any]
"""A picture is a uint8 array of shape (h, w, 3) in RGB order; planes are (h, w)."""

Picture = Callable[[Array, float], Array]
"""``picture(image, time) -> image``: one frame in display order and its time in seconds."""


class Styliser(Protocol):
    """Restyles clips. Everything remembered from frame to frame lives in what `start` returns,
    so two clips, or two visitors, never see anything of each other.
    """

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin a clip of ``width`` x ``height`` pixels; call the result once per frame, in
        order. The frame handed in is left as it is; the one returned has the same shape.
        """
        ...


class Unstyled:
    """The styliser that changes nothing: for tests, and to time the video loop alone."""

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Return a function that hands back the frame it is given."""
        return lambda image, time: image


@dataclass(frozen=True, slots=True)
class Strength:
    """Another styliser, mixed with the original: 0 leaves every pixel as it was, 1 is the full
    look, and each pixel moves in proportion between the two.
    """

    styliser: Styliser
    strength: float

    def __post_init__(self) -> None:
        if not 0.0 <= self.strength <= 1.0:
            raise BadRequest(
                f"Style strength is {self.strength!r}, expected a number from 0 (unchanged) "
                "to 1 (full); choose one in between."
            )

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin the wrapped styliser and mix what it returns with what it was given."""
        if self.strength == 0.0:
            return Unstyled().start(width, height, fps)
        picture = self.styliser.start(width, height, fps)
        if self.strength == 1.0:
            return picture
        share = self.strength

        def mixed(image: Array, time: float) -> Array:
            return cv2.addWeighted(image, 1.0 - share, picture(image, time), share, 0.0)

        return mixed


@dataclass(frozen=True, slots=True)
class Layers:
    """Several stylisers, each over what the one before returned."""

    stylisers: tuple[Styliser, ...]

    def start(self, width: int, height: int, fps: float) -> Picture:
        """Begin all of them."""
        pictures = [one.start(width, height, fps) for one in self.stylisers]

        def layered(image: Array, time: float) -> Array:
            for picture in pictures:
                image = picture(image, time)
            return image

        return layered
