"""Pictures of a video, one after the other, at the size and rate somebody wants."""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue
from typing import TypeVar

from av.video.frame import VideoFrame

from models.domain import Pulse, no_pulse
from models.media.orientation import Image
from models.media.reader import Reader, Size, nothing_decoded, reading

GRACE = 0.002
"""Seconds by which a timestamp may miss: containers round to milliseconds."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture (uint8 (h, w, 3), RGB, display order) and its time in seconds."""

    image: Image
    time: float


def frames(
    path: Path | str,
    *,
    start: float = 0.0,
    end: float | None = None,
    size: Size = None,
    fps: float | None = None,
    pulse: Pulse = no_pulse,
) -> Generator[Frame, None, None]:
    """Decode what is on screen from ``start`` until ``end``, streaming.

    Args:
        path: a video file.
        start: seconds; the first picture is the one on screen at this moment.
        end: seconds, not included; the whole rest without.
        size: short side, or ``(width, height)``; scaled by swscale during conversion.
        fps: at most this many a second, chosen by timestamp; all without.
        pulse: called also between pictures, while decoding up to ``start``.

    Raises :class:`BadMedia` if the file cannot be opened or nothing in it decodes. Damaged
    packets are skipped.
    """
    with reading(path, pulse) as reader:
        due = start
        for time, frame in on_screen(reader, start, end):
            if fps is not None:
                if time < due - GRACE:
                    continue
                due = max(due + 1 / fps, time + 0.5 / fps)
            yield Frame(reader.image(frame, size), time)
        if reader.decoded == 0:
            raise nothing_decoded(path)


def on_screen(
    reader: Reader, start: float = 0.0, end: float | None = None
) -> Iterator[tuple[float, VideoFrame]]:
    """``(time, frame)`` from ``start`` to ``end``; a picture already up at ``start`` counts."""
    held: VideoFrame | None = None
    for time, frame in _from(reader, start):
        if time <= start + GRACE:
            held = frame
            continue
        if held is not None:
            yield start, held
            held = None
        if end is not None and time >= end - GRACE:
            return
        yield time, frame
    if held is not None:
        yield start, held


def _from(reader: Reader, start: float) -> Iterator[tuple[float, VideoFrame]]:
    """Frames from a keyframe up to ``start`` on, or from the beginning where seeking overshoots."""
    if start <= GRACE:
        yield from reader
        return
    reader.seek(start)
    frames = iter(reader)
    first = next(frames, None)
    if first is None or first[0] > start + GRACE:
        reader.seek(0.0)
        yield from reader
        return
    yield first
    yield from frames


@dataclass(frozen=True, slots=True)
class _End:
    """Follows the last item, with the error that stopped the producer, if any."""

    error: BaseException | None


def read_ahead(items: Iterable[T], depth: int = 8) -> Generator[T, None, None]:
    """Produce ``items`` in a thread, at most ``depth`` ahead of whoever consumes them.

    Decoding releases the interpreter's lock, so it runs beside the model. An error of the
    producer is raised here; closing the generator stops the thread before it returns.
    """
    queue: Queue[T | _End] = Queue(depth)
    stopped = threading.Event()
    thread = threading.Thread(
        target=_produce, args=(items, queue, stopped), name="read-ahead", daemon=True
    )
    thread.start()
    try:
        while True:
            item = queue.get()
            if not isinstance(item, _End):
                yield item
            elif item.error is not None:
                raise item.error
            else:
                return
    finally:
        stopped.set()
        while thread.is_alive():
            # The producer may be waiting for room: make some until it has noticed.
            with suppress(Empty):
                queue.get_nowait()
            thread.join(0.005)


def _produce(items: Iterable[T], queue: Queue[T | _End], stopped: threading.Event) -> None:
    error: BaseException | None = None
    try:
        for item in items:
            if stopped.is_set():
                break
            queue.put(item)
        if isinstance(items, Generator):
            items.close()  # here and now: what it holds open belongs to this thread
    except BaseException as exc:
        error = exc
    queue.put(_End(error))
