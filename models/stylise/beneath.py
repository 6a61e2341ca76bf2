"""What lies beneath a visible label: kept apart, so that an edit begins with pictures without one.

A label says something of the pictures it is on. Made into another clip they get another label, and
the one before would be mirrored, cut in two or drawn on by a generator. The few pixels that it
covers, while it is there, lie compressed in a file of a folder that nothing is served from.
"""

from __future__ import annotations

import math
import os
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.stylise.label import Corner
from models.stylise.lettering import Patch
from models.stylise.styliser import Array, Picture

FOLDER = "beneath"
GRACE = 0.002
"""Seconds by which the time of a picture may miss, as in :mod:`models.media.decode`."""
AROUND = 8
"""Pixels around a label that are kept with it: encoding smears its edges."""
MOST = 8 * 2**20
"""Bytes kept of a clip at most, about ten times what two seconds need; of one whose label stays
for a long time the rest keeps its label."""
QUALITY = [cv2.IMWRITE_JPEG_QUALITY, 95]


def place(media: Path) -> Path:
    """Where that of a file lies: in a folder beside the one which the file is in."""
    return media.parent.parent / FOLDER / f"{media.name}.npz"


def gone(media: Path) -> None:
    """Delete a file and what lies beneath its label, as far as they are there."""
    media.unlink(missing_ok=True)
    place(media).unlink(missing_ok=True)


def moved(media: Path, to: Path) -> None:
    """Take along what lies beneath the label of a file that moved."""
    if place(media).is_file():
        place(to).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.move(place(media), place(to))


def copied(media: Path, to: Path) -> None:
    """Keep the same of another file that begins with the same pictures."""
    if place(media).is_file():
        place(to).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        shutil.copyfile(place(media), place(to))


@dataclass
class Beneath:
    """Takes in what a label will cover, in pictures of ``size`` (width, height)."""

    label: Patch
    corner: Corner
    size: tuple[int, int]
    times: list[float] = field(default_factory=list)
    pieces: list[Array] = field(default_factory=list)
    full: int = 0

    def see(self, image: Array, time: float) -> None:
        """Keep a picture's pixels (uint8 (h, w, 3)) at a time of the new file, seconds."""
        rows, columns = self._window()
        if self.full > MOST:
            return
        piece = cv2.imencode(".jpg", np.ascontiguousarray(image[rows, columns]), QUALITY)[1]
        self.times.append(time)
        self.pieces.append(np.asarray(piece, np.uint8).ravel())
        self.full += len(self.pieces[-1])

    def save(self, media: Path, every: float = math.inf) -> None:
        """Write it where it belongs for ``media``, whose pictures come again ``every`` so many
        seconds.

        Raises :class:`Unavailable` when it cannot.
        """
        if not self.pieces:
            return
        rows, columns = self._window()
        path = place(media)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            np.savez(
                path,
                times=np.array(self.times, np.float64),
                window=np.array((rows.start, rows.stop, columns.start, columns.stop)),
                size=np.array(self.size),
                corner=np.array(self.corner),
                every=np.array(every),
                lengths=np.array([len(piece) for piece in self.pieces]),
                pieces=np.concatenate(self.pieces),
            )
        except OSError as exc:
            path.unlink(missing_ok=True)
            raise Unavailable(f"no room for what was made ({os.strerror(exc.errno or 0)})") from exc

    def _window(self) -> tuple[slice, slice]:
        left, top, width, height = self.label.box
        across, down = self.size
        return (
            slice(max(0, top - AROUND), min(down, top + height + AROUND)),
            slice(max(0, left - AROUND), min(across, left + width + AROUND)),
        )


@dataclass(frozen=True)
class Unlabelled:
    """Gives pictures of a clip without its label; a :data:`Picture` by the times of its file."""

    corner: Corner
    size: tuple[int, int]
    window: tuple[int, int, int, int]
    times: NDArray[np.float64]
    pieces: tuple[Array, ...]
    every: float = math.inf

    def __call__(self, image: Array, time: float) -> Array:
        """``image``, of whatever size, without the label if it is on at ``time``."""
        time = math.fmod(time + GRACE, self.every) - GRACE
        at = int(np.searchsorted(self.times, time + GRACE)) - 1
        if at < 0 or time > self.times[-1] + self._gap():
            return image
        piece = cast(Array, cv2.imdecode(self.pieces[at], cv2.IMREAD_COLOR))
        height, width = image.shape[:2]
        # A file lacks the last of an odd number of rows or columns; else it was shown smaller.
        same = abs(width - self.size[0]) <= 1 and abs(height - self.size[1]) <= 1
        scale = (1.0, 1.0) if same else (width / self.size[0], height / self.size[1])
        top, bottom = (round(edge * scale[1]) for edge in self.window[:2])
        left, right = (round(edge * scale[0]) for edge in self.window[2:])
        if not same:
            inside = (max(1, right - left), max(1, bottom - top))
            piece = cast(Array, cv2.resize(piece, inside, interpolation=cv2.INTER_AREA))
        result = image.copy()
        region = result[top:bottom, left:right]
        region[:] = piece[: region.shape[0], : region.shape[1]]
        return result

    def _gap(self) -> float:
        """Seconds for which the last picture is on."""
        return float(np.median(np.diff(self.times))) - GRACE if len(self.times) > 1 else np.inf


def unlabelled(media: Path) -> Unlabelled | None:
    """What takes the label off the pictures of a file; ``None`` where nothing is kept of it."""
    path = place(media)
    if not path.is_file():
        return None
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            edges = np.cumsum(kept["lengths"])[:-1]
            return Unlabelled(
                corner=cast(Corner, str(kept["corner"])),
                size=(int(kept["size"][0]), int(kept["size"][1])),
                window=cast(tuple[int, int, int, int], tuple(map(int, kept["window"]))),
                times=kept["times"],
                pieces=tuple(np.split(kept["pieces"], edges)),
                every=float(kept["every"]) if "every" in kept else math.inf,
            )
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None  # it is damaged: the label stays, and a second one is laid over it


def picture_of(media: Path) -> Picture:
    """The :data:`Picture` that takes the label off, or leaves pictures as they are."""
    return unlabelled(media) or _as_it_is


def _as_it_is(image: Array, time: float) -> Array:
    return image
