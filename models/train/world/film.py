"""Frames and sound into an MP4: H.264 (yuv420p, index first) and, if there is sound, AAC."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import av
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from models.train.world.looks import Image
from models.train.world.sound import RATE, Sound

_BT709 = 1  # the same number for AVCOL_SPC, AVCOL_PRI and AVCOL_TRC
_SECONDS_BETWEEN_KEYFRAMES = 2
_CAP = {"maxrate": "215k", "bufsize": "800k"}
"""Busy clips (snow in neon, drifting pixels) may not eat the size budget of the others."""


def write(
    path: Path,
    frames: Iterable[Image],
    *,
    width: int,
    height: int,
    fps: int,
    crf: int,
    title: str,
    sound: Sound | None = None,
) -> None:
    """Write a clip; the file appears under its name only when it is whole.

    Args:
        path: ends in ``.mp4``.
        frames: uint8 (height, width, 3), RGB.
        width: even.
        height: even.
        fps: frames a second.
        crf: x264's quality, smaller is better.
        title: kept in the container, with the licence.
        sound: mono, at :data:`models.train.world.sound.RATE`.
    """
    unfinished, scaler = path.with_suffix(".part"), VideoReformatter()
    with av.open(
        str(unfinished), "w", format="mp4", options={"movflags": "+faststart"}
    ) as container:
        container.metadata["title"] = title
        container.metadata["copyright"] = "CC0-1.0"
        picture = container.add_stream("libx264", rate=fps)
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        picture.options = {"crf": str(crf), "preset": "slower", "threads": "1", **_CAP}
        picture.codec_context.gop_size = _SECONDS_BETWEEN_KEYFRAMES * fps
        picture.colorspace = picture.color_primaries = picture.color_trc = _BT709
        picture.color_range = int(ColorRange.MPEG)
        track = container.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        if track is not None:
            track.bit_rate = 32_000
        for image in frames:
            container.mux(picture.encode(_frame(scaler, image)))
        container.mux(picture.encode(None))
        if track is not None and sound is not None:
            for start in range(0, len(sound), 1024):
                block = av.AudioFrame.from_ndarray(
                    sound[None, start : start + 1024], format="fltp", layout="mono"
                )
                block.sample_rate, block.pts = RATE, start
                container.mux(track.encode(block))
            container.mux(track.encode(None))
    unfinished.replace(path)


def _frame(scaler: VideoReformatter, image: Image) -> av.VideoFrame:
    return scaler.reformat(
        av.VideoFrame.from_ndarray(image, format="rgb24"),
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )


def size(orientation: str) -> tuple[int, int]:
    """Width and height of the corpus' clips."""
    sizes = {"portrait": (480, 854), "landscape": (854, 480), "square": (540, 540)}
    return sizes[orientation]
