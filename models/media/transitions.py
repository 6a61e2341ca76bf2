"""From shot to shot: pictures at a constant rate, one stream fading into the next."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import cv2
import numpy as np

from models.media.decode import GRACE, Frame, read_ahead
from models.media.orientation import Image


@dataclass(frozen=True, slots=True)
class Strip:
    """``count`` pictures, made when ``pictures`` is called and iterated; all of one size."""

    count: int
    pictures: Callable[[], Iterator[Image]]


def steady(frames: Iterator[Frame], start: float, count: int, fps: float) -> Iterator[Image]:
    """Yield exactly ``count`` pictures at a constant rate: what is on screen at each moment.

    A source that ends early stays on its last picture.
    """
    held: Image | None = None
    coming = next(frames, None)
    for number in range(count):
        time = start + number / fps + GRACE
        while coming is not None and (coming.time <= time or held is None):
            held, coming = coming.image, next(frames, None)
        if held is not None:
            yield held


def overlap(counts: Sequence[int], fade: int) -> int:
    """``fade`` (pictures), cut to what the shortest shot can give at both its ends."""
    return min([fade, *(count // 2 for count in counts)]) if len(counts) > 1 else 0


def begins(counts: Sequence[int], fade: int) -> list[int]:
    """The number of the picture at which each shot begins, and last, how many there are in all.

    Shots overlap by :func:`overlap`.
    """
    over = overlap(counts, fade)
    starts = list(accumulate((count - over for count in counts), initial=0))
    return [*starts[:-1], starts[-1] + over]


def joined(strips: Sequence[Strip], fade: int) -> Generator[Image, None, None]:
    """Yield the pictures of all strips, each fading into the next over ``fade`` pictures.

    ``fade`` 0 is a plain cut. At most two strips are open at a time, each with a thread of its
    own; closing the generator ends them.
    """
    over = overlap([strip.count for strip in strips], fade)
    streams: list[Generator[Image, None, None]] = []
    try:
        for number, strip in enumerate(strips):
            coming = read_ahead(strip.pictures(), depth=4)
            streams.append(coming)
            first, last = number == 0, number == len(strips) - 1
            for place in range(0 if first else over):
                share = (place + 1) / (over + 1)
                yield _mixed(next(streams[0]), next(coming), share)
            if not first:
                streams.pop(0).close()
            for _ in range(strip.count - (not first) * over - (not last) * over):
                yield next(coming)
    finally:
        for stream in streams:
            stream.close()


def _mixed(before: Image, after: Image, share: float) -> Image:
    return np.asarray(cv2.addWeighted(before, 1 - share, after, share, 0.0), dtype=np.uint8)
