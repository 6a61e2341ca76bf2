"""How fast a clip plays, all of it or a part of it: what second of a source is on when."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from av.audio.frame import AudioFrame

from models.media.audio import RATE, AudioSource, Sound
from models.media.soundtrack import Mixed, rounded, whole

Within = tuple[float, float]
"""From which to which second of a source."""

_EDGE = 0.005
"""Seconds in which a sound goes down and up where its tempo changes, so that nothing clicks."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``speed`` times as fast; in a part of the source alone, the rest as it was, if ``within``."""

    speed: float = 1.0
    within: Within | None = None

    def played(self, time: float, start: float = 0.0) -> float:
        """Seconds that a source played from ``start`` on takes up to its second ``time``."""
        if self.within is None:
            return (time - start) / self.speed
        low, high = (min(max(edge, start), time) for edge in self.within)
        return time - start - (high - low) * (1.0 - 1.0 / self.speed)

    def heard(self, path: Path, start: float, end: float) -> Sound:
        """The sound of a source from ``start`` to ``end`` at this pace; its pitch stays."""
        if self.within is None:
            return AudioSource(path=path, start=start, end=end, speed=self.speed)
        low, high = (min(max(edge, start), end) for edge in self.within)
        spans = ((start, low, 1.0), (low, high, self.speed), (high, end, 1.0))
        return _Row(
            tuple(
                AudioSource(path=path, start=first, end=last, speed=speed)
                for first, last, speed in spans
                if last - first > 1e-3
            )
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """Parts of a sound one after the other, each as long as its pictures are."""

    parts: tuple[AudioSource, ...]

    def frames(self) -> Generator[AudioFrame, None, None]:
        """See :class:`models.media.audio.Sound`."""
        waves, at, there = [], 0.0, False
        for number, part in enumerate(self.parts):
            until = at + ((part.end or part.start) - part.start) / part.speed
            wave = np.zeros((2, round(until * RATE) - round(at * RATE)), np.float32)
            found = whole(part, wave.shape[1] / RATE)[:, : wave.shape[1]]
            wave[:, : found.shape[1]] = found
            there = there or found.shape[1] > 0
            last = number + 1 == len(self.parts)
            wave *= rounded(wave.shape[1], _EDGE if number else 0.0, 0.0 if last else _EDGE)
            waves.append(wave)
            at = until
        if there:
            yield from Mixed(np.concatenate(waves, axis=1)).frames()
