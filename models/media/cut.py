"""A part of a video as a file of its own, re-encoded only where the cut needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.domain import EMPTY, Tick, no_tick
from models.media import packets, remux
from models.media.source import opened
from models.media.transform import extent, transform


@dataclass(frozen=True, slots=True)
class Cut:
    """What was cut, in seconds of the source, and whether its pictures were encoded anew."""

    start: float
    end: float
    reencoded: bool


def cut(
    source: Path | str,
    target: Path | str,
    start: float,
    end: float | None = None,
    *,
    metadata: Mapping[str, str] = EMPTY,
    tick: Tick = no_tick,
) -> Cut:
    """Write ``source`` from ``start`` to ``end`` (seconds; to its end without) as an MP4.

    Packets are copied where ``start`` is a keyframe (within half a frame), the codec is one that
    browsers play, and the end falls within two frames of a place where nothing is torn; the
    result is then exactly as good as the source. Else pictures are encoded anew and the cut is
    exact. Raises like :func:`models.media.transform.transform`.
    """
    source, target = Path(source), Path(target)
    part = extent(source, start, end)
    with opened(source) as opened_source:
        table = packets.read(opened_source)
        span = None
        if remux.playable(opened_source) and table.whole:
            span = remux.span(table, part.start, part.end)
    if span is not None:
        remux.copy(source, target, span, metadata=metadata, tick=tick)
        return Cut(span.start, span.end, reencoded=False)
    transform(source, target, start=part.start, end=part.end, crf=18, metadata=metadata, tick=tick)
    return Cut(part.start, part.end, reencoded=True)
