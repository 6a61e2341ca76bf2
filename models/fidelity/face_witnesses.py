"""Whether what a cascade takes for faces in a clip are faces: eyes in them, skin, another cascade.

One cascade alone sees faces in waves, pizzas and shelves. In 44 real clips it found something in 11
of the 16 with faces in them, twice a wall, and in 4 of the 28 others; with these witnesses in 9 and
in none. In 92 drawn clips without people it found something in 13, with them in none; in 217 small
photos of faces 210, with them 208, and in 944 of other things something in 36, with them in 11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from models.stylise.faces import faces_with_weights
from models.stylise.styliser import Array

Sure = Callable[[Iterable[Array]], bool]
"""Whether there are faces in some pictures of a clip."""

SKIN, MUCH = 0.3, 0.8
"""Share of a face that has the colour of skin, in whatever light that leaves it one, and with which
eyes and another cascade make it one."""
STRONG = 6.0
"""Weight of the cascade's last stage from which one find is enough."""
EYED, ANY_LIGHT = 2, 3
"""Pictures with eyes in skin that are enough, and with eyes in what another cascade takes for a
face, too, whatever the light makes of its skin."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What speaks for one find."""

    weight: float
    skin: float
    eyes: bool
    again: bool

    @property
    def enough(self) -> bool:
        """Whether it is a face whatever other pictures show."""
        strong = self.weight >= STRONG and self.skin > SKIN
        return self.again and (strong or (self.eyes and self.skin > MUCH))


def witnessed(images: Iterable[Array]) -> bool:
    """Whether there are faces in pictures uint8 (h, w, 3) of one clip."""
    eyed = in_any_light = 0
    for image in images:
        found = [_seen(image, *one) for one in _found(image)]
        if any(one.enough for one in found):
            return True
        eyed += any(one.eyes and one.skin > SKIN for one in found)
        in_any_light += any(one.eyes and one.again for one in found)
        if eyed >= EYED or in_any_light >= ANY_LIGHT:
            return True
    return False


def _found(image: Array) -> list[tuple[tuple[int, int, int, int], float]]:
    """Boxes in pixels, left, top, width and height, with their weights."""
    height, width = image.shape[:2]
    scale = np.array((width, height, width, height))
    return [
        (tuple(int(round(side)) for side in box * scale), float(weight))  # type: ignore[misc]
        for box, weight in faces_with_weights(image)
    ]


def _seen(image: Array, box: tuple[int, int, int, int], weight: float) -> _Seen:
    left, top, wide, high = box
    face = image[top : top + high, left : left + wide]
    inner = face[high // 6 : high - high // 6, wide // 6 : wide - wide // 6]
    grey = cv2.resize(cv2.cvtColor(face, cv2.COLOR_RGB2GRAY), (120, 120))
    eyes = _cascade("eye").detectMultiScale(grey[:72], 1.1, 3, minSize=(14, 14))
    margin = round(0.4 * wide)
    around = image[
        max(0, top - margin) : top + high + margin, max(0, left - margin) : left + wide + margin
    ]
    again = _cascade("frontalface_alt2").detectMultiScale(
        cv2.cvtColor(around, cv2.COLOR_RGB2GRAY), 1.05, 2, minSize=(wide // 2, wide // 2)
    )
    return _Seen(weight, _skin(inner), len(eyes) > 0, len(again) > 0)


def _skin(image: Array) -> float:
    """Share of pixels in the range of red and blue difference that skin of all shades has.

    Chai and Ngan, Face segmentation using skin-color map, 1999; the brightness says nothing.
    """
    red, blue = np.moveaxis(cv2.cvtColor(image, cv2.COLOR_RGB2YCrCb)[..., 1:].astype(int), 2, 0)
    return float(((red >= 135) & (red <= 180) & (blue >= 85) & (blue <= 135)).mean())


@cache
def _cascade(name: str) -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(f"{cv2.data.haarcascades}haarcascade_{name}.xml")  # type: ignore[attr-defined]
