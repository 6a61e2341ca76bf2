"""What a video file is, or the sentence that says why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np

from models.errors import BadMedia
from models.media import packets
from models.media.packets import Packets
from models.media.reader import Reader, nothing_decoded
from models.media.source import Source, opened

_UNEVEN = 0.25
"""A gap between pictures that differs from the usual one by this share is more than rounding."""

_SMALLEST = 8
"""Pixels; what is smaller holds no picture anybody could see."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is taken in at most: seconds, pixels of one picture, bytes, and pictures in all."""

    seconds: float = 600.0
    pixels: int = 4096 * 2304
    bytes: int = 2_000_000_000
    frames: int = 120_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """A video file, measured.

    Attributes:
        container: FFmpeg's short name, such as ``mp4``, ``webm`` or ``gif``.
        duration: seconds of picture, from the packets themselves.
        width: as shown, after rotation and pixel shape.
        height: likewise.
        rotation: degrees clockwise that the player turns the stored picture.
        square_pixels: whether the stored pixels are shown as squares.
        fps: pictures a second, on average.
        frames: number of pictures.
        pixel_format: FFmpeg's name, such as ``yuv420p``.
        audio_codec: ``None`` without sound.
        damage: one sentence if part of the file cannot be read, else empty.
    """

    path: Path
    container: str
    duration: float
    width: int
    height: int
    rotation: int
    square_pixels: bool
    fps: float
    frames: int
    variable_frame_rate: bool
    video_codec: str
    pixel_format: str
    audio_codec: str | None
    size_bytes: int
    damage: str = ""

    @property
    def has_audio(self) -> bool:
        """Whether there is a sound track that can be decoded."""
        return self.audio_codec is not None


def probe(path: Path | str, limits: Limits | None = None) -> MediaInfo:
    """Measure a video: headers first, then its packet table and one decoded picture.

    Raises :class:`BadMedia` with one sentence if it cannot be read, holds no moving picture, or
    is over a limit. A file too long by its own header is refused before anything is read.
    """
    path, limits = Path(path), limits or Limits()
    if path.is_file() and path.stat().st_size > limits.bytes:
        raise BadMedia(
            f"{path.name!r} has {path.stat().st_size / 1e6:,.0f} MB, more than the "
            f"{limits.bytes / 1e6:,.0f} MB that are taken; give a shorter or smaller video."
        )
    with opened(path) as source:
        claimed = _claimed_duration(source)
        _check_length(path, claimed, limits)
        _check_size(path, source.video.width, source.video.height, limits)
        table = packets.read(source, limits.seconds + 1, limits.frames)
        if len(table.times) == 0:
            raise nothing_decoded(path)
        _check_length(path, table.end, limits)
        return _measured(source, table, claimed, limits)


def _measured(source: Source, table: Packets, claimed: float, limits: Limits) -> MediaInfo:
    path, video = source.path, source.video
    reader = Reader(source)
    reader.seek(0.0)
    first = next((frame for _, frame in reader), None)
    if first is None:
        raise nothing_decoded(path)
    width, height = reader.display_size(first)
    _check_size(path, width, height, limits)
    context = video.codec_context
    return MediaInfo(
        path=path,
        container=_short(source.container.format.name, path),
        duration=table.end,
        width=width,
        height=height,
        rotation=reader.orientation(first).rotation,
        square_pixels=sorted((width, height)) == sorted((first.width, first.height)),
        fps=_rate(table),
        frames=len(table.times),
        variable_frame_rate=_varies(table),
        video_codec=_codec(context.name),
        pixel_format=first.format.name,
        audio_codec=_codec(source.audio.codec_context.name) if source.audio else None,
        size_bytes=path.stat().st_size,
        damage=_damage(path, table, claimed),
    )


def _claimed_duration(source: Source) -> float:
    """Seconds according to the header; 0 where it says nothing."""
    whole, video = source.container.duration, source.video.duration
    if video is not None:
        return video * source.tick
    return whole / av.time_base if whole is not None else 0.0


def _check_length(path: Path, seconds: float, limits: Limits) -> None:
    if seconds > limits.seconds:
        raise BadMedia(
            f"{path.name!r} is {_spoken(seconds)} long, more than the {_spoken(limits.seconds)} "
            "that are taken; cut out the part you want and give that."
        )


def _check_size(path: Path, width: int, height: int, limits: Limits) -> None:
    if width * height > limits.pixels or (0 < min(width, height) < _SMALLEST):
        raise BadMedia(
            f"{path.name!r} is {width} x {height} pixels, expected between {_SMALLEST} x "
            f"{_SMALLEST} and {limits.pixels / 1e6:.1f} million in all; scale it and give that."
        )


def _damage(path: Path, table: Packets, claimed: float) -> str:
    """Whether the file ends before its header says; refuses where next to nothing is left."""
    missing = claimed - table.end
    if missing <= max(0.5, 0.05 * claimed):
        return "" if table.whole else "A part of the file is damaged and is left out."
    if table.end < min(1.0, 0.1 * claimed):
        raise BadMedia(
            f"Of {path.name!r} only {table.end:.1f} of {claimed:.1f} seconds can be read: it was "
            "cut short; export or upload it again."
        )
    return f"The file is cut short: {table.end:.1f} of {claimed:.1f} seconds can be read."


def _rate(table: Packets) -> float:
    span = table.end - float(table.shown[0])
    return len(table.times) / span if span > 0 else 1 / table.frame


def _varies(table: Packets) -> bool:
    gaps = np.diff(table.shown)
    uneven = np.abs(gaps - table.frame) > max(_UNEVEN * table.frame, 0.011)
    return bool(len(gaps) and uneven.mean() > 0.01)


def _codec(name: str) -> str:
    """The codec's common name, whichever decoder reads it."""
    return {"libdav1d": "av1", "mp3float": "mp3", "libopus": "opus"}.get(name, name)


def _short(names: str, path: Path) -> str:
    """One name out of FFmpeg's list: the file's own ending if it is among them."""
    choices = names.split(",")
    ending = path.suffix.lower().lstrip(".")
    if ending in choices:
        return ending
    return "mp4" if "mp4" in choices else choices[0]


def _spoken(seconds: float) -> str:
    if seconds >= 5400:
        return f"{seconds / 3600:.1f} hours"
    return f"{seconds / 60:.1f} minutes" if seconds >= 120 else f"{seconds:g} seconds"
