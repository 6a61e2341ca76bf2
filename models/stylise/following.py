"""Follows what a finder loses: a head that turns is still a head, where it was a moment ago."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from models.stylise.styliser import Array

Box = tuple[float, float, float, float]
"""Left, top, width and height as shares of the picture."""

SHORT = 180
"""Pixels of the short side at which it is followed."""
REACH = 0.5
"""Of a box's size: how far it may have moved since the last look."""
ALIKE = 0.6
"""Correlation with what it looked like a look ago, from which it is the same."""
AROUND = 0.15
"""Of a box's size, on each side: what belongs to it beside the face."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Something with a box, as it was last seen: ``looks`` like a grey picture (h, w)."""

    box: Box
    looks: Array


def grey(image: Array) -> Array:
    """``image`` (uint8, (h, w, 3)) as small as things are followed in, uint8 (h, w)."""
    height, width = image.shape[:2]
    scale = min(1.0, SHORT / min(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return cv2.cvtColor(cv2.resize(image, size, interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)


def begun(picture: Array, box: Box) -> Followed:
    """Something in a box of ``picture``, a :func:`grey` one."""
    left, top, right, bottom = _pixels(picture, box, AROUND)
    return Followed(box, picture[top:bottom, left:right].copy())


def followed(picture: Array, before: Followed) -> Followed | None:
    """Where it is in the next ``picture``, a :func:`grey` one; ``None``: nothing is like it."""
    height, width = before.looks.shape
    left, top, right, bottom = _pixels(picture, before.box, AROUND + REACH)
    around = picture[top:bottom, left:right]
    flat = min(height, width) < 4 or float(before.looks.std()) < 2.0  # anything is like it
    if flat or around.shape[0] < height or around.shape[1] < width:
        return None
    likeness = cv2.matchTemplate(around, before.looks, cv2.TM_CCOEFF_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(likeness)
    if best < ALIKE:
        return None
    full_height, full_width = picture.shape
    moved_left, moved_top, _, _ = _pixels(picture, before.box, AROUND)
    wide, high = before.box[2:]
    box = (
        before.box[0] + (left + x - moved_left) / full_width,
        before.box[1] + (top + y - moved_top) / full_height,
        wide,
        high,
    )
    return begun(picture, box) if _inside(box) else None


def same(one: Box, other: Box) -> bool:
    """Whether two boxes are of the same thing: a third of both together is in either."""
    across = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    down = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0.0, across) * max(0.0, down)
    return shared > (one[2] * one[3] + other[2] * other[3] - shared) / 3.0


def _inside(box: Box) -> bool:
    """Whether its middle is in the picture."""
    return 0.0 <= box[0] + box[2] / 2 <= 1.0 and 0.0 <= box[1] + box[3] / 2 <= 1.0


def _pixels(picture: Array, box: Box, margin: float) -> tuple[int, int, int, int]:
    height, width = picture.shape
    left, top, wide, high = box
    return (
        max(0, int(np.floor((left - margin * wide) * width))),
        max(0, int(np.floor((top - margin * high) * height))),
        min(width, int(np.ceil((left + (1 + margin) * wide) * width))),
        min(height, int(np.ceil((top + (1 + margin) * high) * height))),
    )
