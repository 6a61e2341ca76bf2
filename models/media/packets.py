"""The table of a file's video packets: what there is to decode, without decoding it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import av
import numpy as np
from numpy.typing import NDArray

from models.errors import BadMedia
from models.media.source import Source


@dataclass(frozen=True)
class Packets:
    """Video packets in decoding order. n packets, times in seconds from the container's start.

    Attributes:
        times: float64 (n,), when each packet's picture is shown.
        key: bool (n,), whether decoding can start there.
        end: when the last picture leaves the screen.
        whole: whether the file could be read to its end.
    """

    times: NDArray[np.float64]
    key: NDArray[np.bool_]
    end: float
    whole: bool

    @cached_property
    def shown(self) -> NDArray[np.float64]:
        """float64 (n,), the times in the order of showing."""
        return np.sort(self.times)

    @cached_property
    def keyframes(self) -> NDArray[np.float64]:
        """float64 (k,), the times at which decoding can start, rising."""
        return np.sort(self.times[self.key])

    @property
    def frame(self) -> float:
        """Seconds a picture usually stays (median)."""
        return _median_gap(self.shown)

    def keyframe_before(self, time: float) -> float:
        """The last moment up to ``time`` (half a frame of grace) where decoding can start."""
        earlier = self.keyframes[self.keyframes <= time + self.frame / 2]
        return float(earlier[-1] if len(earlier) else self.keyframes[0])


def read(source: Source, seconds: float = float("inf"), count: float = float("inf")) -> Packets:
    """Read through the file once, keeping times only (a 10-minute clip: a fraction of a second).

    Raises :class:`BadMedia` as soon as a picture lies after ``seconds`` or there are more than
    ``count`` of them: a file whose header gives no length may be of any.
    """
    times: list[float] = []
    key: list[bool] = []
    end, whole = 0.0, True
    try:
        for packet in source.container.demux(source.video):
            stamp = packet.pts if packet.pts is not None else packet.dts
            if packet.size == 0 or packet.is_discard:
                continue
            # A packet without any timestamp follows the one before it.
            time = end if stamp is None else stamp * source.tick - source.origin
            times.append(time)
            key.append(packet.is_keyframe)
            end = max(end, time + (packet.duration or 0) * source.tick)
            whole = whole and not packet.is_corrupt
            if time > seconds or len(times) > count:
                raise BadMedia(_too_much(source, seconds, count))
    except av.FFmpegError:
        whole = False
    if not times:
        return Packets(np.empty(0), np.empty(0, bool), 0.0, whole)
    shown = np.array(times)
    if end <= shown.max():
        # The last packet carries no duration (WebM from a browser): assume the usual one.
        end = float(shown.max()) + _median_gap(np.sort(shown))
    if not any(key):
        key[0] = True
    return Packets(shown, np.array(key), end, whole)


def _median_gap(shown: NDArray[np.float64]) -> float:
    gaps = np.diff(shown)
    gaps = gaps[gaps > 0]
    return float(np.median(gaps)) if len(gaps) else 1 / 25


def _too_much(source: Source, seconds: float, count: float) -> str:
    return (
        f"{source.path.name!r} goes on past {seconds:g} seconds or {count:g} pictures, which is "
        "the most that is taken; cut out the part you want and give that."
    )
