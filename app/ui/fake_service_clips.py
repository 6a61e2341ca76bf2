"""What the fake service shows: small clips drawn on the spot, and work that only takes its time."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from PIL import Image

from models.domain import Event, Step
from models.errors import BadRequest, Cancelled


def work(id: str, title: str, seconds: float, cancel: threading.Event) -> Iterator[Event]:
    """Yield a step that takes so long."""
    begin = time.monotonic()
    while (spent := time.monotonic() - begin) < seconds:
        yield Step(id=id, title=title, status="running", fraction=spent / seconds)
        if cancel.wait(0.05):
            raise Cancelled
    yield Step(id=id, title=title, status="done", seconds=spent)


def tiny_clip(path: Path, seconds: float = 2.0) -> Path:
    """Write a small MP4 of a moving bar and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w", options={"movflags": "faststart"}) as out:
        stream = out.add_stream("libx264", rate=12)
        stream.width, stream.height, stream.pix_fmt = 96, 128, "yuv420p"
        for number in range(round(12 * seconds)):
            picture = np.full((128, 96, 3), (20, 120, 110), np.uint8)
            picture[:, number * 3 % 96 :][:, :12] = 240
            out.mux(stream.encode(av.VideoFrame.from_ndarray(picture)))
        out.mux(stream.encode())
    return path


def poster_of(clip: Path, poster: Path) -> tuple[int, int, float]:
    """Write a clip's first picture; return its width, height and seconds."""
    poster.parent.mkdir(parents=True, exist_ok=True)
    try:
        with av.open(str(clip)) as media:
            frame = next(media.decode(video=0))
            Image.fromarray(frame.to_ndarray(format="rgb24")).save(poster, quality=85)
            return frame.width, frame.height, float(media.duration or 0) / av.time_base
    except (av.FFmpegError, StopIteration) as exc:
        raise BadRequest(f"{clip.name!r} is not a video that can be read.") from exc
