"""Personal thumbnail selection and clipping: equations 1 and 2 of Wang et al. 2023, as arrays."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

WINDOWS = (4, 8, 16, 32)
"""Clip lengths L tried, in sampled frames (section 4.2 of the paper)."""


class Window(NamedTuple):
    """Sampled frames ``first`` to ``last`` (included) with their score."""

    first: int
    last: int
    score: float


def usable(frames: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Mark frames (n, h, w, 3) worth showing: neither near-black, near-white, flat nor blurred.

    Blur is judged against the clip's own median, so a soft film keeps its best frames. At least
    one frame is always marked.
    """
    # A product, not a mean: an axis of three is slow to reduce.
    grey = frames @ np.full(3, 1 / 3, np.float32)
    light = grey.mean(axis=(1, 2))
    spread = grey.std(axis=(1, 2))
    edges = np.abs(np.diff(grey, axis=1)).mean((1, 2)) + np.abs(np.diff(grey, axis=2)).mean((1, 2))
    good = (light > 16) & (light < 245) & (spread > 6) & (edges > 0.5 * np.median(edges))
    if not good.any():
        good[int(np.argmax(spread))] = True
    return np.asarray(good)


def best_frame(frames: Array, profile: Array | None, allowed: NDArray[np.bool_]) -> int:
    """Equation 1: the frame nearest to the mean of the liked embeddings, by dot product.

    Args:
        frames: unit embeddings (n, d).
        profile: mean of liked embeddings (d,), or ``None``: then the most representative frame,
            the one nearest to the clip's own mean.
        allowed: which frames may be chosen, bool (n,).
    """
    target = frames.mean(axis=0) if profile is None else profile
    return int(np.argmax(np.where(allowed, frames @ target, -np.inf)))


def best_of_all(frames: Array, wanted: Array, allowed: NDArray[np.bool_]) -> int:
    """The frame that shows each of several things best: the one whose worst is the best.

    Args:
        frames: unit embeddings (n, d).
        wanted: unit vectors of the things (k, d); how near frames come differs from thing to thing,
            so each is taken in its own standard deviations over the clip.
        allowed: which frames may be chosen, bool (n,).
    """
    near = frames @ wanted.T  # (n, k)
    near = (near - near.mean(axis=0)) / (near.std(axis=0) + 1e-6)
    return int(np.argmax(np.where(allowed, near.min(axis=1), -np.inf)))


def best_window(frames: Array, query: Array, lengths: tuple[int, ...] = WINDOWS) -> Window:
    """Equation 2: the window of L frames whose mean embedding is nearest to ``query`` (d,).

    Args:
        frames: unit embeddings (n, d).
        query: what the clip should be about: *User_Hist*, or a sentence's embedding.
        lengths: the L to try; those longer than the clip count as the whole clip.
    """
    sums = np.concatenate([np.zeros((1, frames.shape[1])), np.cumsum(frames, axis=0)])
    best: Window | None = None
    for length in sorted({min(length, len(frames)) for length in lengths}):
        means = (sums[length:] - sums[:-length]) / length
        scores = means @ query
        first = int(np.argmax(scores))
        if best is None or scores[first] > best.score:
            best = Window(first, first + length - 1, float(scores[first]))
    if best is None:
        raise ValueError("got no lengths, expected at least one")
    return best
