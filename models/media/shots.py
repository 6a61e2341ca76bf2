"""Where one shot ends and the next begins, from small pictures seen once and in order."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.media.orientation import Image

THUMB = (64, 36)
"""Width and height of the pictures a detector wants; smaller hides cuts, larger adds noise."""

_FLOOR = 0.04
"""A change smaller than this is never a cut (0 is none, 1 is black to white)."""

_PEAK = 4.5
"""How far a cut stands out from the changes around it; a shaking camera reaches 3.7."""

_LASTS = 0.5
"""Share of a cut's change that three pictures show as well; around a flash they show none."""

_WIDE = 0.25
"""Share of the picture that a cut changes at least; less is a caption or a small thing moving.
Not more, as a wide film within an upright video covers a third."""

_VISIBLE = 0.04
"""Change of a colour, 0 to 1, that is more than noise."""

_AROUND = 0.5
"""Seconds on each side that a change is compared with."""

_SHORTEST = 0.3
"""Seconds; a shot shorter than this belongs to the one before it."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A stretch of video without a cut: from ``start`` until before ``end``, seconds."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class _Look:
    """What is compared of a picture: its layout (18, 32, 3) and its colours (48,), both 0 to 1."""

    layout: NDArray[np.float32]
    colours: NDArray[np.float32]


class ShotDetector:
    """Finds hard cuts. Feed it every picture's :data:`THUMB`, then ask for the shots.

    The change between two pictures is the geometric mean of how much the layout moved and how
    much the colours did: camera shake moves the first, exposure the second, a cut both. A cut is
    a change that stands out from those around it and stays. Memory: a few numbers a picture.
    """

    def __init__(self) -> None:
        self._looks: deque[_Look] = deque(maxlen=4)
        self._times: list[float] = []
        self._changes: list[float] = [0.0]
        self._wide: list[bool] = [False]
        self._stays: list[float] = []

    def add(self, thumb: Image, time: float) -> None:
        """Take the next picture, uint8 (36, 64, 3), shown at ``time`` seconds."""
        self._looks.append(_look(thumb))
        self._times.append(time)
        if len(self._looks) > 1:
            before, after = self._looks[-2], self._looks[-1]
            self._changes.append(_change(before, after))
            self._wide.append(_share(before, after) > _WIDE)
        if len(self._looks) == 4:
            # Over three pictures: what comes back after one or two was a flash.
            self._stays.append(_change(self._looks[0], self._looks[3]))

    def shots(self, end: float) -> tuple[Shot, ...]:
        """The shots so far, side by side, the last one up to ``end`` seconds."""
        if not self._times:
            return ()
        edges = [self._times[0]]
        for at in self._cuts():
            if self._times[at] - edges[-1] >= _SHORTEST and end - self._times[at] >= _SHORTEST:
                edges.append(self._times[at])
        return tuple(
            Shot(start, stop) for start, stop in zip(edges, [*edges[1:], end], strict=True)
        )

    def _cuts(self) -> list[int]:
        times, changes = np.array(self._times), np.array(self._changes)
        cuts = []
        for at in np.flatnonzero((changes > _FLOOR) & np.array(self._wide)).tolist():
            near = np.abs(times - times[at]) <= _AROUND
            near[at] = near[0] = False
            usual = float(np.median(changes[near])) if near.any() else 0.0
            if changes[at] > _PEAK * usual + 0.02 and self._stay(at) > _LASTS * changes[at]:
                cuts.append(at)
        return cuts

    def _stay(self, at: int) -> float:
        """The smaller change over three pictures that reach across, ahead and back."""
        pairs = [self._stays[i] for i in (at - 1, at - 3) if 0 <= i < len(self._stays)]
        return min(pairs, default=1.0)


def _look(thumb: Image) -> _Look:
    height, width = thumb.shape[0] // 2, thumb.shape[1] // 2
    blocks = thumb[: 2 * height, : 2 * width].reshape(height, 2, width, 2, 3)
    layout = blocks.mean((1, 3), dtype=np.float32) / 255
    share = 1 / (thumb.shape[0] * thumb.shape[1])
    counts = [np.bincount(thumb[..., c].ravel() >> 4, minlength=16) for c in range(3)]
    # Neighbouring bins share, so that a slight change of light is a slight change.
    colours = np.concatenate([np.convolve(c * share, (0.25, 0.5, 0.25), "same") for c in counts])
    return _Look(layout, colours.astype(np.float32))


def _change(before: _Look, after: _Look) -> float:
    """How different two pictures are, 0 to 1."""
    layout = float(np.abs(after.layout - before.layout).mean())
    colours = float(np.abs(after.colours - before.colours).sum()) / 6
    return float(np.sqrt(layout * colours))


def _share(before: _Look, after: _Look) -> float:
    """What share of the picture changed visibly."""
    moved = np.abs(after.layout - before.layout).max(-1) > _VISIBLE
    return float(moved.mean())
