"""Reads the invisible mark in a file: some pictures of a video, spread over all of it, or one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from models.media import packets, sample
from models.media.picture import read_image
from models.media.source import opened
from models.provenance.marker import Image, Marker, Reading
from models.provenance.payload import Book

PICTURES = 48
"""Of a video at most. The mark is in every one; more only take longer."""

SIDE = 1440
"""Longest side in pixels at which a picture is looked at."""


def of_video(path: Path, marker: Marker, known: Book) -> Reading:
    """Read the mark in a video; raises :class:`models.errors.BadMedia`."""
    return marker.read(pictures(path), known)


def of_picture(path: Path, marker: Marker, known: Book) -> Reading:
    """Read the mark in a picture; raises :class:`models.errors.BadMedia`."""
    return marker.read([read_image(path, long_side=SIDE)], known)


def pictures(path: Path, count: int = PICTURES) -> Iterator[Image]:
    """Up to ``count`` pictures of a video, evenly over its length; none twice."""
    with opened(path) as source:
        shown = packets.read(source).shown
    chosen = np.unique(np.linspace(0, len(shown) - 1, min(count, len(shown))).round().astype(int))
    for frame in sample.at(path, shown[chosen].tolist()):
        yield frame.image
