"""Which part of a clip to keep: equation 2 in seconds, grown and snapped to shots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from agents.make.selection import WINDOWS, Array, Window, best_window
from agents.retrieve.catalogue import FrameVectors, Span

Edge = Literal["begins", "ends"]
"""What a clip does with a part that is named: it begins, or ends, with it."""

SNAP = 0.4
"""Seconds a cut point may move to fall on a shot boundary."""

SHORTEST = 1.0
"""Seconds of a part that is kept because most happens in it."""

STILL = 1e-4
"""Cosine distance between neighbouring frames below which nothing moves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a clip in seconds.

    ``contrast`` is how much better it fits than the rest does: the mean dot product inside less
    that outside, 0 for a part that is the whole clip.
    """

    start: float
    end: float
    contrast: float


def best_part(
    seen: FrameVectors,
    query: Array,
    duration: float,
    *,
    seconds: float | None = None,
    shots: Sequence[Span] = (),
    whole: bool = False,
) -> Part:
    """Return the part nearest to ``query`` (d,) by equation 2.

    Args:
        seen: frames of the clip.
        query: unit vector of what the part should show, or of a taste.
        duration: of the clip, seconds.
        seconds: how long the part should be; without, the paper's lengths are tried.
        shots: of the clip; cut points near their edges move there.
        whole: whether to keep all of what is found, beyond the window that fits best.
    """
    step = float(np.median(np.diff(seen.times))) if len(seen.times) > 1 else duration
    lengths = WINDOWS if seconds is None else (max(1, round(seconds / step)),)
    scores = seen.embeddings @ query
    window = best_window(seen.embeddings, query, lengths)
    if whole and seconds is None:
        window = grown(scores, window)
    contrast = _contrast(scores, window)
    start = max(0.0, float(seen.times[window.first]) - step / 2)
    length = seconds or (window.last - window.first + 1) * step
    start = max(0.0, min(start, duration - length))
    end = min(duration, start + length)
    edges = [edge for shot in shots for edge in shot]
    start = _snapped(start, edges)
    # A length somebody named is kept; the end moves with the start.
    end = min(duration, start + seconds) if seconds else _snapped(end, edges)
    return Part(start=start, end=end, contrast=contrast)


def at_edge(part: Part, edge: Edge, duration: float) -> Part:
    """The clip up to the end of ``part``, or from where that begins."""
    if edge == "begins":
        return replace(part, end=duration)
    return replace(part, start=0.0)


def liveliest(seen: FrameVectors, duration: float, seconds: float | None = None) -> Part:
    """Return the part in which most happens, by how far frame embeddings move in a second.

    ``seconds`` is how long it should be; without, half of the clip. ``contrast`` is by which share
    more happens inside than outside: 0.5 is half as much again.
    """
    length = min(duration, seconds or max(SHORTEST, duration / 2))
    steps = 1 - np.einsum("nd,nd->n", seen.embeddings[1:], seen.embeddings[:-1])
    if not len(steps):
        return Part(start=0.0, end=length, contrast=0.0)
    middles = (seen.times[1:] + seen.times[:-1]) / 2
    starts = np.arange(0.0, duration - length + 1e-6, 0.25)
    inside = (middles >= starts[:, None]) & (middles <= starts[:, None] + length)
    means = inside @ steps / np.maximum(inside.sum(axis=1), 1)
    best = int(np.argmax(means))
    out = steps[~inside[best]]
    rest = float(out.mean()) if len(out) else float(means[best])
    contrast = float(means[best]) / rest - 1 if rest > STILL else float(means[best] > STILL)
    start = float(starts[best])
    return Part(start=start, end=start + length, contrast=contrast)


def grown(scores: Array, window: Window) -> Window:
    """Extend a window over neighbours that are nearer to it than to the rest, by score (n,)."""
    inside = scores[window.first : window.last + 1]
    outside = np.delete(scores, slice(window.first, window.last + 1))
    if not len(outside):
        return window
    enough = (float(inside.mean()) + float(np.median(outside))) / 2
    # Pairs, so that one odd frame does not end a scene.
    first, last = window.first, window.last
    while first > 0 and _near(scores[max(0, first - 2) : first], enough):
        first -= 1
    while last < len(scores) - 1 and _near(scores[last + 1 : last + 3], enough):
        last += 1
    return Window(first, last, float(scores[first : last + 1].mean()))


def _near(scores: NDArray[np.floating], enough: float) -> bool:
    return float(scores.mean()) >= enough


def _contrast(scores: Array, window: Window) -> float:
    outside = np.delete(scores, slice(window.first, window.last + 1))
    return window.score - float(outside.mean()) if len(outside) else 0.0


def _snapped(time: float, edges: Sequence[float]) -> float:
    edge = min(edges, key=lambda edge: abs(edge - time), default=time)
    return edge if abs(edge - time) <= SNAP else time
