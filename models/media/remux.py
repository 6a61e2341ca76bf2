"""The same pictures in another file: packets are copied, nothing is decoded or lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.stream import VideoStream
from numpy.typing import NDArray

from models.domain import EMPTY, Tick, no_tick
from models.media.audio import AudioSource, AudioTrack
from models.media.orientation import display_matrix
from models.media.packets import Packets
from models.media.part import part
from models.media.reader import Reader
from models.media.source import Source, opened
from models.media.write import open_mp4

_PLAYABLE = ("yuv420p", "yuvj420p")

GRACE = 2
"""Frames by which the end may move so that a cut needs no re-encoding."""


@dataclass(frozen=True, slots=True)
class Span:
    """Packets ``first`` to ``last`` (not included) in decoding order, shown ``start``–``end`` s."""

    first: int
    last: int
    start: float
    end: float


def playable(source: Source) -> bool:
    """Whether every browser plays the pictures as they are, once they are in an MP4."""
    context = source.video.codec_context
    return context.name == "h264" and source.video.pix_fmt in _PLAYABLE


def span(table: Packets, start: float, end: float) -> Span | None:
    """The packets to copy for a cut, or ``None`` where it would miss by more than :data:`GRACE`.

    The start has to be a keyframe, within half a frame. The end may move to the nearest place
    where no packet refers to one that is left out: behind every picture shown before it.
    """
    frame, times = table.frame, table.times
    begins = np.flatnonzero(table.key & (np.abs(times - start) <= frame / 2))
    if len(begins):
        first = int(begins[0])
        start = float(times[first])
    elif table.key[0] and start <= table.shown[0]:
        first = 0  # the picture begins a little after the clock, and the sound maybe does not
    else:
        return None
    ends = _clean_ends(times, first, table.end)
    at = int(np.argmin(np.abs(ends - end)))
    if not np.isfinite(ends[at]) or abs(ends[at] - end) > GRACE * frame + 1e-6:
        return None
    return Span(first, first + at + 1, start, float(ends[at]))


def _clean_ends(times: NDArray[np.float64], first: int, end: float) -> NDArray[np.float64]:
    """When each packet after ``first`` could be the last: the end of its pictures, or infinity.

    Cutting behind packet i is clean when all packets so far are shown before all that follow.
    """
    seen = np.maximum.accumulate(times[first:])
    coming = np.append(np.minimum.accumulate(times[first:][::-1])[::-1][1:], end)
    earliest = np.minimum.accumulate(times[first:][::-1])[::-1][0]
    if earliest < times[first]:
        # An open GOP: pictures after the keyframe, shown before it, need what is left out.
        return np.full(len(seen), np.inf)
    return np.where(seen < coming, coming, np.inf)


def copy(
    source: Path,
    target: Path,
    cut: Span,
    *,
    keep_audio: bool = True,
    metadata: Mapping[str, str] = EMPTY,
    tick: Tick = no_tick,
) -> None:
    """Copy a span's packets into an MP4; sound browsers cannot play is encoded to AAC.

    The rotation stays in the container. Raises what ``tick`` raises, leaving no file.
    """
    with opened(source) as opened_source, part(target) as unfinished:
        with open_mp4(unfinished, metadata) as container:
            _copy(opened_source, container, cut, keep_audio, tick)


def _copy(
    source: Source, container: OutputContainer, cut: Span, keep_audio: bool, tick: Tick
) -> None:
    video = container.add_stream_from_template(source.video)
    _keep_rotation(source, video)
    sound, track = None, None
    if source.audio is not None and keep_audio:
        if source.audio.codec_context.name == "aac":
            sound = container.add_stream_from_template(source.audio)
        else:
            track = AudioTrack(
                container, AudioSource(path=source.path, start=cut.start, end=cut.end)
            )
    try:
        for packet, time in _chosen(source, cut, with_sound=sound is not None):
            of_video = isinstance(packet.stream, VideoStream)
            _shift(packet, cut.start + source.origin)
            packet.stream = video if of_video else sound  # type: ignore[assignment]
            container.mux_one(packet)
            if of_video:
                tick(min(1.0, max(0.0, (time - cut.start) / (cut.end - cut.start))))
                if track is not None:
                    track.write(time - cut.start)
        if track is not None:
            track.write(cut.end - cut.start)
            track.close()
    except BaseException:
        if track is not None:
            track.abandon()
        raise


def _chosen(source: Source, cut: Span, with_sound: bool) -> Iterator[tuple[Packet[Stream], float]]:
    """The packets of a span with their times, in the order of the file."""
    streams: list[Stream] = [source.video]
    if with_sound and source.audio is not None:
        streams.append(source.audio)
    number = -1
    for packet in _packets(source, streams):
        stamp = packet.pts if packet.pts is not None else packet.dts
        if packet.size == 0 or packet.is_discard or stamp is None:
            continue
        time = stamp * float(packet.time_base) - source.origin
        if isinstance(packet.stream, AudioStream):
            middle = time + (packet.duration or 0) * float(packet.time_base) / 2
            if cut.start <= middle < cut.end:
                yield packet, time
            continue
        number += 1
        if cut.first <= number < cut.last:
            yield packet, time


def _shift(packet: Packet[Stream], seconds: float) -> None:
    offset = round(seconds / float(packet.time_base))
    packet.pts = packet.pts - offset if packet.pts is not None else None
    packet.dts = packet.dts - offset if packet.dts is not None else None


def _keep_rotation(source: Source, video: VideoStream) -> None:
    """Hand on the display matrix, which only decoded frames carry."""
    reader = Reader(source)
    first = next((frame for _, frame in reader), None)
    if first is not None:
        video.set_display_matrix(display_matrix(first))
    reader.seek(0.0)


def _packets(source: Source, streams: list[Stream]) -> Iterator[Packet[Stream]]:
    """Packets up to the end, or to where the file is cut short."""
    with suppress(av.FFmpegError):
        yield from source.container.demux(streams)
