"""Decoding a file picture by picture, with seeking, past damaged packets."""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.sidedata.sidedata import Type as SideDataType
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, VideoReformatter
from numpy.typing import NDArray

from models.errors import BadMedia
from models.media.source import Source, display_size, opened

_log = logging.getLogger(__name__)

Image = NDArray[np.uint8]
"""A picture: uint8 (h, w, 3), RGB, as a player shows it."""

Size = int | tuple[int, int] | None
"""``None`` keeps the size; a number is the short side (never enlarged); ``(width, height)`` is
taken as it is."""

_HD = 720
"""From this height on, untagged video is taken for BT.709 as players do, else for BT.601."""


@dataclass(frozen=True, slots=True)
class Orientation:
    """How stored pixels are turned for showing: transposed first, then mirrored."""

    transpose: bool = False
    flip_rows: bool = False
    flip_columns: bool = False

    @classmethod
    def of(cls, frame: VideoFrame) -> Orientation:
        """Read the display matrix that travels with a frame; any angle goes to the next quarter."""
        # The stubs call the container a plain dict; iterating gives SideData.
        entries: Iterable[Any] = frame.side_data
        for data in entries:
            if data.type is SideDataType.DISPLAYMATRIX:
                a, b, _, c, d = struct.unpack("<5i", bytes(data)[:20])
                if abs(b) > abs(a):
                    return cls(True, flip_rows=b < 0, flip_columns=c < 0)
                return cls(False, flip_rows=d < 0, flip_columns=a < 0)
        return cls()

    @property
    def rotation(self) -> int:
        """Degrees clockwise; a mirrored picture counts as the rotation under its mirror."""
        if self.transpose:
            return 90 if self.flip_columns else 270
        return 180 if self.flip_rows else 0

    def apply(self, image: Image) -> Image:
        """Turn a picture the way it is to be shown."""
        if self == Orientation():
            return image
        if self.transpose:
            image = image.transpose(1, 0, 2)
        rows = slice(None, None, -1 if self.flip_rows else 1)
        columns = slice(None, None, -1 if self.flip_columns else 1)
        return np.ascontiguousarray(image[rows, columns])


class Reader:
    """Decodes one opened file. Iterating gives ``(time, frame)``, times rising strictly.

    Damaged packets are skipped and counted in ``skipped``; a damaged tail ends the iteration.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.skipped = 0
        self.decoded = 0
        self._scaler = VideoReformatter()
        self._orientation: Orientation | None = None
        self._last = float("-inf")
        rate = source.video.average_rate
        self._step = 1 / float(rate) if rate else 1 / 25
        source.video.thread_type = "AUTO"

    def __iter__(self) -> Iterator[tuple[float, VideoFrame]]:
        for frame in self._frames():
            yield self._time(frame), frame

    def seek(self, time: float) -> None:
        """Go to the last keyframe up to ``time``; begin a new iteration afterwards."""
        source = self.source
        try:
            source.container.seek(source.timestamp(time), stream=source.video, backward=True)
        except av.FFmpegError:
            source.container.seek(source.container.start_time or 0)
        self._last = float("-inf")

    def orientation(self, frame: VideoFrame) -> Orientation:
        """How this file's pictures are turned; the same for all of them."""
        if self._orientation is None:
            self._orientation = Orientation.of(frame)
        return self._orientation

    def display_size(self, frame: VideoFrame) -> tuple[int, int]:
        """Width and height of the picture on a screen."""
        shape = float(self.source.video.sample_aspect_ratio or 1)
        turned = self.orientation(frame).transpose
        return display_size(frame.width, frame.height, shape, turned)

    def image(self, frame: VideoFrame, size: Size = None) -> Image:
        """The frame's pixels in display order; scaled while they are converted, not after."""
        width, height = fitted(self.display_size(frame), size)
        orientation = self.orientation(frame)
        if orientation.transpose:
            width, height = height, width
        image = self._rgb(frame, width, height)
        return orientation.apply(image)

    def _rgb(self, frame: VideoFrame, width: int, height: int) -> Image:
        untagged = frame.colorspace == 2  # AVCOL_SPC_UNSPECIFIED
        seen_through = any(component.is_alpha for component in frame.format.components)
        smaller = width < frame.width
        scaled = self._scaler.reformat(
            frame,
            width,
            height,
            "rgba" if seen_through else "rgb24",
            src_colorspace=Colorspace.ITU709 if untagged and frame.height >= _HD else None,
            interpolation="AREA" if smaller else "BICUBIC",
        )
        pixels = cast(Image, scaled.to_ndarray())
        return _on_white(pixels) if seen_through else pixels

    def _frames(self) -> Iterator[VideoFrame]:
        source = self.source
        packets = source.container.demux(source.video)
        while True:
            try:
                packet = next(packets)
            except StopIteration:
                break
            except av.FFmpegError:
                self.skipped += 1
                break
            try:
                frames = packet.decode()
            except av.FFmpegError:
                self.skipped += 1
                continue
            self.decoded += len(frames)
            yield from frames
        if self.skipped:
            _log.info("%s: skipped %d damaged packets", source.path.name, self.skipped)

    def _time(self, frame: VideoFrame) -> float:
        stamp = frame.pts if frame.pts is not None else frame.dts
        if stamp is None:
            time = max(self._last, -self._step) + self._step
        else:
            time = stamp * self.source.tick - self.source.origin
        # Two pictures at one moment, or going back: the later one follows by a hair.
        self._last = time if time > self._last else self._last + self._step / 100
        return self._last


@contextmanager
def reading(path: Path | str) -> Iterator[Reader]:
    """Open a file for decoding; raises :class:`BadMedia` like ``source.opened``."""
    with opened(path) as source:
        yield Reader(source)


def nothing_decoded(path: Path | str) -> BadMedia:
    """The error for a file none of whose pictures could be decoded."""
    return BadMedia(
        f"No picture of {Path(path).name!r} could be decoded: it is damaged or cut short; "
        "export or upload it again."
    )


def fitted(display: tuple[int, int], size: Size) -> tuple[int, int]:
    """Width and height that ``size`` asks for, given the size on screen."""
    if size is None:
        return display
    if isinstance(size, tuple):
        return size
    width, height = display
    scale = min(1.0, size / min(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))


def _on_white(pixels: Image) -> Image:
    """Lay rgba (h, w, 4) over white, as a page would."""
    alpha = pixels[..., 3:]
    if alpha.min() == 255:
        return np.ascontiguousarray(pixels[..., :3])
    colour = pixels[..., :3].astype(np.uint16) * alpha + 255 * (255 - alpha.astype(np.uint16))
    return (colour // 255).astype(np.uint8)
