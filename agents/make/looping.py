"""Lets the end of a clip run over into its beginning, so that it can play round and round."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from agents.make.changes import Begin
from models.domain import Item, Tick, no_tick
from models.errors import BadRequest
from models.media.decode import frames
from models.stylise.beneath import picture_of
from models.stylise.edits import Edit
from models.stylise.styliser import Array, Picture

OVER, SHARE = 0.8, 0.25
"""Seconds over which the end fades into the beginning, and their share of a clip at most."""
SHORTEST = 1.2
QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 96]


def looped(item: Item, edit: Edit, tick: Tick = no_tick) -> tuple[Begin, float]:
    """Return what lays the last moment of a clip over its first, and where the rest ends: there
    the last picture is followed by the first as it was followed before.

    Raises :class:`BadRequest` where the clip is too short for that, or runs another way, and
    :class:`models.errors.BadMedia` if nothing decodes.
    """
    end = min(item.duration, edit.end or item.duration)
    length = end - edit.start
    if length < SHORTEST:
        raise BadRequest(
            f"It is {length:.1f} s long: for an end that leads back to the beginning it has to be "
            f"{SHORTEST:g} s at least. “Boomerang” plays it there and back."
        )
    if edit.direction != "forwards":
        raise BadRequest(
            "A clip that runs there and back, or backwards, I cannot loop in the same breath; ask "
            "for one of them, then for the other."
        )
    over = min(OVER, SHARE * length)

    def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
        return _over(item, edit.start, end - over, over, (width, height), tick), (width, height)

    return begin, end - over


def _over(
    item: Item, start: float, last: float, over: float, size: tuple[int, int], tick: Tick
) -> Picture:
    """Mix what is on screen from ``last`` on into what is on screen from ``start`` on."""
    times, kept, mend = [], [], picture_of(item.media)
    # Compressed: a second of a large clip is a gigabyte of pictures.
    for one in frames(item.media, start=last, size=size, pulse=lambda: tick(0.0)):
        times.append(one.time - last)
        kept.append(cv2.imencode(".jpg", mend(one.image, one.time), QUALITY)[1])
    known = np.array(times)

    def picture(image: Array, time: float) -> Array:
        since = time - start
        if not 0.0 <= since < over:
            return image
        at = max(0, int(np.searchsorted(known, since + 1e-3)) - 1)
        share = since / over
        share = share * share * (3.0 - 2.0 * share)
        before: Any = cv2.imdecode(kept[at], cv2.IMREAD_COLOR)
        return cv2.addWeighted(before, 1.0 - share, image, share, 0.0)

    return picture
