"""Some pictures of a video instead of all: at given times, evenly, or at a rate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.video.frame import VideoFrame
from numpy.typing import NDArray

from models.domain import Pulse, Tick, no_pulse, no_tick
from models.errors import BadRequest
from models.media import packets
from models.media.decode import GRACE, Frame
from models.media.orientation import Image
from models.media.packets import Packets
from models.media.reader import Reader, Size, nothing_decoded, reading
from models.media.shots import THUMB, Shot, ShotDetector

_WORTH_SEEKING = 6
"""Frames that have to be skipped for a seek to cost less than decoding through them."""


@dataclass(frozen=True, slots=True)
class Sampled:
    """Pictures uint8 (n, h, w, 3), RGB, display order, and their times float64 (n,), seconds."""

    frames: NDArray[np.uint8]
    times: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over a video: its pictures at a rate, its shots, and how much was damaged.

    Attributes:
        frames: uint8 (n, h, w, 3), RGB, display order.
        times: float64 (n,), seconds.
        shots: side by side, at least one.
        skipped: packets that could not be decoded.
    """

    frames: NDArray[np.uint8]
    times: NDArray[np.float64]
    shots: tuple[Shot, ...]
    skipped: int


def at(
    path: Path | str, times: Sequence[float], *, size: Size = None, pulse: Pulse = no_pulse
) -> Iterator[Frame]:
    """The picture on screen at each of ``times`` (seconds, rising), with the time asked for.

    Seeks where the next time lies behind another keyframe far enough away, decodes through
    where not. Times past the end give the last picture. Raises :class:`BadMedia` if nothing
    decodes.
    """
    with reading(path, pulse) as reader:
        table = packets.read(reader.source)
        if len(table.times) == 0:
            raise nothing_decoded(path)
        reader.seek(0.0)
        for time, frame in _walk(reader, table, times):
            yield Frame(reader.image(frame, size), time)


def uniform(
    path: Path | str, n: int, *, size: Size = None, start: float = 0.0, end: float | None = None
) -> Sampled:
    """``n`` pictures from the middles of ``n`` equal parts between ``start`` and ``end`` seconds.

    Raises :class:`BadMedia` if nothing decodes, :class:`BadRequest` if the part is empty.
    """
    with reading(path) as reader:
        length = packets.read(reader.source).end
    return _gathered(path, _middles(start, length if end is None else min(end, length), n), size)


def keyframes(path: Path | str, *, limit: int = 64, size: Size = None) -> Sampled:
    """The pictures at which decoding can start, ``limit`` of them at most, from the first on.

    Most decoders skip what lies between: a second of video takes about a millisecond. Raises
    :class:`BadMedia` if nothing decodes.
    """
    found: list[Image] = []
    times: list[float] = []
    with reading(path) as reader:
        reader.source.video.codec_context.skip_frame = "NONKEY"
        for time, frame in reader:
            if frame.key_frame:
                found.append(reader.image(frame, size))
                times.append(time)
            if len(found) == limit:
                break
    if not found:
        raise nothing_decoded(path)
    return Sampled(np.stack(found), np.array(times))


def shots(path: Path | str, *, tick: Tick = no_tick) -> tuple[Shot, ...]:
    """The shots of a video, from one pass at a small size."""
    return scan(path, fps=0.1, size=16, limit=64, tick=tick).shots


def scan(
    path: Path | str,
    *,
    fps: float = 2.0,
    size: Size = None,
    limit: int = 256,
    tick: Tick = no_tick,
) -> Scan:
    """Decode a video once for both its pictures and its shots.

    Args:
        path: a video file.
        fps: pictures a second to keep, by timestamp.
        size: of those pictures: short side, or ``(width, height)``.
        limit: pictures to keep at most; a long video is sampled more thinly, still evenly.
        tick: called with the share done after every picture.

    Raises :class:`BadMedia` if nothing decodes, and what ``tick`` raises.
    """
    with reading(path) as reader:
        end = packets.read(reader.source).end
        reader.seek(0.0)
        step = max(1 / fps, end / limit)
        detector = ShotDetector()
        kept: list[Image] = []
        times: list[float] = []
        due = 0.0
        for time, frame in reader:
            detector.add(reader.thumb(frame, THUMB), time)
            if time >= due - GRACE and len(kept) < limit:
                kept.append(reader.image(frame, size))
                times.append(time)
                due = max(due + step, time + step / 2)
            tick(min(1.0, time / end))
        if not kept:
            raise nothing_decoded(path)
        return Scan(np.stack(kept), np.array(times), detector.shots(end), reader.skipped)


def _walk(
    reader: Reader, table: Packets, times: Sequence[float]
) -> Iterator[tuple[float, VideoFrame]]:
    """``(asked, frame)`` for each time: decode on, or jump when a keyframe lies far ahead."""
    frames = iter(reader)
    current = next(frames, None)
    following = next(frames, None) if current else None
    for time in times:
        ahead = table.keyframe_before(time)
        if following and ahead > following[0] + _WORTH_SEEKING * table.frame:
            frames, landed = _jump(reader, ahead, time)
            current = landed if landed else current
            following = next(frames, None)
        while following is not None and following[0] <= time + GRACE:
            current, following = following, next(frames, None)
        if current is None:
            raise nothing_decoded(reader.source.path)
        yield time, current[1]


def _jump(
    reader: Reader, keyframe: float, time: float
) -> tuple[Iterator[tuple[float, VideoFrame]], tuple[float, VideoFrame] | None]:
    """Seek to a keyframe; from the beginning where the container lands after ``time``."""
    reader.seek(keyframe)
    frames = iter(reader)
    landed = next(frames, None)
    if landed is None or landed[0] > time + GRACE:
        reader.seek(0.0)
        frames = iter(reader)
        landed = next(frames, None)
    return frames, landed


def _gathered(path: Path | str, times: NDArray[np.float64], size: Size) -> Sampled:
    return Sampled(np.stack([f.image for f in at(path, times.tolist(), size=size)]), times)


def _middles(start: float, end: float, n: int) -> NDArray[np.float64]:
    """(n,) times in the middles of n equal parts."""
    if n < 1 or not start < end:
        raise BadRequest(
            f"{n} pictures between {start:g} and {end:g} s were asked for; "
            "name at least one picture and a start before the end."
        )
    return np.asarray(start + (np.arange(n) + 0.5) * (end - start) / n, dtype=np.float64)
