"""Decoding a file picture by picture, with seeking, past damaged packets."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import av
import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import Colorspace, Interpolation, VideoReformatter

from models.domain import Pulse, no_pulse
from models.errors import BadMedia
from models.media.orientation import Image, Orientation
from models.media.source import Source, display_size, opened

_log = logging.getLogger(__name__)

Size = int | tuple[int, int] | None
"""``None`` keeps the size; a number is the short side (never enlarged); ``(width, height)`` is
taken as it is."""

_WELL_BEFORE = 10.0
"""Seconds; more than keyframes are usually apart."""

_FAITHFUL = Interpolation.BILINEAR | Interpolation.FULL_CHR_H_INT | Interpolation.ACCURATE_RND
"""swscale's quick conversion rounds down: a picture would darken by a level with every edit."""

_HD = 720
"""From this height on, untagged video is taken for BT.709 as players do, else for BT.601."""


class Reader:
    """Decodes one opened file. Iterating gives ``(time, frame)``, times rising strictly.

    Damaged packets are skipped and counted in ``skipped``, pictures the decoder had to patch up
    in ``patched``; a file cut short ends the iteration.
    """

    def __init__(self, source: Source, pulse: Pulse = no_pulse) -> None:
        """``pulse`` is called at every packet: between two pictures that are wanted lie many."""
        self.source, self._pulse = source, pulse
        self.skipped = 0
        self.patched = 0
        self.decoded = 0
        # One scaler per target: a scaler that changes its target sets itself up anew.
        self._scalers: defaultdict[Hashable, VideoReformatter] = defaultdict(VideoReformatter)
        self._orientation: Orientation | None = None
        self._last = float("-inf")
        rate = source.video.average_rate
        self._step = 1 / float(rate) if rate else 1 / 25
        source.video.thread_type = "AUTO"

    def __iter__(self) -> Iterator[tuple[float, VideoFrame]]:
        for frame in self._frames():
            yield self._time(frame), frame

    def seek(self, time: float) -> None:
        """Go to the last keyframe up to ``time``; begin a new iteration afterwards.

        Time 0 is the file's beginning. Some containers land a keyframe later than asked.
        """
        source = self.source
        # MPEG transport streams overshoot even at their beginning, so aim well before it.
        stamp = source.timestamp(time if time > 0 else -_WELL_BEFORE)
        try:
            source.container.seek(stamp, stream=source.video, backward=True)
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
        smaller = width < frame.width
        image = self._rgb(frame, width, height, Interpolation.AREA if smaller else _FAITHFUL)
        return orientation.apply(image)

    def thumb(self, frame: VideoFrame, size: tuple[int, int]) -> Image:
        """A rough ``(width, height)`` picture, not turned, ten times as cheap as a good one."""
        return self._rgb(frame, *size, Interpolation.FAST_BILINEAR)

    def _rgb(self, frame: VideoFrame, width: int, height: int, interpolation: int) -> Image:
        untagged = frame.colorspace == 2  # AVCOL_SPC_UNSPECIFIED
        seen_through = any(component.is_alpha for component in frame.format.components)
        scaled = self._scalers[width, height, interpolation].reformat(
            frame,
            width,
            height,
            "rgba" if seen_through else "rgb24",
            src_colorspace=Colorspace.ITU709 if untagged and frame.height >= _HD else None,
            interpolation=interpolation,
        )
        pixels = cast(Image, scaled.to_ndarray())
        return _on_white(pixels) if seen_through else pixels

    def _frames(self) -> Iterator[VideoFrame]:
        source = self.source
        packets = source.container.demux(source.video)
        while True:
            self._pulse()
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
            self.patched += sum(frame.is_corrupt for frame in frames)
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
def reading(path: Path | str, pulse: Pulse = no_pulse) -> Iterator[Reader]:
    """Open a file for decoding; raises :class:`BadMedia` like ``source.opened``."""
    with opened(path) as source:
        yield Reader(source, pulse)


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
