"""The sound of a file: trimmed to the sample, at another speed, as frames and as an AAC track."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from pathlib import Path
from typing import Protocol

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.filter import Graph

from models.media.source import Source, opened

RATE = 48_000
"""Samples a second of every track written here."""

_SLOWEST, _FASTEST = 0.5, 2.0
"""What one atempo filter does well; more takes several in a row."""


class Sound(Protocol):
    """Something that can be heard beside a video."""

    def frames(self) -> Generator[AudioFrame, None, None]:
        """Yield sound from time 0 on at :data:`RATE`, without holes, as fltp frames."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioSource:
    """The sound of ``path`` from ``start`` to ``end`` (seconds), ``speed`` times as fast.

    The pitch stays. Silence fills what is missing: sound that begins after the picture, and
    holes. A file without readable sound gives no frames.
    """

    path: Path
    start: float = 0.0
    end: float | None = None
    speed: float = 1.0

    def frames(self) -> Generator[AudioFrame, None, None]:
        """Yield the sound from time 0 on; see :class:`Sound`."""
        with opened(self.path) as source:
            if source.audio is None:
                return
            decoded = _decoded(source, source.audio, self.start, self.end)
            first = next(decoded, None)
            if first is None:
                return
            graph = self._graph(source, first)
            for frame in chain([first], decoded):
                # A track that changes its format half-way is silent from there on.
                if (frame.sample_rate, frame.layout.name) == (first.sample_rate, first.layout.name):
                    graph.push(frame)
                    yield from _pulled(graph)
            graph.push(None)
            yield from _pulled(graph)

    def _graph(self, source: Source, first: AudioFrame) -> Graph:
        """Trim, close holes, change the tempo, and bring to one format; in that order."""
        begin = self.start + source.origin
        until = f":end={self.end + source.origin:.6f}" if self.end is not None else ""
        layout = "mono" if first.layout.nb_channels == 1 else "stereo"
        steps = [
            ("atrim", f"start={begin:.6f}{until}"),
            ("asetpts", f"PTS-{begin:.6f}/TB"),
            ("aresample", f"{RATE}:async=1:first_pts=0"),
            *[("atempo", f"{tempo:.6f}") for tempo in _tempos(self.speed)],
            ("aformat", f"sample_fmts=fltp:sample_rates={RATE}:channel_layouts={layout}"),
        ]
        graph = Graph()
        nodes = [
            graph.add_abuffer(
                sample_rate=first.sample_rate,
                format=first.format,
                layout=first.layout,
                time_base=first.time_base,
            )
        ]
        nodes += [graph.add(name, arguments) for name, arguments in steps]
        nodes.append(graph.add("abuffersink"))
        graph.link_nodes(*nodes).configure()
        return graph


class AudioTrack:
    """An AAC track in a container being written, fed from a :class:`Sound` as the video goes on."""

    def __init__(self, container: OutputContainer, sound: Sound) -> None:
        self._container = container
        self._frames = sound.frames()
        self._samples = 0
        self._next = next(self._frames, None)
        self._stream: AudioStream | None = None
        if self._next is not None:
            self._stream = container.add_stream("aac", rate=RATE, layout=self._next.layout.name)
            self._stream.bit_rate = 64_000 * self._next.layout.nb_channels

    def write(self, until: float) -> None:
        """Encode the sound up to a moment, so that both tracks advance side by side."""
        while self._stream is not None and self._next is not None:
            if self._samples >= until * RATE:
                return
            frame, self._next = self._next, next(self._frames, None)
            frame.pts, frame.time_base = self._samples, Fraction(1, RATE)
            self._samples += frame.samples
            self._container.mux(self._stream.encode(frame))

    def close(self) -> None:
        """Flush the encoder and let go of the source."""
        self._frames.close()
        if self._stream is not None:
            self._container.mux(self._stream.encode(None))

    def abandon(self) -> None:
        """Let go of the source without finishing the track."""
        self._frames.close()


def _decoded(
    source: Source, audio: AudioStream, start: float, end: float | None
) -> Iterator[AudioFrame]:
    """Sound from a little before ``start`` on; damaged packets are left out."""
    if start > 1:
        # Decoders need a few packets to settle, so begin early; atrim cuts to the sample.
        begin = round((start - 0.5 + source.origin) / float(audio.time_base or 1))
        with suppress(av.FFmpegError):
            source.container.seek(begin, stream=audio)
    packets = source.container.demux(audio)
    while True:
        try:
            frames = next(packets).decode()
        except StopIteration:
            return
        except av.FFmpegError:
            continue
        for frame in frames:
            if end is not None and frame.time is not None and frame.time - source.origin > end:
                return
            yield frame


def _pulled(graph: Graph) -> Iterator[AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, AudioFrame):
            yield frame


def _tempos(speed: float) -> list[float]:
    """Factors an atempo filter can do whose product is ``speed``."""
    factors = []
    while speed > _FASTEST + 1e-9:
        factors.append(_FASTEST)
        speed /= _FASTEST
    while speed < _SLOWEST - 1e-9:
        factors.append(_SLOWEST)
        speed /= _SLOWEST
    if abs(speed - 1) > 1e-9:
        factors.append(speed)
    return factors
