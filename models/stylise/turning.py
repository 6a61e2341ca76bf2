"""Pictures turned by quarters and mirrored."""

from __future__ import annotations

from typing import Literal

import cv2
import numpy as np

from models.stylise.styliser import Array, Picture

Turn = Literal[0, 90, 180, 270]
"""Degrees clockwise."""
Mirror = Literal["across", "down"]
"""``across``: left and right change places; ``down``: above and below do."""

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


def turned(
    turn: Turn, mirror: Mirror | None, width: int, height: int
) -> tuple[Picture, tuple[int, int]]:
    """The function that turns, then mirrors, frames of ``width`` x ``height``, and the size (w, h)
    of what it returns.
    """

    def picture(image: Array, time: float) -> Array:
        if turn:
            image = cv2.rotate(image, _TURNS[turn])
        if mirror:
            image = cv2.flip(image, 1 if mirror == "across" else 0)
        return np.ascontiguousarray(image)

    return picture, (height, width) if turn in (90, 270) else (width, height)
