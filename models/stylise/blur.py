"""Blurs what tells who somebody is: faces wherever they go, and boxes that were found before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from models.stylise.styliser import Array

LOOK_EVERY = 0.12
"""Seconds between looks for faces; in between they are where they were."""

HOLD = 0.8
"""Seconds for which a face that is no longer found stays blurred: the finder misses some."""

MARGIN = 0.25
"""Of a box's size, on each side: hair and movement."""

CELLS = 6
"""What is left of a box in each direction before it is smoothed: nobody can be told by it."""

Box = Sequence[float]
"""Left, top, width and height as shares of the picture."""

Finder = Callable[[Array], NDArray[np.float64]]


@dataclass
class Blurred:
    """A picture function that blurs the faces that ``find`` finds, and ``boxes`` all the time.

    Times come in order.
    """

    find: Finder | None = None
    boxes: Sequence[Box] = ()
    _held: list[tuple[float, Box]] = field(default_factory=list)
    _looked: float = -np.inf

    def __call__(self, image: Array, time: float) -> Array:
        """Return the picture, uint8 (h, w, 3), blurred where it must be; the same if nowhere."""
        if self.find is not None and not 0 <= time - self._looked < LOOK_EVERY:
            self._looked = time
            fresh = [(time, box) for box in self.find(image).tolist()]
            self._held = [one for one in self._held if 0 <= time - one[0] <= HOLD] + fresh
        every = [*self.boxes, *(box for _, box in self._held)]
        if not every:
            return image
        done = image.copy()
        for box in every:
            _smudge(done, box)
        return done


def _smudge(image: Array, box: Box) -> None:
    height, width = image.shape[:2]
    left, top, wide, high = box
    x0 = max(0, int((left - MARGIN * wide) * width))
    y0 = max(0, int((top - MARGIN * high) * height))
    x1 = min(width, int(np.ceil((left + (1 + MARGIN) * wide) * width)))
    y1 = min(height, int(np.ceil((top + (1 + MARGIN) * high) * height)))
    if x1 - x0 < 1 or y1 - y0 < 1:
        return
    part = image[y0:y1, x0:x1]
    # Averages of a few cells: what was there cannot be sharpened back.
    cells = (min(CELLS, x1 - x0), min(CELLS, y1 - y0))
    few = cv2.resize(part, cells, interpolation=cv2.INTER_AREA)
    image[y0:y1, x0:x1] = cv2.resize(few, (x1 - x0, y1 - y0), interpolation=cv2.INTER_LINEAR)
