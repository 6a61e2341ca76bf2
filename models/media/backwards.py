"""A video from its end to its beginning, a bounded number of pictures in memory at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from av.audio.frame import AudioFrame

from models.domain import Pulse, no_pulse
from models.media import packets
from models.media.audio import RATE, Sound
from models.media.decode import Frame, frames
from models.media.orientation import Image
from models.media.reader import Size, nothing_decoded
from models.media.soundtrack import Mixed, whole
from models.media.source import opened

Direction = Literal["forwards", "backwards", "boomerang"]
"""``boomerang``: there and back."""

MEMORY = 192 * 2**20
"""Bytes of pictures that are held at a time; what lies between two of their beginnings and the
keyframe before is decoded again."""


def frames_backwards(
    path: Path | str,
    *,
    start: float,
    end: float,
    size: Size = None,
    fps: float | None = None,
    mend: Callable[[Image, float], Image] | None = None,
    pulse: Pulse = no_pulse,
    memory: int = MEMORY,
) -> Generator[Frame, None, None]:
    """Decode a part from its end on; times run from ``start`` to ``end`` all the same.

    A picture that was shown from one moment to another is shown as long. ``mend`` is called with
    each, and its own time. Raises as :func:`models.media.decode.frames` does.
    """
    with opened(path) as source:
        times = np.sort(packets.read(source).times)
        each = max(1, source.video.width * source.video.height * 3)
    inside = [float(t) for t in times[bisect_left(times, start) : bisect_left(times, end)]]
    count = max(2, memory // each)
    begins = sorted({start, *inside[count::count]})
    for number in range(len(begins) - 1, -1, -1):
        until = begins[number + 1] if number + 1 < len(begins) else end
        # A picture from before is up at the beginning of what follows: there it counts.
        held = list(frames(path, start=begins[number], end=until, size=size, fps=fps, pulse=pulse))
        if not held and number == 0 and len(begins) == 1:
            raise nothing_decoded(path)
        while held:
            frame = held.pop()
            image = frame.image if mend is None else mend(frame.image, frame.time)
            yield Frame(image, start + (end - until))
            until = frame.time


@dataclass(frozen=True, slots=True)
class Reversed:
    """``sound`` from its end on, where it lasts ``seconds``; silence is where there was none."""

    sound: Sound
    seconds: float

    def frames(self) -> Generator[AudioFrame, None, None]:
        """See :class:`models.media.audio.Sound`."""
        wave = np.zeros((2, round(self.seconds * RATE)), np.float32)
        heard = whole(self.sound, self.seconds)[:, : wave.shape[1]]
        wave[:, : heard.shape[1]] = heard
        if heard.shape[1]:
            yield from Mixed(wave[:, ::-1]).frames()
