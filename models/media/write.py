"""Pictures and sound into an MP4 that every browser plays: H.264 (yuv420p) and AAC, index first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter
from av.video.stream import VideoStream

from models.domain import EMPTY
from models.media.audio import AudioTrack, Sound
from models.media.orientation import Image
from models.media.part import part
from models.media.source import opened
from models.media.subtitles import Cue, SubtitleTrack

_CLOCK = 90_000
"""Timestamp units a second: fine enough for any frame rate, and what MP4 players expect."""

_BT709 = 1  # the same number for AVCOL_SPC, AVCOL_PRI and AVCOL_TRC

_SECONDS_BETWEEN_KEYFRAMES = 2
"""Short enough to seek briskly and to cut without re-encoding, long enough to cost little."""


class VideoWriter:
    """Writes a video file; use it as a context manager.

    Frame times decide (a variable rate stays one), ``fps`` is a hint to the encoder. An odd
    width or height loses its last column or row, as yuv420p needs even sizes. ``metadata`` goes
    into the container under its own keys (``title``, ``comment``, or one's own such as
    ``generec``); see :func:`read_metadata`. ``subtitles`` become a text track.
    Leaving the block normally puts the file in its place; leaving it with an error,
    :class:`models.errors.Cancelled` included, leaves nothing.

    Raises :class:`models.errors.Unavailable` when the disk is full.
    """

    def __init__(
        self,
        path: Path | str,
        *,
        width: int,
        height: int,
        fps: float,
        audio: Sound | None = None,
        metadata: Mapping[str, str] = EMPTY,
        subtitles: Sequence[Cue] = (),
        crf: int = 20,
    ) -> None:
        if min(width, height) < 2:
            raise ValueError(f"a video of {width} x {height} pixels; expected at least 2 x 2")
        self._path = Path(path)
        self._size = width, height
        self._fps = Fraction(fps).limit_denominator(1001)
        self._audio, self._metadata, self._crf = audio, metadata, crf
        self._subtitles = subtitles
        self._stack = ExitStack()
        self._scaler = VideoReformatter()
        self._last = -1
        self._gap = max(1, round(_CLOCK / fps))

    def __enter__(self) -> VideoWriter:
        try:
            unfinished = self._stack.enter_context(part(self._path))
            self._container = open_mp4(unfinished, self._metadata)
            self._stack.push(self._close)
            self._video = self._stream(self._container)
            self._track = AudioTrack(self._container, self._audio) if self._audio else None
            self._words = SubtitleTrack(self._container, self._subtitles)
        except BaseException as exc:
            self._stack.__exit__(type(exc), exc, exc.__traceback__)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def write(self, image: Image, time: float) -> None:
        """Add a picture, uint8 (height, width, 3), shown from ``time`` (seconds, rising) on."""
        width, height = self._size
        if image.shape != (height, width, 3) or image.dtype != np.uint8:
            raise ValueError(
                f"a picture of shape {image.shape} and type {image.dtype}; "
                f"expected {(height, width, 3)} and uint8"
            )
        even = np.ascontiguousarray(image[: height & ~1, : width & ~1])
        frame = self._scaler.reformat(
            VideoFrame.from_ndarray(even, format="rgb24"),
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
            interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
        )
        stamp = max(self._last + 1, round(time * _CLOCK))
        if self._last >= 0:
            self._gap = stamp - self._last
        self._last = stamp
        frame.pts, frame.time_base = stamp, Fraction(1, _CLOCK)
        self._container.mux(self._video.encode(frame))
        if self._track is not None:
            self._track.write(time)
        self._words.write(time)

    def end(self, time: float) -> None:
        """Say when the last picture leaves the screen; without it, after the usual interval."""
        self._gap = max(1, round(time * _CLOCK) - self._last)

    def _stream(self, container: OutputContainer) -> VideoStream:
        stream = container.add_stream("libx264", rate=self._fps)
        width, height = self._size
        stream.width, stream.height, stream.pix_fmt = width & ~1, height & ~1, "yuv420p"
        context = stream.codec_context
        context.time_base = Fraction(1, _CLOCK)
        context.gop_size = max(1, round(_SECONDS_BETWEEN_KEYFRAMES * self._fps))
        # Without B-frames pictures are stored in the order of showing: lengths are exact and a
        # later cut may end at any frame without re-encoding. It costs about a tenth in size.
        context.options = {"crf": str(self._crf), "preset": "veryfast", "bf": "0"}
        stream.colorspace = stream.color_primaries = stream.color_trc = _BT709
        stream.color_range = int(ColorRange.MPEG)
        return stream

    def _close(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        if error is None and self._last >= 0:
            self._finish()
            return False
        if self._track is not None:
            self._track.abandon()
        with suppress(av.FFmpegError, OSError):
            self._container.close()
        if error is None:
            raise ValueError("no picture was written; a video needs at least one")
        return False

    def _finish(self) -> None:
        try:
            rest: list[Packet[VideoStream]] = self._video.encode(None)
            for packet in rest:
                if packet.pts == self._last:
                    packet.duration = self._gap
            self._container.mux(rest)
            if self._track is not None:
                self._track.write((self._last + self._gap) / _CLOCK)
                self._track.close()
        finally:
            self._container.close()


def open_mp4(path: Path, metadata: Mapping[str, str] = EMPTY) -> OutputContainer:
    """Open an MP4 for writing: index first (a browser plays it while loading), all keys kept."""
    container = av.open(
        str(path), "w", format="mp4", options={"movflags": "+faststart+use_metadata_tags"}
    )
    for key, value in metadata.items():
        container.metadata[key] = str(value)
    return container


def read_metadata(path: Path | str) -> dict[str, str]:
    """The container's metadata, as text that somebody else may have written."""
    with opened(path) as source:
        return dict(source.container.metadata)
