"""Fills a storyboard: which items, and of each the part that fits best (equation 2)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from agents.make.selection import Array
from agents.make.storyboard import FADE, Shot
from agents.retrieve.catalogue import FrameVectors, Span
from agents.retrieve.retriever import Found
from models.domain import Item

SHORTEST, USUAL, LONGEST = 1.5, 3.6, 5.0
"""Seconds a shot may have: shorter ones flicker past, longer ones drag."""

LEAST_USUAL = 2.4
"""Seconds of a shot in a video of a few seconds."""

OF_ONE = 3
"""Shots taken from one item at most, while others are left."""

CAPTION = 60
"""Characters of a caption taken from a title."""

EDGE = 0.1
"""Seconds kept away from a cut: shots are found to within a picture or two."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of an item without a cut in it, that fits ``query`` by ``score``; seconds."""

    start: float
    end: float
    low: float
    high: float
    score: float


def amount(seconds: float) -> tuple[int, float]:
    """Return how many shots a video of ``seconds`` has, and how long each is.

    Cross-fades overlap, so the shots together are longer than the video.
    """
    # A short video has shorter shots, or it would be one or two long looks.
    each = min(USUAL, max(LEAST_USUAL, 2.0 + seconds / 8))
    count = max(1, round((seconds - FADE) / (each - FADE)))
    return count, (seconds + FADE * (count - 1)) / count


def best_stretches(
    seen: FrameVectors, query: Array, spans: Sequence[Span], seconds: float
) -> Iterator[Stretch]:
    """Yield parts of at most ``seconds``, one of each span between cuts, the best first.

    Equation 2 with a fixed length, kept inside of one shot. Spans that are long enough come before
    shorter ones; those shorter than :data:`SHORTEST` are left out unless there is nothing else.
    """
    inner = [(low + EDGE * (low > 0), high - EDGE) for low, high in spans]
    usable = [(low, high) for low, high in inner if high - low >= SHORTEST]
    found = [_best(seen, query, span, seconds) for span in usable]
    if not found and spans:
        longest = max(spans, key=lambda span: span[1] - span[0])
        found = [_best(seen, query, longest, seconds)]
    enough = 0.8 * seconds
    yield from sorted(found, key=lambda one: (one.end - one.start < enough, -one.score))


def _best(seen: FrameVectors, query: Array, span: Span, seconds: float) -> Stretch:
    low, high = span
    length = min(seconds, high - low)
    starts = np.arange(low, high - length + 1e-6, 0.25)
    scores = [_score(seen, query, start, start + length) for start in starts]
    start = float(starts[int(np.argmax(scores))])
    return Stretch(start, start + length, low, high, float(np.max(scores)))


def _score(seen: FrameVectors, query: Array, start: float, end: float) -> float:
    """Mean dot product of the frames between; of the nearest one where none is."""
    inside = (seen.times >= start) & (seen.times < end)
    if not inside.any():
        inside[int(np.argmin(np.abs(seen.times - (start + end) / 2)))] = True
    return float((seen.embeddings[inside] @ query).mean())


def cast(
    found: Sequence[Found],
    count: int,
    seconds: float,
    parts: Callable[[Item], list[Stretch]],
    spare: int,
) -> tuple[list[Shot], list[Shot]]:
    """Choose ``count`` shots and up to ``spare`` more to swap in.

    Each item that is what was asked for gives one; then further parts of those; what only looks
    near comes last. Shots of clips that are too short are made up for by more shots.
    """
    known = {one.item.id: parts(one.item) for one in found}
    sure = [one for one in found if one.sure]
    near = [one for one in found if not one.sure]
    queue = [
        *_round(sure, known, 0),
        *(shot for number in range(1, OF_ONE) for shot in _round(sure, known, number)),
        *_round(near, known, 0),
        *(shot for number in range(1, OF_ONE) for shot in _round(near, known, number)),
    ]
    chosen: list[Shot] = []
    wanted = count * seconds - FADE * (count - 1)
    while queue and (len(chosen) < count or _reach(chosen) < wanted - 0.1):
        chosen.append(queue.pop(0))
    return fitted(chosen, wanted), queue[:spare]


def fitted(shots: Sequence[Shot], wanted: float, longest: float = LONGEST) -> list[Shot]:
    """Lengthen or shorten shots within their bounds until together they last ``wanted`` seconds.

    None becomes longer than ``longest`` seconds by it.
    """
    result = list(shots)
    for _ in range(8):
        missing = wanted - _length(result)
        movable = [
            place for place, shot in enumerate(result)
            if (missing > 0 and min(longest, shot.high - shot.low) - shot.seconds > 0.01)
            or (missing < 0 and shot.seconds - SHORTEST > 0.01)
        ]  # fmt: skip
        if abs(missing) < 0.02 or not movable:
            break
        for place in movable:
            shot = result[place]
            length = shot.seconds + missing / len(movable)
            result[place] = resized(shot, min(max(length, SHORTEST), longest))
    return result


def resized(shot: Shot, seconds: float) -> Shot:
    """Return the shot with another length, as near to it as its bounds allow, its middle kept."""
    length = min(seconds, shot.high - shot.low)
    start = (shot.start + shot.end - length) / 2
    start = min(max(start, shot.low), shot.high - length)
    return replace(shot, start=round(start, 3), end=round(start + length, 3))


def ordered(shots: Sequence[Shot], vectors: dict[str, NDArray[np.float32]]) -> list[Shot]:
    """Begin with the best, then go on to what looks most alike, never twice the same item in a row
    where it can be helped: pictures flow, and nothing jumps within one scene.
    """
    left = list(shots)
    result = [left.pop(0)] if left else []
    while left:
        last = result[-1]
        others = [shot for shot in left if shot.item != last.item] or left
        # Ahead of time: an item with many shots left is used first, or its shots meet at the end.
        most = max(sum(shot.item == one.item for shot in left) for one in others)
        if most * 2 > len(left):
            others = [one for one in others if sum(s.item == one.item for s in left) == most]
        at = max(others, key=lambda shot: _alike(shot.item, last.item, vectors))
        left.remove(at)
        result.append(at)
    return result


def _alike(one: str, other: str, vectors: dict[str, NDArray[np.float32]]) -> float:
    if one not in vectors or other not in vectors:
        return 0.0
    return float(vectors[one] @ vectors[other])


def _round(found: Sequence[Found], parts: dict[str, list[Stretch]], number: int) -> Iterator[Shot]:
    """The ``number``-th part of each item that has as many."""
    for one in found:
        own = parts[one.item.id]
        if number < len(own):
            part = own[number]
            yield Shot(
                item=one.item.id,
                start=round(part.start, 3),
                end=round(part.end, 3),
                low=round(part.low, 3),
                high=round(part.high, 3),
                why=one.why,
                caption=_caption(one.item.title),
                sure=one.sure and one.whole,
                part=one.sure,
            )


def _caption(title: str) -> str:
    words = " ".join(title.split())
    return words if len(words) <= CAPTION else words[: CAPTION - 1].rsplit(" ", 1)[0] + "…"


def _length(shots: Sequence[Shot]) -> float:
    return sum(shot.seconds for shot in shots) - FADE * max(0, len(shots) - 1)


def _reach(shots: Sequence[Shot]) -> float:
    """Seconds they can last together once each is as long as it may be."""
    return _length([resized(shot, LONGEST) for shot in shots])
