"""Any video that can be read into one that every browser plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.domain import EMPTY, Tick, no_tick
from models.media import packets, remux
from models.media.probe import Limits, MediaInfo, probe
from models.media.reader import Reader
from models.media.source import opened
from models.media.transform import FASTEST, transform

LONG_SIDE = 1920
"""Pixels; larger videos are scaled down to it: no card is shown larger, and 4K decodes slowly."""

_CRF = 22
"""Quality of the copy: what comes in was compressed once already."""

_COPYING = 0.1
"""Share of the progress that copying takes, after the check that everything decodes."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """The file that was written, measured, and whether its pictures were encoded anew."""

    info: MediaInfo
    reencoded: bool


def normalise(
    source: Path | str,
    target: Path | str,
    *,
    long_side: int = LONG_SIDE,
    limits: Limits | None = None,
    metadata: Mapping[str, str] = EMPTY,
    tick: Tick = no_tick,
) -> Normalised:
    """Write ``source`` as an MP4 with H.264 (yuv420p, upright, square pixels) and AAC.

    H.264 of that kind in which everything decodes is copied, not encoded. GIF, WebM, AV1,
    turned, damaged, larger or faster (over 60 pictures a second) video is encoded. Nothing but
    ``metadata`` is kept of what the file says about itself: a phone's place and time stay out.

    Raises :class:`BadMedia` like :func:`models.media.probe.probe`, and what ``tick`` raises.
    """
    source, target = Path(source), Path(target)
    info = probe(source, limits)
    span = None if _needs_encoding(info, long_side) else _copyable(source, tick)
    if span is None:
        size = _capped(info, long_side)
        transform(source, target, size=size, metadata=metadata, crf=_CRF, tick=tick)
    else:
        remux.copy(
            source,
            target,
            span,
            metadata=metadata,
            tick=lambda share: tick(1 - _COPYING + _COPYING * share),
        )
    return Normalised(probe(target), reencoded=span is None)


def _needs_encoding(info: MediaInfo, long_side: int) -> bool:
    return (
        max(info.width, info.height) > long_side
        or info.rotation != 0
        or not info.square_pixels
        or info.fps > FASTEST * 1.01
        or bool(info.damage)
    )


def _copyable(source: Path, tick: Tick) -> remux.Span | None:
    """All packets of a file that every browser plays through, else ``None``."""
    with opened(source) as opened_source:
        if not remux.playable(opened_source):
            return None
        table = packets.read(opened_source)
        reader = Reader(opened_source)
        reader.seek(0.0)
        for time, _ in reader:
            tick(min(1.0, time / table.end) * (1 - _COPYING))
        if reader.skipped or reader.patched:
            return None
    return remux.span(table, 0.0, table.end)


def _capped(info: MediaInfo, long_side: int) -> tuple[int, int]:
    scale = min(1.0, long_side / max(info.width, info.height))
    width, height = (max(2, 2 * round(side * scale / 2)) for side in (info.width, info.height))
    return width, height
