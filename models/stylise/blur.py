"""Blurs what tells who somebody is: faces wherever they go, and boxes that were found before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from models.stylise.craft.steady import Cuts
from models.stylise.following import Followed, begun, followed, grey, same
from models.stylise.styliser import Array

LOOK_EVERY = 0.12
"""Seconds between looks for faces; in between they are where they were."""

HOLD = 0.8
"""Seconds for which a face stays blurred that is neither found nor followed any more."""

FOLLOW = 12.0
"""Seconds for which a face is followed by its looks alone: the finder misses turned heads."""

MARGIN, TURNED = 0.25, 0.5
"""Of a box's size, on each side: hair and movement, and of a head that the finder has lost."""

CELLS = 6
"""What is left of a box in each direction before it is smoothed: nobody can be told by it."""

Box = Sequence[float]
"""Left, top, width and height as shares of the picture."""

Finder = Callable[[Array], NDArray[np.float64]]


@dataclass
class _Face:
    """One on the way through a clip. ``found`` and ``seen``: when the finder saw it last, and when
    it was last known where it is; ``times``: how often it was found.
    """

    last: Followed
    found: float
    seen: float
    times: int = 1

    @property
    def margin(self) -> float:
        """A head that was followed may have turned and leant: its box is no longer sure."""
        return MARGIN if self.found == self.seen else TURNED


@dataclass
class Blurred:
    """A picture function that blurs the faces that ``find`` finds, and ``boxes`` all the time.

    What was found twice is followed by its looks while the finder misses it, until a cut. Times
    come in order. With ``pixels`` the few squares stand as they are, without a smooth change.
    """

    find: Finder | None = None
    boxes: Sequence[Box] = ()
    pixels: bool = False
    _faces: list[_Face] = field(default_factory=list)
    _cuts: Cuts = field(default_factory=Cuts)
    _looked: float = -np.inf

    def __call__(self, image: Array, time: float) -> Array:
        """Return the picture, uint8 (h, w, 3), blurred where it must be; the same if nowhere."""
        if self.find is not None and not 0 <= time - self._looked < LOOK_EVERY:
            self._looked = time
            self._look(image, time)
        every = [(box, MARGIN) for box in self.boxes]
        every += [(face.last.box, face.margin) for face in self._faces]
        if not every:
            return image
        done = image.copy()
        for box, margin in every:
            _smudge(done, box, margin, pixels=self.pixels)
        return done

    def _look(self, image: Array, time: float) -> None:
        picture, cut = grey(image), self._cuts(image)
        found = [begun(picture, _box(one)) for one in self.find(image)] if self.find else []
        kept: list[_Face] = []
        for face in self._faces:
            now = None if cut else followed(picture, face.last)
            near = [one for one in found if same(one.box, (now or face.last).box)]
            if near:
                found.remove(near[0])
                kept.append(_Face(near[0], time, time, face.times + 1))
            elif now is not None and face.times > 1 and 0 <= time - face.found <= FOLLOW:
                kept.append(replace(face, last=now, seen=time))
            elif 0 <= time - face.seen <= HOLD:
                kept.append(face)
        self._faces = kept + [_Face(one, time, time) for one in found]


def _box(found: Sequence[float]) -> tuple[float, float, float, float]:
    left, top, wide, high = (float(part) for part in found)
    return left, top, wide, high


def _smudge(image: Array, box: Box, margin: float, *, pixels: bool) -> None:
    height, width = image.shape[:2]
    left, top, wide, high = box
    x0 = max(0, int((left - margin * wide) * width))
    y0 = max(0, int((top - margin * high) * height))
    x1 = min(width, int(np.ceil((left + (1 + margin) * wide) * width)))
    y1 = min(height, int(np.ceil((top + (1 + margin) * high) * height)))
    if x1 - x0 < 1 or y1 - y0 < 1:
        return
    part = image[y0:y1, x0:x1]
    # Averages of a few cells: what was there cannot be sharpened back.
    cells = (min(CELLS, x1 - x0), min(CELLS, y1 - y0))
    few = cv2.resize(part, cells, interpolation=cv2.INTER_AREA)
    way = cv2.INTER_NEAREST if pixels else cv2.INTER_LINEAR
    image[y0:y1, x0:x1] = cv2.resize(few, (x1 - x0, y1 - y0), interpolation=way)
