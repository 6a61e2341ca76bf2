"""How stored pixels are turned for showing: the display matrix that phones write."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""A picture: uint8 (h, w, 3), RGB, as a player shows it."""

Matrix = tuple[int, ...]
"""Nine integers in FFmpeg's layout: a point (x, y) goes to (a x + c y, b x + d y)."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """A multiple of a quarter turn, perhaps mirrored: transposed first, then flipped."""

    transpose: bool = False
    flip_rows: bool = False
    flip_columns: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Orientation:
        """Read it from a decoded frame; angles in between go to the nearest quarter."""
        matrix = display_matrix(frame)
        if matrix is None:
            return cls()
        a, b, _, c, d = matrix[:5]
        if abs(b) > abs(a):
            return cls(True, flip_rows=b < 0, flip_columns=c < 0)
        return cls(False, flip_rows=d < 0, flip_columns=a < 0)

    @property
    def rotation(self) -> int:
        """Degrees clockwise; of a mirrored picture, those that come after the mirror."""
        if self.transpose:
            return 90 if self.flip_columns else 270
        return 180 if self.flip_rows else 0

    def apply(self, image: Image) -> Image:
        """Turn a picture the way it is to be shown; (h, w, 3) becomes (w, h, 3) if transposed."""
        if self == Orientation():
            return image
        if self.transpose:
            image = image.transpose(1, 0, 2)
        rows = slice(None, None, -1 if self.flip_rows else 1)
        columns = slice(None, None, -1 if self.flip_columns else 1)
        return np.ascontiguousarray(image[rows, columns])


def display_matrix(frame: VideoFrame) -> Matrix | None:
    """The matrix that travels with a decoded frame, if there is one."""
    # The stubs call the container a plain dict; iterating it gives side data.
    entries: Iterable[Any] = frame.side_data
    for entry in entries:
        if entry.type is Type.DISPLAYMATRIX:
            return struct.unpack("<9i", bytes(entry)[:36])
    return None
