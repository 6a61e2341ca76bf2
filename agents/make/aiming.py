"""Where a closer look should go: to what is named, a face, or what stands out and moves."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.domain import Pulse, no_pulse
from models.encode.encoder import Encoder
from models.media import sample
from models.stylise.crop import Interest
from models.stylise.faces import faces
from models.stylise.framing import Axis, Framing, glided, middles
from models.stylise.styliser import Array

PLACES = 7
EVERY = 1.0
"""Seconds between the pictures looked at; at most :data:`MOST` of them."""
MOST = 6
HEIGHT = 270
SIDES = {
    "left": (0.0, 0.5), "right": (1.0, 0.5), "top": (0.5, 0.0), "bottom": (0.5, 1.0),
    "centre": (0.5, 0.5),
}  # fmt: skip
ALIKE, LOOKED_AT = 12.0, 25.0
"""What a likeness to the words of 1, and all of the attention in one place, count for."""
FOUND = 0.05
"""By how much the best place must be more like the words than places are in the middle."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The middle of what should be seen, along both axes; ``sure``: whether it stands out."""

    across: Framing
    along: Framing
    sure: bool = True


def side(name: str, factor: float) -> Aim:
    """A side of the picture, or its centre."""
    x, y = SIDES[name]
    length = 1 / factor
    return Aim(Framing(1, length, ((0.0, x),)), Framing(0, length, ((0.0, y),)))


def aimed(
    path: Path,
    start: float,
    end: float,
    words: str,
    factor: float,
    encoder: Encoder,
    pulse: Pulse = no_pulse,
) -> Aim:
    """Find where ``words`` are in a part of a clip, seconds; without, what draws the eye.

    Raises :class:`models.errors.BadMedia` if nothing decodes.
    """
    count = max(1, min(MOST, round((end - start) / EVERY)))
    times = start + (np.arange(count) + 0.5) * (end - start) / count
    shown = [one.image for one in sample.at(path, times.tolist(), size=HEIGHT, pulse=pulse)]
    length = 1 / factor
    query = encoder.texts([words])[0] if words else None
    sure = True
    if query is not None and query.any() and "face" not in words:
        maps = np.stack([_alike(one, query, length, encoder) for one in shown])
        sure = float((maps.max(axis=(1, 2)) - np.median(maps, axis=(1, 2))).mean()) > FOUND
        scores = {1: ALIKE * maps.max(axis=1), 0: ALIKE * maps.max(axis=2)}
    else:
        looked = [_looked_at(shown, axis, length) for axis in (0, 1)]
        scores = dict(enumerate(looked))
        sure = "face" not in words or any(len(faces(one)) for one in shown)
    places = middles(length, PLACES)

    def along(axis: Axis) -> Framing:
        path_ = [float(places[at]) for at in glided(scores[axis], places, length)]
        return Framing(axis, length, tuple(zip(map(float, times), path_, strict=True)))

    return Aim(across=along(1), along=along(0), sure=sure)


def _alike(
    image: Array, query: NDArray[np.float32], length: float, encoder: Encoder
) -> NDArray[np.float64]:
    """(PLACES, PLACES) dot products of windows with the words, rows from above."""
    height, width = image.shape[:2]
    size = max(2, round(length * height)), max(2, round(length * width))
    pieces = []
    for y in middles(length, PLACES):
        for x in middles(length, PLACES):
            top = min(max(round(y * height - size[0] / 2), 0), height - size[0])
            left = min(max(round(x * width - size[1] / 2), 0), width - size[1])
            piece = image[top : top + size[0], left : left + size[1]]
            pieces.append(cv2.resize(piece, (encoder.side, encoder.side)))
    found = encoder.images(np.stack(pieces)) @ query
    return np.asarray(found, np.float64).reshape(PLACES, PLACES)


def _looked_at(shown: list[Array], axis: Axis, length: float) -> NDArray[np.float64]:
    """(t, PLACES): how much of what draws the eye lies inside of each window along an axis."""
    interest, rows = Interest(axis), []
    places = middles(length, PLACES)
    for image in shown:
        profile = np.asarray(interest(image, EVERY), np.float64)
        size = len(profile)
        inside = [
            profile[round((at - length / 2) * size) : round((at + length / 2) * size)].sum()
            for at in places
        ]
        score = LOOKED_AT * np.asarray(inside)
        for left, top, width, height in faces(image):
            middle = left + width / 2 if axis == 1 else top + height / 2
            near = np.clip(1 - np.abs(places - middle) / (length / 2), 0, 1)
            score = score + 10.0 * near * min(1.0, 4 * height)
        rows.append(score)
    return np.stack(rows)
