"""The evidence as pictures: frames of an item with what was seen framed in red."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from models.domain import Evidence, Item
from models.errors import BadMedia

SIDE = 480
RED = (220, 40, 40)
EVENLY = (0.05, 0.3, 0.55, 0.8)
"""Where a clip is shown that nothing was found in, as shares of it."""


def times(item: Item, evidence: Sequence[Evidence]) -> list[float]:
    """Return the times worth looking at: those of the evidence, or some of all, at most six."""
    seen = sorted({one.time for one in evidence if one.time is not None})
    return seen[:6] or [share * item.duration for share in EVENLY]


def frame(item: Item, time: float, evidence: Sequence[Evidence]) -> bytes:
    """Return the frame at ``time`` as JPEG, with the boxes of the evidence of that time.

    Raises :class:`models.errors.BadMedia` when the file cannot be read.
    """
    from models.media import sample
    from models.media.picture import read_image

    if item.media.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp"):
        image = read_image(item.media, long_side=SIDE)
    else:
        shown = next(iter(sample.at(item.media, [time])), None)
        if shown is None:
            raise BadMedia("The clip has no picture at that time.")
        image = shown.image
    height, width = image.shape[:2]
    scale = min(1.0, SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = np.ascontiguousarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA))
    for one in evidence:
        if one.box is not None and one.time is not None and abs(one.time - time) < 0.05:
            left, top, wide, high = one.box
            first = (round(left * size[0]), round(top * size[1]))
            last = (round((left + wide) * size[0]), round((top + high) * size[1]))
            cv2.rectangle(small, first, last, RED, 2)
    done, data = cv2.imencode(".jpg", small[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 80])
    if not done:
        raise BadMedia("The picture could not be written.")
    return data.tobytes()
