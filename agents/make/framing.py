"""Finds the window of a shot that keeps its subject, where a film has another shape.

The window is the one whose embedding is most like that of the whole picture, helped by faces and
movement; where the subject does not fit, it is wider than the frame and stands on a blur.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.domain import Pulse, no_pulse
from models.encode.encoder import Encoder
from models.media import sample
from models.media.decode import GRACE, frames
from models.media.shots import THUMB, ShotDetector
from models.stylise.attention import Attention, Follow
from models.stylise.beneath import picture_of
from models.stylise.crop import ASPECTS, Aspect
from models.stylise.faces import faces
from models.stylise.framing import (
    Axis,
    Framing,
    Scores,
    chosen,
    glided,
    lengths,
    middles,
    tight,
)
from models.stylise.styliser import Array, Picture

EVERY = 1.3
"""Seconds between the pictures looked at."""

APART = 0.1
"""Seconds between two pictures that tell what moves."""

PLACES = 9
LOOKS = 0.125
"""Seconds between the pictures by which a clip is followed all through."""

HEIGHT = 240
"""Pixels of the short side that is looked at."""

KEPT = 0.88
"""A window that shows more than this needs no care: its middle is as good."""

ALIKE, MOVED, FACED, CENTRED = 8.0, 0.5, 2.5, 3.0
"""What a likeness of 1, all movement, a large face and the middle count for. Chosen on fifteen
clips whose subjects were marked by hand: windows then miss them by a third of what plain middles
do, summed over the clips, and by less than following contrast and movement does."""


def framed(
    path: Path,
    start: float,
    end: float,
    display: tuple[int, int],
    frame: tuple[int, int],
    encoder: Encoder,
    *,
    enlarged: float = 4.0,
    pulse: Pulse = no_pulse,
) -> Framing | None:
    """Return how a part of a clip (seconds) fits into ``frame``; ``None`` where it nearly does.

    ``display`` is the width and height of the clip's pictures, ``frame`` of the film's, both in
    pixels; a window is not ``enlarged`` more than so many times. Raises :class:`BadMedia` if
    nothing decodes.
    """
    axis, least = tight(display, frame)
    if least > KEPT:
        return None
    # The longer a window, the less it is enlarged to reach from edge to edge.
    least = max(least, min(1.0, frame[1 - axis] / (enlarged * display[1 - axis])))
    count = max(2, min(6, round((end - start) / EVERY)))
    times = start + (np.arange(count) + 0.5) * (end - start) / count
    both = np.stack([times, times + min(APART, (end - start) / (2 * count))], axis=1).ravel()
    shown = [one.image for one in sample.at(path, both.tolist(), size=HEIGHT, pulse=pulse)]
    now, then = shown[::2], shown[1::2]
    pulse()
    whole = _unit(encoder.images(np.stack([_small(one, encoder) for one in now])).mean(axis=0))
    at = count // 2
    likeness = {
        length: float(_alike(now[at], axis, length, whole, encoder).max())
        for length in lengths(least)
    }
    length = chosen(likeness)
    pulse()
    scores = np.stack(
        [
            _scores(one, next_, axis, length, _alike(one, axis, length, whole, encoder))
            for one, next_ in zip(now, then, strict=True)
        ]
    )
    places = middles(length, PLACES)
    path_ = [float(places[place]) for place in glided(scores, places, length)]
    return Framing(axis, length, tuple(zip(map(float, times), path_, strict=True)))


def followed(
    path: Path, aspect: Aspect, start: float, end: float, pulse: Pulse = no_pulse
) -> Callable[[int, int, tuple[int, int]], Picture]:
    """Return what cuts a clip to another shape from ``start`` to ``end``, seconds, around its
    subject: given the width and height of its pictures, and the size of the window.

    Raises :class:`BadMedia` if nothing decodes.
    """
    mend = picture_of(path)
    detector = ShotDetector()
    times: list[float] = []
    looks: list[Array] = []
    for one in frames(path, start=start, end=end, size=HEIGHT, pulse=pulse):
        image = mend(one.image, one.time)
        thumb = np.asarray(cv2.resize(image, THUMB, interpolation=cv2.INTER_AREA), np.uint8)
        detector.add(thumb, one.time)
        if not times or one.time - times[-1] >= LOOKS - GRACE:
            times.append(one.time)
            looks.append(image)
    height, width = looks[0].shape[:2]
    axis, length = tight((width, height), ASPECTS[aspect])
    paths = []
    for shot in detector.shots(end):
        attention = Attention(axis)
        for image, time in zip(looks, times, strict=True):
            if shot.start - GRACE <= time < shot.end:
                attention.see(image, time)
        if attention.seen:
            paths.append(attention.path(length))
        pulse()
    return partial(Follow, axis=axis, paths=paths)


def _alike(
    image: Array, axis: Axis, length: float, whole: NDArray[np.float32], encoder: Encoder
) -> Scores:
    """(PLACES,) dot products of the windows' embeddings with that of the whole."""
    pieces = [_window(image, axis, length, middle) for middle in middles(length, PLACES)]
    found = encoder.images(np.stack([_small(piece, encoder) for piece in pieces])) @ whole
    return np.asarray(found)


def _scores(image: Array, then: Array, axis: Axis, length: float, alike: Scores) -> Scores:
    moves, places = _movement(image, then, axis), middles(length, PLACES)
    size = len(moves)
    inside = [
        moves[round((m - length / 2) * size) : round((m + length / 2) * size)].sum() for m in places
    ]
    looks = np.zeros(PLACES)
    for left, top, width, height in faces(image):
        middle = left + width / 2 if axis == 1 else top + height / 2
        near = np.clip(1 - np.abs(places - middle) / (length / 2), 0, 1)
        looks = np.maximum(looks, near * min(1.0, 4 * height))
    off = np.abs(np.linspace(-1, 1, PLACES))
    score = ALIKE * (alike - alike.mean()) + MOVED * np.asarray(inside) + FACED * looks
    return np.asarray(score - CENTRED * off)


def _movement(image: Array, then: Array, axis: Axis) -> NDArray[np.float32]:
    """(64,) shares of what moves, along the axis; a camera that pans moves nothing."""
    one, other = (
        cv2.GaussianBlur(
            cv2.resize(picture, (64, 64), interpolation=cv2.INTER_AREA), (0, 0), 1.0
        ).astype(np.float32)
        for picture in (image, then)
    )
    moved = np.abs(other - one).sum(axis=2)
    moved = np.maximum(moved - np.median(moved) - 6.0, 0.0).mean(axis=1 - axis)
    return np.asarray(moved / (moved.sum() + 4.0), dtype=np.float32)


def _window(image: Array, axis: Axis, length: float, middle: float) -> Array:
    whole = image.shape[axis]
    size = max(2, round(length * whole))
    start = min(max(round(middle * whole - size / 2), 0), whole - size)
    return image[:, start : start + size] if axis == 1 else image[start : start + size]


def _small(image: Array, encoder: Encoder) -> Array:
    """All of a picture in the encoder's square: what is cut off would not count."""
    side = encoder.side
    return np.asarray(cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA))


def _unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)
