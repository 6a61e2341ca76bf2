"""An opened video file: which streams count, where its clock starts, how it is to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream

from models.errors import BadMedia

_DEMUXERS = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,gif,avi,flv,asf,mpegts,mpeg,ogg,apng"
"""Self-contained files only. Playlists (HLS, DASH, concat) are left out on purpose: they name
other files and addresses, and an uploaded one could read what its owner may not."""

_STILL = frozenset("mif1 mif2 heic heix avif".split())
"""Brands of photos in the boxes of an MP4 (ISO/IEC 23008-12): of one made of tiles, as phones
write them, FFmpeg would show a single tile."""

_SQUARE = 0.02
"""Pixel shapes this near 1 come from rounding an encoder's size, not from a wide picture."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file being read. ``origin`` is the container's first moment on its own clock, seconds."""

    path: Path
    container: InputContainer
    video: VideoStream
    audio: AudioStream | None
    origin: float

    @property
    def tick(self) -> float:
        """Seconds per unit of the video stream's timestamps."""
        return float(self.video.time_base or 0)

    def timestamp(self, time: float) -> int:
        """The video stream's timestamp of a moment in seconds."""
        return round((time + self.origin) / self.tick)


@contextmanager
def opened(path: Path | str) -> Iterator[Source]:
    """Open a video file and close it afterwards.

    Raises :class:`BadMedia` where it is no file, is empty, is of no kind that is read here, or
    has no moving picture. Nothing is decoded.
    """
    path = Path(path)
    _check_file(path)
    try:
        container = av.open(
            str(path.resolve()),
            metadata_errors="replace",
            options={"format_whitelist": _DEMUXERS, "protocol_whitelist": "file"},
        )
    except (av.FFmpegError, OSError, ValueError) as exc:
        raise _unreadable(path) from exc
    with container:
        if container.metadata.get("major_brand", "").strip() in _STILL:
            raise BadMedia(
                f"{path.name!r} is a photo in a format that is not read here (HEIC or AVIF); "
                "export it as a JPEG or PNG and give that."
            )
        video = _moving_picture(container, path)
        audio = next((s for s in container.streams.audio if _decodable(s)), None)
        start = container.start_time
        origin = start / av.time_base if start is not None else 0.0
        yield Source(path, container, video, audio, origin)


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise BadMedia(f"There is no file {path.name!r}; choose an existing video.")
    if path.stat().st_size == 0:
        raise BadMedia(f"{path.name!r} is empty (0 bytes); export or upload it again.")


def _moving_picture(container: InputContainer, path: Path) -> VideoStream:
    """The first stream of pictures; cover art in a song does not count."""
    moving = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    if not moving and not container.streams.audio:
        raise _unreadable(path)
    if not moving:
        raise BadMedia(f"{path.name!r} has no picture, only sound or data; give a video.")
    for stream in moving:
        if _decodable(stream):
            return stream
    raise BadMedia(
        f"{path.name!r} uses a video codec that cannot be read here; "
        "convert it to MP4 with H.264 and give that."
    )


def _unreadable(path: Path) -> BadMedia:
    return BadMedia(
        f"{path.name!r} could not be opened as a video: it is damaged, cut short, or of "
        "another kind; give an MP4, MOV, MKV, WebM, AVI or GIF that plays elsewhere."
    )


def _decodable(stream: Any) -> bool:
    # A codec FFmpeg does not know leaves the stream without a context, whatever the stubs say.
    return stream.codec_context is not None


def display_size(width: int, height: int, pixel_shape: float, turned: bool) -> tuple[int, int]:
    """Size on a screen: wide pixels stretched (to an even width), then a quarter turn if any."""
    if pixel_shape > 0 and abs(pixel_shape - 1) > _SQUARE:
        width = max(2, 2 * round(width * pixel_shape / 2))
    return (height, width) if turned else (width, height)
